using System.Management.Automation;
using System.Net;
using System.Net.Sockets;

namespace LianPay.Module.Tests.Commands;

public sealed class ConnectLianPayTests : IDisposable
{
    private const string Cmdlet = "Connect-LianPay";
    private const string Partner = "201606221000921503";

    private readonly Engine _engine = new();
    private readonly KeyFolder _keys = new();

    [Fact]
    public void Production_needs_no_gateway_and_no_platform_key_and_opens_nothing()
    {
        PSObject connection = Connection("-Environment Production -NotifyUrl https://pay.example.com/notify");

        Assert.Equal("LianPay.LianPayConnection", connection.TypeNames[0]);
        Assert.Equal("Production", connection.Text("Environment"));
        Assert.Equal("https://instantpay.lianlianpay.com/paymentapi/", connection.Text("Gateway"));
        Assert.Equal(Partner, connection.Text("PartnerId"));
        Assert.Equal("https://pay.example.com/notify", connection.Text("NotifyUrl"));
        Assert.Equal($"Production (instantpay.lianlianpay.com, merchant {Partner})", connection.ToString());
        Assert.Equal(44, connection.Text("KeyFingerprint")!.Length);
        Assert.Single((string[])connection.Value("PlatformKeyFingerprint")!);
    }

    [Fact]
    public void Nothing_is_opened_on_the_network_by_connecting()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();

        Connection($"-Environment Sandbox -Gateway http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port} -PlatformKeyPath '{_keys.PlatformFile}'");

