using System.Collections;
using System.Management.Automation;
using System.Text.Json;

namespace LianPay.Module.Tests.Commands;

public sealed class ProtectLianPayloadTests : IDisposable
{
    private const string Cmdlet = "Protect-LianPayload";
    private const string Message = "@{ oid_partner = '201606221000921503'; no_order = 'A1'; confirm_code = '137007' }";

    private readonly Engine _engine = new();
    private readonly KeyFolder _keys = new();

    [Fact]
    public void What_was_sealed_opens_again_and_the_body_has_merchant_and_payload()
    {
        EngineRun run = EngineAssert.Clean(_engine.Try($"""
            $sealed = {Message} | Protect-LianPayload -PublicKeyPath '{_keys.PlatformFile}'
            $sealed
            $sealed.Payload, $sealed, $sealed.ToJson() | Unprotect-LianPayload -PrivateKeyPath '{_keys.Write("platform.key", KeyFolder.Platform.ExportPkcs8PrivateKeyPem())}'
            """));

        PSObject sealedPayload = run.Output[0];
        Assert.Equal("201606221000921503", sealedPayload.Text("PartnerId"));
        Assert.StartsWith("lianpay1_0_1$", sealedPayload.Text("Payload"), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', sealedPayload.Text("Payload")!);
        Assert.Equal(sealedPayload.Text("Payload"), sealedPayload.ToString());
        Dictionary<string, string> body = JsonSerializer.Deserialize<Dictionary<string, string>>((string)sealedPayload.Methods["ToJson"].Invoke())!;
        Assert.Equal(["oid_partner", "pay_load"], body.Keys);
        Assert.Equal(sealedPayload.Text("Payload"), body["pay_load"]);
        Assert.Equal(4, run.Output.Count);
        Assert.All(run.Output.Skip(1), opened => Assert.Equal("137007", ((IDictionary)opened.Value("Fields")!)["confirm_code"]));
    }

    [Fact]
    public void Sign_signs_with_the_connections_key_and_seals_to_its_first_platform_key()
    {
        EngineRun run = EngineAssert.Clean(_engine.Try($$"""
            $c = Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKeyPath '{{_keys.MerchantFile}}' -PlatformKeyPath '{{_keys.PlatformFile}}' -PassThru
            $opened = {{Message}} | Protect-LianPayload -Sign | Unprotect-LianPayload -PrivateKeyPath '{{_keys.Write("platform.key", KeyFolder.Platform.ExportPkcs8PrivateKeyPem())}}'
            Disconnect-LianPay
            Test-LianPaySignature -InputObject $opened.Fields -PublicKeyPath '{{_keys.Write("own.pem", KeyFolder.Merchant.ExportSubjectPublicKeyInfoPem())}}'
            """));

        Assert.Equal(true, Assert.Single(run.Output).BaseObject);
    }

    [Fact]
    public void The_default_view_shows_no_payload()
    {
        EngineRun run = EngineAssert.Clean(_engine.Try($"{Message} | Protect-LianPayload -PublicKeyPath '{_keys.PlatformFile}' | Out-Host"));

        Assert.DoesNotContain("lianpay1_0_1", run.Screen, StringComparison.Ordinal);
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("InputInvalid", "'x'")]
    [InlineData("InputInvalid", "@{ no_order = 'A1' }")]
    [InlineData("InputInvalid", "@{ oid_partner = '1' }")]
    [InlineData("InputInvalid", "@{ oid_partner = 201606221000921503 }")]
    [InlineData("SplittableField", "@{ oid_partner = '201606221000921503'; info_order = '1&no_order=2' }")]
    public void A_bad_message_is_an_error_and_the_others_go_on(string id, string message)
    {
        EngineRun run = _engine.Try($"{message}, {Message} | Protect-LianPayload -PublicKeyPath '{_keys.PlatformFile}'");

        EngineAssert.Error(run, Cmdlet, id);
        Assert.Single(run.Output);
    }

    [Fact]
    [ErrorId(Cmdlet, "NotConnected", "ConnectionClosed", "Key…")]
    public void Without_a_key_it_fails()
    {
        EngineAssert.Error(_engine.Try($"Protect-LianPayload {Message}"), Cmdlet, "NotConnected");
        EngineAssert.Error(_engine.Try($"Protect-LianPayload {Message} -Sign -PublicKeyPath '{_keys.PlatformFile}'"), Cmdlet, "NotConnected");
        EngineAssert.Error(_engine.Try($"Protect-LianPayload {Message} -PublicKeyPath '{_keys.MerchantFile}'"), Cmdlet, "KeyPrivateInsteadOfPublic");
        EngineAssert.Error(
            _engine.Try($$"""
                $c = Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKeyPath '{{_keys.MerchantFile}}' -PassThru
                Disconnect-LianPay
                Protect-LianPayload {{Message}} -Connection $c
                """),
            Cmdlet,
            "ConnectionClosed");
    }

    public void Dispose()
    {
        _engine.Dispose();
        _keys.Dispose();
    }
}
