using System.Collections;
using System.Management.Automation;
using System.Text.Json;

namespace LianPay.Module.Tests.Commands;

public sealed class TestLianPaySignatureTests : IDisposable
{
    private const string Cmdlet = "Test-LianPaySignature";
    private const string Reply = "rsa-02-seed-confirm-response-4005";

    private readonly Engine _engine = new();
    private readonly KeyFolder _keys = new();
    private readonly Dictionary<string, string> _reply;
    private readonly string _signature;

    public TestLianPaySignatureTests()
    {
        (_reply, _, _signature) = VectorFile.Signed(Reply);
        _reply["sign"] = _signature;
    }

    [Fact]
    public void The_published_reply_verifies_by_the_published_key_and_not_when_a_field_was_changed()
    {
        string text = JsonSerializer.Serialize(_reply);

        Assert.Equal(true, Verdict(text, ""));
        Assert.Equal(true, Verdict(new Hashtable(_reply), ""));
        Assert.Equal(false, Verdict(text.Replace("4005", "0000", StringComparison.Ordinal), ""));
    }

    [Fact]
    public void Detailed_says_which_key_or_why_not()
    {
        _engine.Set("message", new Hashtable(_reply));
        _engine.Set("changed", new Hashtable(_reply) { ["ret_code"] = "0000" });
        _engine.Set("splittable", new Hashtable(_reply) { ["ret_msg"] = "x&ret_code=0000" });

        EngineRun run = EngineAssert.Clean(_engine.Try("$message, $changed, $splittable | Test-LianPaySignature -Detailed"));

        Assert.Equal([true, false, false], run.Output.Select(verdict => verdict.Value("IsValid")));
        Assert.Null(run.Output[0].Value("Reason"));
        Assert.Equal(44, run.Output[0].Text("KeyFingerprint")!.Length);
        Assert.Equal(VectorFile.Signed(Reply).SignedText, run.Output[0].Text("SignedText"));
        Assert.Contains("not one of a given key", run.Output[1].Text("Reason"), StringComparison.Ordinal);
        Assert.Null(run.Output[1].Value("KeyFingerprint"));
        Assert.Contains("two fields", run.Output[2].Text("Reason"), StringComparison.Ordinal);
    }

    [Fact]
    public void Named_fields_are_left_out_and_the_signature_may_come_beside_the_fields()
    {
        _reply.Remove("sign");
        _reply["memo"] = "not signed";
        _engine.Set("signature", _signature);

        Assert.Equal(true, Verdict(new Hashtable(_reply), "-Signature $signature -UnsignedField memo, other"));
        Assert.Equal(false, Verdict(new Hashtable(_reply), "-Signature $signature"));
        Assert.Equal(false, Verdict(new Hashtable(_reply), "-Signature $signature -UnsignedField $null"));
        Assert.Equal(false, Verdict(new Hashtable(_reply), "-Signature 'no base64' -UnsignedField memo"));
    }

    [Fact]
    public void Given_keys_count_alone_and_the_connections_before_the_published_one()
    {
        string other = _keys.PlatformFile;
        _engine.Set("message", new Hashtable(_reply));

        EngineRun run = EngineAssert.Clean(_engine.Try($$"""
            Test-LianPaySignature $message -PublicKeyPath '{{other}}'
            Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKeyPath '{{_keys.MerchantFile}}' -PlatformKeyPath '{{other}}'
            Test-LianPaySignature $message
            $signed = New-LianPaySignature $message
            Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKeyPath '{{_keys.MerchantFile}}'
            Test-LianPaySignature $message
            Test-LianPaySignature $signed.Fields -PublicKeyPath '{{other}}', '{{_keys.Write("own.pem", KeyFolder.Merchant.ExportSubjectPublicKeyInfoPem())}}'
            """));

        Assert.Equal([false, false, true, true], run.Output.Select(verdict => verdict.BaseObject));
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("InputInvalid", "'<html>'")]
    [InlineData("InputInvalid", "@{ a = 1 }")]
    [InlineData("SignMissing", "@{ a = '1' }")]
    public void A_bad_message_is_an_error_and_the_others_go_on(string id, string message)
    {
        _engine.Set("good", new Hashtable(_reply));

        EngineRun run = _engine.Try($"{message}, $good | Test-LianPaySignature");

        EngineAssert.Error(run, Cmdlet, id);
        Assert.Equal(true, Assert.Single(run.Output).BaseObject);
    }

    [Fact]
    [ErrorId(Cmdlet, "ConnectionClosed", "Key…")]
    public void Without_a_usable_key_it_fails()
    {
        EngineAssert.Error(_engine.Try("Test-LianPaySignature @{ sign = 'x' } -PublicKeyPath ./none.pem"), Cmdlet, "KeyFileNotFound");
        EngineAssert.Error(
            _engine.Try($$"""
                $c = Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKeyPath '{{_keys.MerchantFile}}' -PassThru
                Disconnect-LianPay
                Test-LianPaySignature @{ sign = 'x' } -Connection $c
                """),
            Cmdlet,
            "ConnectionClosed");
    }

    public void Dispose()
    {
        _engine.Dispose();
        _keys.Dispose();
    }

    private object Verdict(object message, string arguments)
    {
        _engine.Set("message", message);
        PSObject verdict = Assert.Single(EngineAssert.Clean(_engine.Try($"$message | Test-LianPaySignature {arguments}")).Output);
        return verdict.BaseObject;
    }
}
