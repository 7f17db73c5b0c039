using System.Security.Cryptography;
using System.Text;

namespace LianPay.Module.Tests.Commands;

public sealed class UnprotectLianPayloadTests : IDisposable
{
    private const string Cmdlet = "Unprotect-LianPayload";

    private readonly Engine _engine = new();
    private readonly KeyFolder _keys = new();
    private readonly string _payload;

    public UnprotectLianPayloadTests()
    {
        _payload = Assert.Single(_engine.Run($"Protect-LianPayload @{{ oid_partner = '201606221000921503'; confirm_code = '730194' }} -PublicKeyPath '{_keys.PlatformFile}'").Output).Text("Payload")!;
        _engine.Set("key", _keys.Write("platform.key", KeyFolder.Platform.ExportPkcs8PrivateKeyPem()));
        _engine.Set("secret", KeyFolder.Secret(KeyFolder.Platform.ExportPkcs8PrivateKeyPem()));
        _engine.Set("payload", _payload);
    }

    [Theory]
    [InlineData("-PrivateKeyPath $key")]
    [InlineData("-PrivateKey $secret")]
    public void A_payload_is_opened_by_either_form_of_the_key(string arguments)
    {
        EngineRun run = EngineAssert.Clean(_engine.Try($"$payload | Unprotect-LianPayload {arguments}"));

        Assert.Equal("201606221000921503", Assert.Single(run.Output).Text("PartnerId"));
        Assert.Contains("730194", run.Output[0].Text("Text"), StringComparison.Ordinal);
    }

    [Fact]
    public void Neither_the_text_nor_the_default_view_of_the_object_shows_what_is_inside()
    {
        EngineRun run = EngineAssert.Clean(_engine.Try("$opened = $payload | Unprotect-LianPayload -PrivateKeyPath $key; \"$opened\"; $opened | Out-Host"));

        Assert.Equal("OpenedPayload", Assert.Single(run.Output).ToString());
        Assert.DoesNotContain("730194", run.Screen, StringComparison.Ordinal);
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("PayloadMalformed")]
    [InlineData("PayloadWrongKey")]
    [InlineData("PayloadMacMismatch")]
    [InlineData("PayloadNotUtf8")]
    public void A_payload_that_does_not_open_is_an_error_that_does_not_show_it(string id)
    {
        string[] parts = _payload.Split('$');
        string bad = id switch
        {
            "PayloadMalformed" => "{\"pay_load\":17}",
            "PayloadMacMismatch" => string.Join('$', [.. parts[..^1], Convert.ToBase64String(new byte[32])]),
            "PayloadNotUtf8" => SealedNoise(),
            _ => _payload,
        };
        _engine.Set("bad", bad);
        string key = id == "PayloadWrongKey" ? $"'{_keys.MerchantFile}'" : "$key";

        EngineRun run = _engine.Try($"$bad | Unprotect-LianPayload -PrivateKeyPath {key}");

        EngineAssert.Error(run, Cmdlet, id);
        Assert.Empty(run.Output);
        Assert.DoesNotContain(bad[..12], run.EveryStream(), StringComparison.Ordinal);
    }

    [Fact]
    [ErrorId(Cmdlet, "Key…")]
    public void A_key_that_cannot_be_used_is_refused() =>
        EngineAssert.Error(_engine.Try($"$payload | Unprotect-LianPayload -PrivateKeyPath '{_keys.PlatformFile}'"), Cmdlet, "KeyPublicInsteadOfPrivate");

    public void Dispose()
    {
        _engine.Dispose();
        _keys.Dispose();
    }

    /// <summary>An envelope that is sound to its MAC, around bytes that no UTF-8 text has.</summary>
    private static string SealedNoise()
    {
        byte[] key = Encoding.ASCII.GetBytes(new string('K', 32));
        string sealedKey = Convert.ToBase64String(KeyFolder.Platform.Encrypt(key, RSAEncryptionPadding.OaepSHA1));
        string body = $"{Convert.ToBase64String("NNNNNNNN"u8)}${Convert.ToBase64String(new byte[64])}";
        return $"lianpay1_0_1${sealedKey}${sealedKey}${body}${Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(body)))}";
    }
}
