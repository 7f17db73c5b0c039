using System.Management.Automation;
using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Payloads;
using LianPay.Core.Signing;
using LianPay.Errors;
using LianPay.Messages;

namespace LianPay.Commands;

/// <summary>Seals a message into a pay_load.</summary>
/// <remarks>
/// <para>Makes the <c>lianpay1_0_1</c> envelope that payment.htm and confirmPayment.htm take: fresh keys from a cryptographic random source, AES-256-CTR, HMAC-SHA256, RSA-OAEP, without line breaks. With -Sign the message is signed first, with the connection's key.</para>
/// <para>The key to seal to is the platform's, the same that verifies answers; sealing to the merchant's own key is what the gateway answers with 4007. Nothing is sent.</para>
/// </remarks>
/// <example>
/// <para>Seal a signed message</para>
/// <code>$fields = @{ api_version = '1.0'; confirm_code = '137007'; no_order = '20170208165924'; notify_url = 'https://pay.example.com/notify'; oid_partner = '201606221000921503'; sign_type = 'RSA' }
/// $signed = New-LianPaySignature -InputObject $fields -PrivateKeyPath ./merchant.pem
/// (Protect-LianPayload -InputObject $signed.Fields -PublicKeyPath ./platform.pem).ToJson()</code>
/// <para>Writes the body to post: oid_partner and pay_load.</para>
/// </example>
/// <example>
/// <para>Sign and seal with the connection's keys</para>
/// <code>$messages | Protect-LianPayload -Sign | ForEach-Object ToJson</code>
/// <para>Signs each message with the merchant's key and seals it to the platform's.</para>
/// </example>
/// <inputs type="System.Collections.IDictionary, System.Management.Automation.PSObject, System.String">The fields: a hashtable, an object, or the text of one JSON object.</inputs>
/// <outputs type="LianPay.SealedPayload">The envelope; ToString() gives it, ToJson() gives the body to post.</outputs>
/// <error id="InputInvalid" category="InvalidData">The input is no message, or it names no merchant.</error>
/// <error id="SplittableField" category="SecurityError">A value could be read as two fields under the same signature.</error>
/// <error id="NotConnected" category="ConnectionError">-Sign, or no -PublicKeyPath, needs a connection.</error>
/// <error id="ConnectionClosed" category="ConnectionError">The connection was closed by Disconnect-LianPay.</error>
/// <error id="Key…" category="NotSpecified">The public key cannot be used. The ids and their categories are those of Connect-LianPay.</error>
[Cmdlet(VerbsSecurity.Protect, "LianPayload", DefaultParameterSetName = ConnectionSet)]
[OutputType(typeof(SealedPayload))]
public sealed class ProtectLianPayloadCommand : ConnectedCommand
{
    private const string ConnectionSet = "Connection";
    private const string KeyPathSet = "KeyPath";

    private RsaPublicKey? _key;
    private RsaPrivateKey? _signingKey;

    /// <summary>The fields to seal: a hashtable, an object, or the text of one JSON object, oid_partner among them.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The file of the key to seal to. Without it, the connection's first platform key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = KeyPathSet)]
    public string PublicKeyPath { get; set; } = string.Empty;

    /// <summary>Signs the message first, with the connection's key.</summary>
    [Parameter]
    public SwitchParameter Sign { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _signingKey = Sign ? RequiredConnection.Options.MerchantKey : null;
        try
        {
            _key = ParameterSetName == KeyPathSet
                ? KeyReader.ReadPublicKeyFile(KeyFilePath(PublicKeyPath))
                : RequiredConnection.Options.PlatformKeys[0];
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

        if (fields[FieldNames.PartnerId] is not { } partnerId || !FieldGrammar.IsPartnerId(partnerId))
        {
            WriteProblem(Problems.InputInvalid("The message names no merchant: oid_partner is missing or is not 18 digits."), target: null);
            return;
        }

        if (SignedText.FindSplittable(fields) is { } field)
        {
            WriteProblem(Problems.SplittableField(field), target: null);
            return;
        }

        if (_signingKey is not null)
        {
            fields = fields.With(FieldNames.SignType, MessageSignature.SignType);
            fields = fields.With(FieldNames.Sign, MessageSignature.Sign(fields, _signingKey));
        }

        WriteObject(new SealedPayload { PartnerId = partnerId, Payload = Payload.Seal(fields.ToJson(), _key!) });
    }
}
