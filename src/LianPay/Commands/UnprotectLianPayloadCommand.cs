using System.Management.Automation;
using System.Security;
using System.Text;
using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Payloads;
using LianPay.Errors;
using LianPay.Keys;
using LianPay.Messages;

namespace LianPay.Commands;

/// <summary>Opens a pay_load.</summary>
/// <remarks>
/// <para>For tests and for stand-ins of the gateway: a merchant never receives a sealed message. Takes the envelope, or the posted body that carries it; wrapped lines are accepted. The MAC is checked before anything is decrypted.</para>
/// <para>The text carries what was sealed, a confirm code for instance: keep it out of logs.</para>
/// </remarks>
/// <example>
/// <para>Open what was just sealed</para>
/// <code>$pair = New-LianPayKeyPair -Path ./stand-in.pem
/// $sealed = Protect-LianPayload -InputObject @{ oid_partner = '201606221000921503'; no_order = 'A1' } -PublicKeyPath $pair.PublicKeyPath
/// (Unprotect-LianPayload -InputObject $sealed.Payload -PrivateKeyPath $pair.PrivateKeyPath).Fields['no_order']</code>
/// <para>Writes A1.</para>
/// </example>
/// <example>
/// <para>Open posted bodies from a file</para>
/// <code>Get-Content ./posted.jsonl | Unprotect-LianPayload -PrivateKeyPath ./stand-in.pem | ForEach-Object PartnerId</code>
/// <para>Opens each body and shows whose it is.</para>
/// </example>
/// <inputs type="System.String, LianPay.SealedPayload">The envelope, or the posted body.</inputs>
/// <outputs type="LianPay.OpenedPayload">The text, its fields and the merchant.</outputs>
/// <error id="PayloadMalformed" category="InvalidData">It is no envelope.</error>
/// <error id="PayloadWrongKey" category="InvalidData">It is sealed to another key.</error>
/// <error id="PayloadMacMismatch" category="InvalidData">It was altered, or its lines were wrapped anew.</error>
/// <error id="PayloadNotUtf8" category="InvalidData">It opens to something that is not UTF-8.</error>
/// <error id="Key…" category="NotSpecified">The private key cannot be used. The ids and their categories are those of Connect-LianPay.</error>
[Cmdlet(VerbsSecurity.Unprotect, "LianPayload", DefaultParameterSetName = KeyPathSet)]
[OutputType(typeof(OpenedPayload))]
public sealed class UnprotectLianPayloadCommand : LianPayCommand, IDisposable
{
    private const string KeyPathSet = "KeyPath";
    private const string KeySet = "Key";

    private RsaPrivateKey? _key;

    /// <summary>The envelope, or the posted body that carries it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The file of the private key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeyPathSet)]
    public string PrivateKeyPath { get; set; } = string.Empty;

    /// <summary>The text of the private key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeySet)]
    public SecureString? PrivateKey { get; set; }

    /// <summary>The passphrase of an encrypted private key.</summary>
    [Parameter]
    public SecureString? Passphrase { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            _key = PrivateKeyArgument.Read(PrivateKey, PrivateKey is null ? KeyFilePath(PrivateKeyPath) : null, Passphrase);
        }
        catch (KeyException exception)
        {
            throw Terminate(Problems.Of(exception));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            (string? partnerId, string payload) = ReadEnvelope();
            byte[] bytes = Payload.Open(payload, _key!);
            MessageFields? fields = TryRead(bytes);
            WriteObject(new OpenedPayload
            {
                Text = Encoding.UTF8.GetString(bytes),
                Fields = fields is null ? null : FieldsArgument.ToDictionary(fields),
                PartnerId = partnerId ?? fields?[FieldNames.PartnerId],
            });
        }
        catch (PayloadException exception)
        {
            WriteProblem(Problems.Of(exception), target: null);
        }
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose() => _key?.Dispose();

    private (string? PartnerId, string Payload) ReadEnvelope()
    {
        string text = InputObject?.BaseObject.ToString() ?? string.Empty;
        if (!text.AsSpan().TrimStart().StartsWith("{"))
        {
            return (null, text);
        }

        return TryRead(Encoding.UTF8.GetBytes(text)) is { } body && body[FieldNames.Payload] is { } payload
            ? (body[FieldNames.PartnerId], payload)
            : throw new PayloadException(PayloadError.Malformed, "The body is not a JSON object with oid_partner and pay_load.");
    }

    private static MessageFields? TryRead(byte[] json)
    {
        try
        {
            return MessageReader.Read(json);
        }
        catch (MessageFormatException)
        {
            return null;
        }
    }
}
