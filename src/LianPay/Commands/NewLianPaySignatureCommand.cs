using System.Management.Automation;
using System.Security;
using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Signing;
using LianPay.Errors;
using LianPay.Keys;
using LianPay.Messages;

namespace LianPay.Commands;

/// <summary>Signs a message as LianLian's gateways expect it.</summary>
/// <remarks>
/// <para>Signs with MD5withRSA over all fields but <c>sign</c> whose value is not empty, sorted by name and joined as name=value with an ampersand. <c>sign_type</c> is signed as it is given, and set to RSA when it is missing.</para>
/// <para>The signature is deterministic: the same fields and key give the same text. Nothing is sent.</para>
/// </remarks>
/// <example>
/// <para>Sign a query</para>
/// <code>$fields = [ordered]@{ api_version = '1.0'; no_order = '20170208165924'; oid_partner = '201606221000921503'; sign_type = 'RSA' }
/// New-LianPaySignature -InputObject $fields -PrivateKeyPath ./merchant.pem</code>
/// <para>Writes the signature, the text that was signed, and the fields with sign added.</para>
/// </example>
/// <example>
/// <para>Sign many messages with the connection's key</para>
/// <code>$orders | ForEach-Object { @{ api_version = '1.0'; no_order = $_; oid_partner = '201606221000921503' } } | New-LianPaySignature | ForEach-Object Signature</code>
/// <para>Signs each message of the pipeline with the key of the current connection and gives the signatures alone.</para>
/// </example>
/// <inputs type="System.Collections.IDictionary, System.Management.Automation.PSObject, System.String">The fields: a hashtable, an object, or the text of one JSON object.</inputs>
/// <outputs type="LianPay.SignedMessage">The signature, the signed text, and the fields with sign added.</outputs>
/// <error id="InputInvalid" category="InvalidData">The input is no message: not fields with names in lower case and values of text.</error>
/// <error id="SplittableField" category="SecurityError">A value could be read as two fields under the same signature.</error>
/// <error id="NotConnected" category="ConnectionError">No key was given and there is no connection.</error>
/// <error id="ConnectionClosed" category="ConnectionError">The connection was closed by Disconnect-LianPay.</error>
/// <error id="Key…" category="NotSpecified">The key cannot be used. The ids and their categories are those of Connect-LianPay.</error>
[Cmdlet(VerbsCommon.New, "LianPaySignature", DefaultParameterSetName = ConnectionSet)]
[OutputType(typeof(SignedMessage))]
public sealed class NewLianPaySignatureCommand : ConnectedCommand, IDisposable
{
    private const string ConnectionSet = "Connection";
    private const string KeyPathSet = "KeyPath";
    private const string KeySet = "Key";

    private RsaPrivateKey? _key;

    /// <summary>The fields to sign: a hashtable, an object, or the text of one JSON object. Values are text.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The file of the private key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeyPathSet)]
    public string PrivateKeyPath { get; set; } = string.Empty;

    /// <summary>The text of the private key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeySet)]
    public SecureString? PrivateKey { get; set; }

    /// <summary>The passphrase of an encrypted private key.</summary>
    [Parameter(ParameterSetName = KeyPathSet)]
    [Parameter(ParameterSetName = KeySet)]
    public SecureString? Passphrase { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ParameterSetName == ConnectionSet)
        {
            _key = RequiredConnection.Options.MerchantKey;
            return;
        }

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
        MessageFields fields;
        try
        {
            fields = FieldsArgument.Read(InputObject).Without(FieldNames.Sign);
        }
        catch (MessageFormatException exception)
        {
            WriteProblem(Problems.InputInvalid(exception.Message), target: null);
            return;
        }

        if (fields[FieldNames.SignType] is null)
        {
            fields = fields.With(FieldNames.SignType, MessageSignature.SignType);
        }

        if (SignedText.FindSplittable(fields) is { } field)
        {
            WriteProblem(Problems.SplittableField(field), target: null);
            return;
        }

        WriteObject(new SignedMessage(fields, MessageSignature.Sign(fields, _key!), _key!.PublicKey.Fingerprint));
    }

    /// <summary>Forgets a key that was read for this call alone.</summary>
    public void Dispose()
    {
        if (ParameterSetName != ConnectionSet)
        {
            _key?.Dispose();
        }
    }
}
