using System.Management.Automation;
using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Signing;
using LianPay.Errors;
using LianPay.Messages;

namespace LianPay.Commands;

/// <summary>Verifies the signature of a message of LianLian's gateways.</summary>
/// <remarks>
/// <para>Verifies with MD5withRSA over the fields exactly as given. Without a key, the platform keys of the connection count; without a connection, the key that LianLian publishes.</para>
/// <para>Give the text as it was received rather than what ConvertFrom-Json made of it: the conversion changes numbers and drops repeated keys. A signature says nothing of when a message was written: an old one verifies for ever.</para>
/// </remarks>
/// <example>
/// <para>Verify a notification as it was received</para>
/// <code>$body = Get-Content -Raw ./notify.json
/// Test-LianPaySignature -InputObject $body</code>
/// <para>Writes $true or $false.</para>
/// </example>
/// <example>
/// <para>See why messages do not verify</para>
/// <code>Get-Content ./replies.jsonl | Test-LianPaySignature -PublicKeyPath ./platform.pem -Detailed | Where-Object { -not $_.IsValid }</code>
/// <para>Verifies each line and shows those that fail, with the reason and the text that the signature is held against.</para>
/// </example>
/// <inputs type="System.Collections.IDictionary, System.Management.Automation.PSObject, System.String">The fields with sign among them: a hashtable, an object, or the text of one JSON object.</inputs>
/// <outputs type="System.Boolean">Whether the signature is valid.</outputs>
/// <outputs type="LianPay.SignatureVerdict">The verdict with its reason, with -Detailed.</outputs>
/// <error id="InputInvalid" category="InvalidData">The input is no message.</error>
/// <error id="SignMissing" category="InvalidArgument">There is no signature, neither in the fields nor as -Signature.</error>
/// <error id="ConnectionClosed" category="ConnectionError">The connection was closed by Disconnect-LianPay.</error>
/// <error id="Key…" category="NotSpecified">The public key cannot be used. The ids and their categories are those of Connect-LianPay.</error>
[Cmdlet(VerbsDiagnostic.Test, "LianPaySignature", DefaultParameterSetName = ConnectionSet)]
[OutputType(typeof(bool), typeof(SignatureVerdict))]
public sealed class TestLianPaySignatureCommand : ConnectedCommand
{
    private const string ConnectionSet = "Connection";
    private const string KeyPathSet = "KeyPath";

    private IReadOnlyList<RsaPublicKey> _keys = [];

    /// <summary>The fields: a hashtable, an object, or the text of one JSON object.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The signature in base64, when it is not among the fields.</summary>
    [Parameter]
    public string? Signature { get; set; }

    /// <summary>The files of the public keys that count.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeyPathSet)]
    public string[] PublicKeyPath { get; set; } = [];

    /// <summary>The names of fields that the sender does not sign, such as memo.</summary>
    [Parameter]
    public string[]? UnsignedField { get; set; }

    /// <summary>Writes the reason and the signed text instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            _keys = ParameterSetName == KeyPathSet
                ? [.. PublicKeyPath.Select(path => KeyReader.ReadPublicKeyFile(KeyFilePath(path)))]
                : OpenConnection?.Options.PlatformKeys ?? [PublishedKeys.Platform];
        }
        catch (KeyException exception)
        {
            throw Terminate(Problems.Of(exception));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        MessageFields fields;
        try
        {
            fields = FieldsArgument.Read(InputObject);
        }
        catch (MessageFormatException exception)
        {
            WriteProblem(Problems.InputInvalid(exception.Message), target: null);
            return;
        }

        if ((Signature ?? fields[FieldNames.Sign]) is not { } signature)
        {
            WriteProblem(Problems.SignMissing, target: null);
            return;
        }

        string[] left = [.. (UnsignedField ?? []).Where(name => fields[name] is not null)];
        MessageFields signed = left.Aggregate(fields, (rest, name) => rest.Without(name));
        string? splittable = SignedText.FindSplittable(signed);
        RsaPublicKey? key = splittable is null ? MessageSignature.FindVerifyingKey(signed, signature, _keys) : null;
        if (!Detailed)
        {
            WriteObject(key is not null);
            return;
        }

        WriteObject(new SignatureVerdict
        {
            IsValid = key is not null,
            Reason = key is not null ? null
                : splittable is not null ? Problems.SplittableField(splittable).Message
                : "The signature is not one of a given key over these fields.",
            KeyFingerprint = key?.Fingerprint,
            SignedText = SignedText.Of(signed),
            UnsignedField = left,
        });
    }
}
