using System.Collections;
using System.Management.Automation;
using System.Text.Json;

namespace LianPay.Module.Tests.Commands;

public sealed class NewLianPaySignatureTests : IDisposable
{
    private const string Cmdlet = "New-LianPaySignature";
    private const string Request = "rsa-01-seed-confirm-request";

    private readonly Engine _engine = new();
    private readonly KeyFolder _keys = new();

    public NewLianPaySignatureTests() => _engine.Set("demo", _keys.Write("demo.pem", VectorFile.DemoPrivateKey));

    [Theory]
    [InlineData("hashtable")]
    [InlineData("object")]
    [InlineData("json")]
    public void The_published_sample_request_gets_its_published_signature(string shape)
    {
        (Dictionary<string, string> fields, string signedText, string signature) = VectorFile.Signed(Request);
        _engine.Set("message", shape switch
        {
            "hashtable" => new Hashtable(fields),
            "object" => AsObject(fields),
            _ => JsonSerializer.Serialize(fields),
        });

        PSObject signed = Assert.Single(EngineAssert.Clean(_engine.Try("$message | New-LianPaySignature -PrivateKeyPath $demo")).Output);

        Assert.Equal(signature, signed.Text("Signature"));
        Assert.Equal(signature, signed.ToString());
        Assert.Equal(signedText, signed.Text("SignedText"));
        Assert.Equal("RSA", signed.Text("SignType"));
        Assert.Equal(signature, ((IDictionary)signed.Value("Fields")!)["sign"]);
        Assert.Equal(fields.Count + 1, ((IDictionary)signed.Value("Fields")!).Count);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("th-TH")]
    public void The_culture_does_not_change_a_signature(string culture)
    {
        (Dictionary<string, string> fields, _, string signature) = VectorFile.Signed(Request);
        _engine.Set("message", new Hashtable(fields));

        EngineRun run = EngineAssert.Clean(_engine.Try($"[System.Threading.Thread]::CurrentThread.CurrentCulture = '{culture}'; New-LianPaySignature $message -PrivateKeyPath $demo"));

        Assert.Equal(signature, Assert.Single(run.Output).Text("Signature"));
    }

    [Fact]
    public void A_given_sign_is_left_out_and_a_missing_sign_type_is_RSA()
    {
        EngineRun run = EngineAssert.Clean(_engine.Try("""
            New-LianPaySignature -PrivateKeyPath $demo -InputObject @{ a = '1'; sign = 'x' }
            New-LianPaySignature -PrivateKeyPath $demo -InputObject @{ a = '1'; sign_type = 'RSA' }
            """));

        Assert.Equal("a=1&sign_type=RSA", run.Output[0].Text("SignedText"));
        Assert.Equal(run.Output[0].Text("Signature"), run.Output[1].Text("Signature"));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_and_not_signed_as_a_replacement()
    {
        EngineRun run = _engine.Try("""New-LianPaySignature -PrivateKeyPath $demo -InputObject ('{"a":"x' + [char]0xD800 + '"}')""");

        Assert.Empty(run.Output);
        Assert.StartsWith("InputInvalid,", Assert.Single(run.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_may_be_a_secret_or_the_connections()
    {
        _engine.Set("key", KeyFolder.Secret(File.ReadAllText(_keys.Encrypted("locked.pem", "right"))));
        _engine.Set("passphrase", KeyFolder.Secret("right"));

        EngineRun run = EngineAssert.Clean(_engine.Try($$"""
            $c = Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKeyPath '{{_keys.MerchantFile}}' -PassThru
            @{ a = '1' } | New-LianPaySignature
            @{ a = '1' } | New-LianPaySignature -Connection $c
            @{ a = '1' } | New-LianPaySignature -PrivateKey $key -Passphrase $passphrase
            @{ a = '1' } | New-LianPaySignature -PrivateKeyPath '{{_keys.MerchantFile}}'
            @{ a = '1' } | New-LianPaySignature
            """));

        Assert.Equal(5, run.Output.Count);
        Assert.Single(run.Output.Select(signed => signed.Text("Signature")).Distinct());
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("InputInvalid", "'no json'")]
    [InlineData("InputInvalid", "'{\"a\":1}'")]
    [InlineData("InputInvalid", "'{\"a\":\"1\",\"a\":\"2\"}'")]
    [InlineData("InputInvalid", "17")]
    [InlineData("InputInvalid", "$null")]
    [InlineData("InputInvalid", "@{ a = 1 }")]
    [InlineData("InputInvalid", "@{ Capital = '1' }")]
    [InlineData("InputInvalid", "@{ 1 = '1' }")]
    [InlineData("InputInvalid", "[PSCustomObject]@{ a = @{} }")]
    [InlineData("SplittableField", "@{ a = '1&no_order=2' }")]
    public void A_bad_message_is_an_error_and_the_others_go_on(string id, string message)
    {
        EngineRun run = _engine.Try($"{message}, @{{ a = '1' }} | New-LianPaySignature -PrivateKeyPath $demo");

        EngineAssert.Error(run, Cmdlet, id);
        Assert.Equal("a=1&sign_type=RSA", Assert.Single(run.Output).Text("SignedText"));
    }

    [Fact]
    [ErrorId(Cmdlet, "NotConnected", "ConnectionClosed", "Key…")]
    public void Without_a_key_it_fails()
    {
        EngineAssert.Error(_engine.Try("New-LianPaySignature @{ a = '1' }"), Cmdlet, "NotConnected");
        EngineAssert.Error(_engine.Try("New-LianPaySignature @{ a = '1' } -PrivateKeyPath ./none.pem"), Cmdlet, "KeyFileNotFound");
        EngineAssert.Error(
            _engine.Try($$"""
                $c = Connect-LianPay -Environment Production -PartnerId 201606221000921503 -PrivateKeyPath '{{_keys.MerchantFile}}' -PassThru
                Disconnect-LianPay
                New-LianPaySignature @{ a = '1' } -Connection $c
                """),
            Cmdlet,
            "ConnectionClosed");
    }

    public void Dispose()
    {
        _engine.Dispose();
        _keys.Dispose();
    }

    private static PSObject AsObject(Dictionary<string, string> fields)
    {
        PSObject item = new();
        foreach ((string name, string value) in fields)
        {
            item.Properties.Add(new PSNoteProperty(name, value));
        }

        return item;
    }
}
