using System.Management.Automation;
using LianPay.Core.Tests;
using LianPay.Module.Tests.ScriptHost;

namespace LianPay.Module.Tests.Commands;

/// <summary>A ledger on PostgreSQL, as a user reaches it.</summary>
public sealed class ConnectLianPayPostgresTests(SandboxFixture sandbox, PostgresFixture postgres) : IClassFixture<SandboxFixture>, IClassFixture<PostgresFixture>
{
    private const string Cmdlet = "Connect-LianPay";

    [Fact]
    public void A_batch_that_one_session_has_confirmed_is_taken_in_another()
    {
        using TempDirectory folder = new();
        string ledger = $"-Ledger '{postgres.Cluster.CreateDatabase()}' -LedgerKeyPath '{folder.File("ledger.key")}'";
        object[] rows = [.. sandbox.Take(5).Select(payment => Row.Of(payment).AsObject())];
        using Session first = new(sandbox, ledger);
        using Session second = new(sandbox, ledger);

        EngineRun sent = EngineAssert.Clean(first.Confirm(rows, "-ThrottleLimit 4"));
        EngineRun taken = EngineAssert.Clean(second.Confirm(rows, "-ThrottleLimit 4"));

        Assert.All(sent.Output, result => Assert.Equal("Accepted", result.Text("Status")));
        Assert.All(taken.Output, result => Assert.Equal(("Taken", "Accepted"), (result.Text("Status"), result.Text("Reason"))));
        Assert.Equal(5, first.Requests);
        Assert.Equal(5, second.Engine.Run("Get-LianPayRecord -Status Accepted").Output.Count);
        Assert.All(second.Engine.Run("Resolve-LianPayment -TimeoutSec 0").Output, result => Assert.Contains(result.Text("Status"), new[] { "Accepted", "Paid" }));
    }

