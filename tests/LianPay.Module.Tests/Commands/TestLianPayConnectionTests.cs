using System.Globalization;
using System.Management.Automation;
using System.Text;
using LianPay.Core.Tests;
using LianPay.Core.Tests.Gateway;

namespace LianPay.Module.Tests.Commands;

public sealed class TestLianPayConnectionTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>, IDisposable
{
    private const string Cmdlet = "Test-LianPayConnection";
    private const string Partner = "209901010000000001";

    private static readonly string[] Order =
        ["Merchant key", "Platform key", "Crypto policy", "Notify URL", "Ledger", "Name resolution", "Connection", "TLS", "Clock", "Signed query"];

    private readonly KeyFolder _keys = new();
    private readonly ProfileFolder _profiles = new();

    [Fact]
    public void A_sound_connection_to_a_sandbox_passes_in_order_and_sends_one_query()
    {
        using Session session = new(sandbox);

        EngineRun run = EngineAssert.Clean(session.Engine.Try("Test-LianPayConnection"));

        Assert.Equal(Order, run.Output.Select(check => check.Text("Check")));
        Assert.Equal("LianPay.ConnectionCheck", run.Output[0].TypeNames[0]);
        Assert.Equal(["Name resolution", "TLS"], run.Output.Where(check => check.Text("Result") != "Passed").Select(check => check.Text("Check")));
        Assert.All(run.Output, check => Assert.Equal("Sandbox", check.Text("Environment")));
        Assert.Equal(1, session.Requests);
        Assert.Empty(session.Engine.Run("Get-LianPayRecord -OrderNumber 'LIANPAY-CHECK*'").Output);
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    public void Every_culture_gets_the_same_words(string culture)
    {
        using Session session = new(sandbox);

        EngineRun run = EngineAssert.Clean(session.Engine.Try($"[cultureinfo]::CurrentCulture = '{culture}'; Test-LianPayConnection"));

        Assert.Matches(@"^'.*' opens, is whole and can be written; \d+ records? read, (each )?as it was written; \d+\.\d [MG]iB free\.$", Detail(run, "Ledger"));
        Assert.Matches(@"which says 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d UTC\.$", Detail(run, "Clock"));
    }

    [Fact]
    public void A_table_reads_like_a_check_list_with_the_advice_below()
    {
        using Session session = new(sandbox, "-NotifyUrl http://merchant.example/n");

        string screen = EngineAssert.Clean(session.Engine.Try("Test-LianPayConnection | Out-Host")).Screen;

        Assert.Contains("Environment: Sandbox", screen, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^Passed +Merchant key +2048 bits", screen);
        Assert.Matches(@"(?m)^Warning +Notify URL +http://merchant\.example/n is plain http", screen);
        Assert.Matches(@"(?m)^ +-> Give an https URL\.", screen);
    }

    [Fact]
    public void Quiet_gives_one_Boolean_and_a_warning_is_no_failure()
    {
        using Session session = new(sandbox, "-NotifyUrl http://merchant.example/n");

        Assert.Equal(true, Assert.Single(EngineAssert.Clean(session.Engine.Try("Test-LianPayConnection -Quiet")).Output).BaseObject);
        Assert.Equal(false, Assert.Single(EngineAssert.Clean(Check(session.Engine, Closed(), "-Quiet")).Output).BaseObject);
    }

    [Theory]
    [InlineData("3001", "merchant number")]
    [InlineData("1001", "public key in LianLian's portal")]
    public void A_set_up_that_the_gateway_refuses_fails_with_what_to_mend(string code, string advice)
    {
        using Engine engine = new();
        string partner = code == "3001" ? "201606221000921503" : Partner;

        EngineRun run = EngineAssert.Clean(engine.Try($"""
            $c = Connect-LianPay -Environment Sandbox -Gateway '{sandbox.Sandbox.Text("Gateway")}' -PartnerId {partner} -PrivateKeyPath '{_keys.MerchantFile}' -PlatformKeyPath '{sandbox.Sandbox.Text("PlatformKeyPath")}' -Ledger '{_keys.Path}/l.db' -PassThru
            Test-LianPayConnection -Connection $c
            """));

        AssertResult("Failed", code, run, "Signed query");
        Assert.Contains(advice, Line(run, "Signed query").Text("Advice"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8901", true, "Passed", "signed, as it should")]
    [InlineData("4005", true, "Failed", "4005")]
    [InlineData("1008", true, "Failed", "1008")]
    [InlineData("9999", true, "Warning", "9999")]
    [InlineData("8901", false, "Failed", "signature is wrong")]
    public async Task The_answer_is_judged_by_its_signature_and_code(string code, bool isRight, string result, string part)
    {
        using Engine engine = new();
        string body = Signed(engine, code, isRight);
        await using RawServer server = RawServer.Answering(RawConnection.Reply(Encoding.UTF8.GetBytes(body)));

        AssertResult(result, part, Check(engine, server.Address), "Signed query");
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [InlineData(-600, "Warning", "minutes behind")]
    [InlineData(600, "Warning", "minutes ahead of")]
    [InlineData(0, "Passed", "UTC")]
    public async Task A_clock_that_is_far_from_the_gateways_is_a_warning(int secondsAhead, string result, string part)
    {
        using Engine engine = new();
        string date = TimeProvider.System.GetUtcNow().AddSeconds(-secondsAhead).ToString("r", CultureInfo.InvariantCulture);
        await using RawServer server = RawServer.Answering(RawConnection.Reply("{\"ret_code\":\"8901\"}"u8, headers: $"Date: {date}\r\n"));

        AssertResult(result, part, Check(engine, server.Address), "Clock");
    }

    [Fact]
    public async Task A_certificate_of_a_stranger_fails_and_nothing_is_sent()
    {
        using Engine engine = new();
        using TestAuthority authority = new();
        await using RawServer server = RawServer.Answering([], authority.Issue());

        EngineRun run = Check(engine, server.Address);

        AssertResult("Failed", "not valid for 127.0.0.1", run, "TLS");
        AssertResult("Skipped", "Nothing was sent", run, "Signed query");
        Assert.Equal(0, server.Bytes);
    }

    [Fact]
    public void A_closed_port_fails_and_what_depends_on_it_is_skipped()
    {
        using Engine engine = new();

        EngineRun run = Check(engine, Closed());

        AssertResult("Failed", "refused or out of reach", run, "Connection");
        AssertResult("Skipped", "no answer", run, "Clock");
        AssertResult("Skipped", "no connection", run, "Signed query");
        Assert.Equal(Order.Length, run.Output.Count);
    }

    [Fact]
    public async Task A_gateway_that_says_nothing_fails_when_the_deadline_passes()
    {
        using Engine engine = new();
        await using RawServer server = RawServer.PerRequest((connection, _) => connection.HangAsync());

        AssertResult("Failed", "no answer came", Check(engine, server.Address, "-TimeoutSec 1"), "Signed query");
    }

    [Fact]
    public async Task A_stop_ends_it_in_the_middle_of_a_call()
    {
        using Engine engine = new();
        await using RawServer server = RawServer.PerRequest((connection, _) => connection.HangAsync());
        engine.Run(ConnectTo(server.Address));
        using RunningScript running = engine.Start("Test-LianPayConnection -TimeoutSec 300");
        await server.WhenRequestedAsync(1);

        running.Stop();

        Assert.IsType<PipelineStoppedException>(running.Wait().Failure, exactMatch: false);
    }

    [Fact]
    public void A_short_key_and_a_demo_key_are_warnings_for_a_sandbox()
    {
        using Engine engine = new();
        string demo = _keys.Write("demo.pem", VectorFile.DemoPrivateKey);
        string shortKey = _keys.Write("short.pem", KeyFolder.Pem(1024));

        AssertResult("Warning", "demo key", Check(engine, Closed(), key: demo), "Merchant key");
        AssertResult("Warning", "1024 bits", Check(engine, Closed(), key: shortKey), "Merchant key");
    }

    [Fact]
    public void A_ledger_that_is_gone_fails()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A file that is open cannot be deleted there");
        using TempDirectory folder = new();
        using Session session = new(sandbox, $"-Ledger '{folder.File("ledger.db")}'");
        File.Delete(folder.File("ledger.db"));

        AssertResult("Failed", "is gone", session.Engine.Try("Test-LianPayConnection"), "Ledger");
    }

    [Fact]
    public void A_ledger_that_is_damaged_fails()
    {
        using TempDirectory folder = new();
        using Session session = new(sandbox, $"-Ledger '{folder.File("ledger.db")}'");
        session.Engine.Run("Disconnect-LianPay");
        LedgerDamage.Alter(folder.File("ledger.db"), "payment_by_status", "payment_by_statux");
        string settings = $"-Ledger '{folder.File("ledger.db")}' -PrivateKeyPath '{sandbox.Sandbox.Text("PrivateKeyPath")}'";

        AssertResult("Failed", "ledger.db", CheckProfile(session.Engine, settings), "Ledger");
    }

    [Fact]
    public void A_ledger_with_a_damaged_record_fails()
    {
        using TempDirectory folder = new();
        string ledger = folder.File("ledger.db");
        using Session session = new(sandbox, $"-Ledger '{ledger}'");
        session.Confirm([Row.Of(sandbox.Take(1)[0]).AsObject()]);
        session.Engine.Run($"Disconnect-LianPay; Connect-LianPay -Sandbox $sandbox -Ledger '{ledger}'");
        AssertResult("Passed", "; 1 record read, as it was written; ", session.Engine.Try("Test-LianPayConnection"), "Ledger");

        LedgerDamage.Alter(ledger, "Accepted", "Rejected");

        AssertResult("Failed", "ledger.db", session.Engine.Try("Test-LianPayConnection"), "Ledger");
    }

    [Fact]
    public void A_profile_is_checked_without_connecting_and_its_ledger_is_not_made()
    {
        using Engine engine = new();

        EngineRun run = CheckProfile(engine, $"-PrivateKeyPath '{sandbox.Sandbox.Text("PrivateKeyPath")}' -NotifyUrl https://merchant.example/n -Ledger '{_profiles.Folder}/ledger.db'");

        AssertResult("Warning", "yet", run, "Ledger");
        AssertResult("Passed", "8901", run, "Signed query");
        Assert.Empty(engine.Run("Get-LianPayConnection").Output);
        Assert.False(File.Exists(Path.Combine(_profiles.Folder, "ledger.db")));
    }

    [Theory]
    [InlineData("-PrivateKeyPath '/none/merchant.pem'", "Failed", "no key file")]
    [InlineData("-PrivateKeySecretName merchant", "Failed", "no command Get-Secret")]
    [InlineData("", "Skipped", "No key is named")]
    public void A_profile_whose_key_cannot_be_had_is_checked_as_far_as_it_goes(string key, string result, string part)
    {
        using Engine engine = new();
        long before = (long)sandbox.Sandbox.Value("Requests")!;

        EngineRun run = CheckProfile(engine, key);

        AssertResult(result, part, run, "Merchant key");
        AssertResult("Passed", "Somebody listens", run, "Connection");
        AssertResult("Skipped", "no merchant key", run, "Signed query");
        Assert.Equal(before, sandbox.Sandbox.Value("Requests"));
    }

    [Fact]
    public void A_secret_of_a_profile_is_asked_for()
    {
        using Engine engine = new();
        engine.Run($"function Get-Secret {{ param($Name) [IO.File]::ReadAllText('{sandbox.Sandbox.Text("PrivateKeyPath")}') }}");

        EngineRun run = CheckProfile(engine, "-PrivateKeySecretName merchant");

        AssertResult("Passed", "2048 bits", run, "Merchant key");
        AssertResult("Passed", "8901", run, "Signed query");
    }

    [Fact]
    public void A_platform_key_that_cannot_be_had_fails()
    {
        using Engine engine = new();

        EngineRun run = CheckProfile(engine, $"-PrivateKeyPath '{_keys.MerchantFile}'", platformKey: "/none/platform.pem");

        AssertResult("Failed", "no key file", run, "Platform key");
        AssertResult("Skipped", "no platform key", run, "Signed query");
    }

    [Fact]
    [ErrorId(Cmdlet, "NotConnected")]
    public void Without_a_connection_it_fails()
    {
        using Engine engine = new();

        EngineAssert.Error(engine.Try("Test-LianPayConnection -Quiet"), Cmdlet, "NotConnected");
    }

    [Fact]
    [ErrorId(Cmdlet, "ConnectionClosed")]
    public void A_closed_connection_is_refused()
    {
        using Session session = new(sandbox);

        EngineAssert.Error(session.Engine.Try("$kept = Get-LianPayConnection; Disconnect-LianPay; Test-LianPayConnection -Connection $kept"), Cmdlet, "ConnectionClosed");
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("ProfileNotFound", "{ \"version\": 1, \"profiles\": {} }", UnixFileMode.None)]
    [InlineData("ProfileInvalid", "{ \"version\": 1 }", UnixFileMode.None)]
    [InlineData("ProfileFileTooOpen", "{ \"version\": 1, \"profiles\": {} }", UnixFileMode.OtherWrite)]
    public void A_profile_that_is_not_there_is_no_connection(string id, string text, UnixFileMode more)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && more != UnixFileMode.None, "Windows has access lists in the place of modes.");
        using Engine engine = new();
        _profiles.Write(text, more);

        EngineAssert.Error(engine.Try($"Test-LianPayConnection -Profile north -ProfilePath '{_profiles.Path}'"), Cmdlet, id);
    }

    [Theory]
    [ErrorId(Cmdlet)]
    [InlineData("ProfileFileUnreadable", "$folder")]
    [InlineData("ProfilePathInvalid", "'-----BEGIN PRIVATE KEY-----'")]
    public void A_file_that_cannot_be_read_is_no_connection(string id, string path)
    {
        using Engine engine = new();
        engine.Set("folder", _profiles.Folder);

        EngineAssert.Error(engine.Try($"Test-LianPayConnection -Profile north -ProfilePath {path}"), Cmdlet, id);
    }

    public void Dispose()
    {
        _keys.Dispose();
        _profiles.Dispose();
    }

    private static Uri Closed()
    {
        using System.Net.Sockets.TcpListener listener = new(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}/");
    }

    private string ConnectTo(Uri gateway, string? key = null) =>
        $"Connect-LianPay -Environment Sandbox -Gateway {gateway} -PartnerId {Partner} -PrivateKeyPath '{key ?? _keys.MerchantFile}' -PlatformKeyPath '{_keys.PlatformFile}' -Ledger '{_keys.Path}/ledger.db'";

    private EngineRun Check(Engine engine, Uri gateway, string arguments = "", string? key = null) =>
        EngineAssert.Clean(engine.Try($"{ConnectTo(gateway, key)}; Test-LianPayConnection {arguments}; Disconnect-LianPay"));

    private EngineRun CheckProfile(Engine engine, string settings, string? platformKey = null) => EngineAssert.Clean(engine.Try($"""
        Save-LianPayProfile north -Force -Path '{_profiles.Path}' -Environment Sandbox -Gateway {sandbox.Sandbox.Text("Gateway")} -PartnerId {Partner} -PlatformKeyPath '{platformKey ?? sandbox.Sandbox.Text("PlatformKeyPath")}' {settings}
        Test-LianPayConnection -Profile north -ProfilePath '{_profiles.Path}'
        """));

    /// <summary>An answer as the gateway signs it, or somebody else.</summary>
    private string Signed(Engine engine, string code, bool isRight)
    {
        engine.Set("key", isRight ? _keys.Write("platform.key", KeyFolder.Platform.ExportPkcs8PrivateKeyPem()) : _keys.MerchantFile);
        string signature = Assert.Single(engine.Run(
            $"(@{{ ret_code = '{code}'; ret_msg = 'x'; sign_type = 'RSA'; oid_partner = '{Partner}' }} | New-LianPaySignature -PrivateKeyPath $key).Signature").Output).ToString();
        return $"{{\"ret_code\":\"{code}\",\"ret_msg\":\"x\",\"sign_type\":\"RSA\",\"oid_partner\":\"{Partner}\",\"sign\":\"{signature}\"}}";
    }

    private static PSObject Line(EngineRun run, string check) => Assert.Single(run.Output, line => line.Text("Check") == check);

    private static string Detail(EngineRun run, string check) => Line(run, check).Text("Detail")!;

    private static void AssertResult(string result, string part, EngineRun run, string check)
    {
        PSObject line = Line(run, check);
        Assert.Contains(part, line.Text("Detail"), StringComparison.Ordinal);
        Assert.Equal(result, line.Text("Result"));
        Assert.Equal(result is "Warning" or "Failed", line.Value("Advice") is not null);
    }
}