        Assert.False(listener.Pending());
    }

    [Fact]
    public void A_sandbox_is_all_that_is_needed_to_connect_to_it()
    {
        PSObject connection = Assert.Single(EngineAssert.Clean(_engine.Try("$s = Start-LianPaySandbox; Connect-LianPay -Sandbox $s -PassThru; Stop-LianPaySandbox -InputObject $s")).Output);

        Assert.Equal("Sandbox", connection.Text("Environment"));
        Assert.StartsWith("http://127.0.0.1:", connection.Text("Gateway"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_may_come_as_a_secret_and_be_encrypted()
    {
        _engine.Set("plain", KeyFolder.Secret(KeyFolder.Merchant.ExportPkcs8PrivateKeyPem()));
        _engine.Set("locked", KeyFolder.Secret(File.ReadAllText(_keys.Encrypted("locked.pem", "right"))));
        _engine.Set("passphrase", KeyFolder.Secret("right"));

        EngineRun run = EngineAssert.Clean(_engine.Try($"""
            Connect-LianPay -Environment Production -PartnerId {Partner} -PrivateKey $plain -PassThru
            Connect-LianPay -Environment Production -PartnerId {Partner} -PrivateKey $locked -Passphrase $passphrase -PassThru
            Connect-LianPay -Environment Production -PartnerId {Partner} -PrivateKeyPath '{_keys.Path}/locked.pem' -Passphrase $passphrase -PassThru
            """));

        Assert.Equal(3, run.Output.Count);
        Assert.Single(run.Output.Select(connection => connection.Text("KeyFingerprint")).Distinct());
    }

    [Fact]
    public void Several_platform_keys_are_kept_in_their_order()
    {
        string second = _keys.Write("second.pem", KeyFolder.Merchant.ExportSubjectPublicKeyInfoPem());
        string merchant = _keys.Write("own.pem", KeyFolder.Pem(2048));

        PSObject connection = Assert.Single(EngineAssert.Clean(_engine.Try(
            $"Connect-LianPay -Environment Production -PartnerId {Partner} -PrivateKeyPath '{merchant}' -PlatformKeyPath '{_keys.PlatformFile}', '{second}' -PassThru")).Output);

        Assert.Equal(2, ((string[])connection.Value("PlatformKeyFingerprint")!).Distinct().Count());
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("GatewayInvalid", "-Environment Production -Gateway http://pay.example.com/")]
    [InlineData("GatewayInvalid", "-Environment Production -Gateway https://127.0.0.1/")]
    [InlineData("GatewayInvalid", "-Environment Production -Gateway https://user@pay.example.com/")]
    [InlineData("GatewayInvalid", "-Environment Production -Gateway https://pay.example.com/?a=1")]
    [InlineData("GatewayInvalid", "-Environment Production -Gateway paymentapi")]
    [InlineData("GatewayInvalid", "-Environment Sandbox -Gateway https://instantpay.lianlianpay.com/paymentapi/")]
    [InlineData("GatewayInvalid", "-Environment Sandbox")]
    [InlineData("PlatformKeyPathInvalid", "-Environment Sandbox -Gateway http://127.0.0.1:9/")]
    [InlineData("CertificatePinInvalid", "-Environment Production -CertificatePin AAAA")]
    [InlineData("CertificatePinInvalid", "-Environment Production -CertificatePin ''")]
    [InlineData("CertificatePinInvalid", "-Environment Sandbox -Gateway http://127.0.0.1:9/ -CertificatePin 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("NotifyUrlInvalid", "-Environment Production -NotifyUrl ''")]
    [InlineData("NotifyUrlInvalid", "-Environment Production -NotifyUrl /notify")]
    [InlineData("NotifyUrlInvalid", "-Environment Production -NotifyUrl https://pay.example.com/0123456789012345678901234567890123456789x")]
    public void A_bad_setting_is_refused_and_leaves_no_connection(string id, string arguments)
    {
        EngineRun run = Connect(arguments);

        EngineAssert.Error(run, Cmdlet, id);
        Assert.Empty(_engine.Run("Get-LianPayConnection").Output);
    }

    [Fact]
    public void A_notify_URL_of_64_characters_and_a_pin_are_taken()
    {
        const string Longest = "https://pay.example.com/0123456789012345678901234567890123456789";
        Assert.Equal(64, Longest.Length);

        PSObject connection = Connection($"-Environment Production -NotifyUrl {Longest} -CertificatePin 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");

        Assert.Equal(Longest, connection.Text("NotifyUrl"));
    }

    [Theory]
    [InlineData("-Environment Staging")]
    [InlineData("-Environment Production -TimeoutSec 0")]
    [InlineData("-Environment Production -TimeoutSec 301")]
    [InlineData("-Environment Production -TimeoutSec x")]
    public void What_cannot_be_bound_leaves_no_connection(string arguments)
    {
        EngineRun run = Connect(arguments);

        Assert.IsType<ParameterBindingException>((run.FailureRecord ?? Assert.Single(run.Errors)).Exception, exactMatch: false);
        Assert.Empty(_engine.Run("Get-LianPayConnection").Output);
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("PartnerIdInvalid", "'20160622100092150'")]
    [InlineData("PartnerIdInvalid", "'２０１６０６２２１０００９２１５０３'")]
    [InlineData("PartnerIdInvalid", "2.01606E+17")]
    [InlineData("NumericId", "$number")]
    [InlineData("NumericId", "([double]$number)")]
    public void A_merchant_number_is_text_of_18_digits(string id, string partner)
    {
        _engine.Set("number", 201606221000921503L);

        EngineAssert.Error(_engine.Try($"Connect-LianPay -Environment Production -PartnerId {partner} -PrivateKeyPath '{_keys.MerchantFile}'"), Cmdlet, id);
    }

    [Fact]
    public void A_typed_merchant_number_binds_exactly() =>
        Assert.Equal(Partner, Connection("-Environment Production").Text("PartnerId"));

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("KeyFileNotFound")]
    [InlineData("KeyFileUnreadable")]
    [InlineData("KeyFileTooLarge")]
    [InlineData("KeyFileTooOpen")]
    [InlineData("KeyNetworkPath")]
    [InlineData("KeyEmpty")]
    [InlineData("KeyNotAKey")]
    [InlineData("KeyMoreThanOneKey")]
    [InlineData("KeyPublicInsteadOfPrivate")]
    [InlineData("KeyPrivateInsteadOfPublic")]
    [InlineData("KeyNotRsa")]
    [InlineData("KeyUnsupportedFormat")]
    [InlineData("KeyPassphraseMissing")]
    [InlineData("KeyPassphraseWrong")]
    [InlineData("KeyUnsupportedEncryption")]
    [InlineData("KeyTooShort")]
    [InlineData("KeyUnsound")]
    [InlineData("KeyPublishedDemoKey")]
    [InlineData("KeySameAsPlatformKey")]
    public void A_key_that_cannot_be_used_is_refused_and_leaves_no_connection(string id)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && id == "KeyFileTooOpen", "Windows has access lists in the place of modes.");
        (string merchant, string platform) = _keys.Causing(id);
        _engine.Set("merchant", merchant);
        _engine.Set("platform", platform);
        _engine.Set("more", id is "KeyPassphraseWrong" or "KeyUnsupportedEncryption" ? new System.Collections.Hashtable { ["Passphrase"] = KeyFolder.Secret("wrong") } : []);

        EngineRun run = _engine.Try($"Connect-LianPay -Environment Production -PartnerId {Partner} -PrivateKeyPath $merchant -PlatformKeyPath $platform @more");

        EngineAssert.Error(run, Cmdlet, id);
        Assert.Empty(_engine.Run("Get-LianPayConnection").Output);
    }

    [Fact]
    public void The_text_of_a_key_in_the_place_of_its_path_is_not_shown()
    {
        string pem = KeyFolder.Merchant.ExportPkcs8PrivateKeyPem();
        string base64 = Convert.ToBase64String(KeyFolder.Merchant.ExportPkcs8PrivateKey());
        foreach (string text in (string[])[pem, base64])
        {
            _engine.Set("text", text);

            EngineRun run = _engine.Try($"Connect-LianPay -Environment Production -PartnerId {Partner} -PrivateKeyPath $text");

            EngineAssert.Error(run, Cmdlet, "KeyFileNotFound");
            Assert.DoesNotContain(base64[..40], run.EveryStream(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_sandbox_takes_a_demo_key_and_warns_that_1024_bits_are_few()
    {
        _engine.Set("demo", _keys.Write("demo.pem", VectorFile.DemoPrivateKey));

        EngineRun run = EngineAssert.Clean(_engine.Try($"Connect-LianPay -Environment Sandbox -Gateway http://127.0.0.1:9/ -PartnerId {Partner} -PrivateKeyPath $demo -PlatformKeyPath '{_keys.PlatformFile}' -PassThru"));

        Assert.Contains("1024", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Single(run.Output);
    }

    [Fact]
    public void A_failed_attempt_keeps_the_connection_that_was_there()
    {
        Connection("-Environment Production");

        Connect("-Environment Production -NotifyUrl x");

        Assert.Single(_engine.Run("Get-LianPayConnection").Output);
    }

    [Fact]
    public void Null_and_empty_lists_count_as_not_given() =>
        Assert.Equal("Production", Connection("-Environment Production -PlatformKeyPath $null -CertificatePin $null").Text("Environment"));

    public void Dispose()
    {
        _engine.Dispose();
        _keys.Dispose();
    }

    private EngineRun Connect(string arguments) =>
        _engine.Try($"Connect-LianPay -PartnerId {Partner} -PrivateKeyPath '{_keys.MerchantFile}' -PassThru {arguments}");

    private PSObject Connection(string arguments) => Assert.Single(EngineAssert.Clean(Connect(arguments)).Output);
}