    [Fact]
    public async Task Processes_that_start_together_split_a_batch_by_themselves()
    {
        const int Payments = 24;
        const string Batch = """
            param($manifest, $gateway, $partner, $key, $platform, $ledger, $ledgerKey, $file)
            Import-Module $manifest
            Connect-LianPay -Environment Sandbox -Gateway $gateway -PartnerId $partner -PrivateKeyPath $key -PlatformKeyPath $platform `
                -NotifyUrl 'https://pay.example.com/notify' -Ledger $ledger -LedgerKeyPath $ledgerKey
            Import-LianPayment -LiteralPath $file | Confirm-LianPayment -Confirm:$false -ThrottleLimit 2 | ForEach-Object { "$($_.Status)" }
            Disconnect-LianPay
            """;
        using TempDirectory folder = new();
        string ledger = postgres.Cluster.CreateDatabase();
        PSObject[] payments = sandbox.Take(Payments);
        string file = folder.File("held.csv");
        await File.WriteAllLinesAsync(
            file,
            ["no_order,confirm_code,ret_code,reviewed_by,reviewed_at", .. payments.Select(payment => $"{payment.Text("OrderNumber")},{payment.Text("ConfirmCode")},{payment.Text("RetCode")},li.na,{Row.Ago(TimeSpan.FromMinutes(1))}")],
            TestContext.Current.CancellationToken);
        using Session session = new(sandbox, $"-Ledger '{ledger}' -LedgerKeyPath '{folder.File("ledger.key")}'");

        HostResult[] results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => HostProcess.RunAsync(
            Batch, Engine.ManifestPath, sandbox.Sandbox.Text("Gateway")!, sandbox.Sandbox.Text("PartnerId")!,
            sandbox.Sandbox.Text("PrivateKeyPath")!, sandbox.Sandbox.Text("PlatformKeyPath")!, ledger, folder.File("ledger.key"), file)));

        Assert.All(results, result => Assert.Equal((0, Payments), (result.ExitCode, result.Lines.Length)));
        Assert.Equal(Payments, results.SelectMany(result => result.Lines).Count(status => status == "Accepted"));
        Assert.Equal(2 * Payments, results.SelectMany(result => result.Lines).Count(status => status == "Taken"));
        Assert.All(payments, payment => Assert.Equal(1, session.Effects(payment.Text("OrderNumber"))));
    }

    [Fact]
    public void The_check_list_and_a_profile_know_it()
    {
        using TempDirectory folder = new();
        string ledger = postgres.Cluster.CreateDatabase();
        using Session session = new(sandbox, $"-Ledger '{ledger}' -LedgerKeyPath '{folder.File("ledger.key")}'");

        EngineRun run = EngineAssert.Clean(session.Engine.Try($$"""
            Test-LianPayConnection | Where-Object Check -eq 'Ledger'
            Save-LianPayProfile -Name 'shared' -Path '{{folder.File("profiles.json")}}' -Connection (Get-LianPayConnection)
            Connect-LianPay -Profile 'shared' -ProfilePath '{{folder.File("profiles.json")}}'
            (Get-LianPayConnection).Ledger
            """));

        Assert.Equal("Passed", run.Output[0].Text("Result"));
        Assert.EndsWith("/" + ledger.Split("Database=")[1].Split(';')[0], run.Output[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_of_another_ledger_opens_nothing()
    {
        using TempDirectory folder = new();
        string settings = postgres.Cluster.CreateDatabase();
        using (Session session = new(sandbox, $"-Ledger '{settings}' -LedgerKeyPath '{folder.File("ledger.key")}'"))
        {
            session.Engine.Run("Disconnect-LianPay");
        }

        using (Session other = new(sandbox, $"-Ledger '{postgres.Cluster.CreateDatabase()}' -LedgerKeyPath '{folder.File("other.key")}'"))
        {
            other.Engine.Run("Disconnect-LianPay");
        }

        EngineRun run = Connect($"-Ledger '{settings}' -LedgerKeyPath '{folder.File("other.key")}'");

        Assert.Equal(5, ExitCode(EngineAssert.Error(run, Cmdlet, "LedgerKeyUnusable")));
    }

    [Theory]
    [ErrorId(Cmdlet, "LedgerSettings")]
    [InlineData("-Ledger 'Host=db.example.com;Database=lianpay;Password=730194' -LedgerKeyPath ./ledger.key")]
    [InlineData("-Ledger 'Host=db.example.com;Database=lianpay;pwd=730194' -LedgerKeyPath ./ledger.key")]
    [InlineData("-Ledger 'Host=db.example.com;Database=lianpay;Nonsense=730194' -LedgerKeyPath ./ledger.key")]
    [InlineData("-Ledger 'Host=db.example.com' -LedgerKeyPath ./ledger.key")]
    [InlineData("-Ledger 'Host=127.0.0.1;Port=1;Database=lianpay'")]
    [InlineData("-Ledger './ledger.db' -LedgerCredential ([pscredential]::new('u', [securestring]::new()))")]
    public void Settings_that_cannot_be_used_are_refused_before_anything_is_opened(string arguments)
    {
        EngineRun run = Connect(arguments);

        Assert.Equal(8, ExitCode(EngineAssert.Error(run, Cmdlet, "LedgerSettings")));
        Assert.DoesNotContain("730194", run.EveryStream(), StringComparison.Ordinal);
    }

    [Fact]
    [ErrorId(Cmdlet, "LedgerNotDurable")]
    public void A_server_whose_commits_may_be_lost_is_refused()
    {
        using TempDirectory folder = new();
        string settings = postgres.Cluster.CreateDatabase(out string name);
        postgres.Cluster.Execute("postgres", $"ALTER DATABASE {name} SET synchronous_commit = off");

        EngineRun run = Connect($"-Ledger '{settings}' -LedgerKeyPath '{folder.File("ledger.key")}'");

        Assert.Equal(5, ExitCode(EngineAssert.Error(run, Cmdlet, "LedgerNotDurable")));
    }

    [Fact]
    public void A_server_that_is_not_there_is_out_of_reach()
    {
        using TempDirectory folder = new();

        EngineRun run = Connect($"-Ledger 'Host=127.0.0.1;Port=1;Database=lianpay;Username=x' -LedgerKeyPath '{folder.File("ledger.key")}'");

        Assert.Equal(6, ExitCode(EngineAssert.Error(run, Cmdlet, "LedgerUnreachable")));
    }

    private static int ExitCode(ErrorRecord error)
    {
        using Engine engine = new();
        engine.Set("seen", error);
        return (int)Assert.Single(engine.Run("$seen | Measure-LianPayment").Output).Value("ExitCode")!;
    }

    private EngineRun Connect(string arguments)
    {
        using Engine engine = new();
        engine.Set("sandbox", sandbox.Sandbox);
        return engine.Try($"Connect-LianPay -Sandbox $sandbox {arguments}");
    }
}
