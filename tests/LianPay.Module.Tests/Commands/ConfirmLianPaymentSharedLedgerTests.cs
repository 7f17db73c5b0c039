using System.Management.Automation;
using LianPay.Core.Tests;
using LianPay.Module.Tests.ScriptHost;

namespace LianPay.Module.Tests.Commands;

/// <summary>Many who have the same batch and the same ledger: each payment is sent by one of them alone.</summary>
public sealed class ConfirmLianPaymentSharedLedgerTests
{
    private const int Payments = 24;

    [Fact]
    public async Task Sixteen_runspaces_send_each_payment_once()
    {
        using Session session = new($"-HeldPayment {Payments}");
        object[] rows = Rows(session);

        EngineRun[] runs = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
        {
            using Engine engine = new();
            engine.Set("sandbox", session.Sandbox);
            engine.Set("rows", rows);
            return engine.Try("Connect-LianPay -Sandbox $sandbox; $rows | Confirm-LianPayment -Confirm:$false -ThrottleLimit 2; Disconnect-LianPay");
        })));

        Assert.All(runs, run => Assert.Equal(Payments, EngineAssert.Clean(run).Output.Count));
        AssertSentOnce(session, runs.SelectMany(run => run.Output.Select(result => result.Text("Status")!)));
    }

    [Fact]
    public async Task Processes_that_start_together_send_each_payment_once()
    {
        const string Batch = """
            param($manifest, $gateway, $partner, $key, $platform, $ledger, $file)
            Import-Module $manifest
            Connect-LianPay -Environment Sandbox -Gateway $gateway -PartnerId $partner -PrivateKeyPath $key -PlatformKeyPath $platform `
                -NotifyUrl 'https://pay.example.com/notify' -Ledger $ledger
            Import-LianPayment -LiteralPath $file | Confirm-LianPayment -Confirm:$false -ThrottleLimit 2 | ForEach-Object { "$($_.Status)" }
            Disconnect-LianPay
            """;
        using TempDirectory folder = new();
        using Session session = new($"-HeldPayment {Payments}");
        string file = folder.File("held.csv");
        await File.WriteAllLinesAsync(
            file,
            ["no_order,confirm_code,ret_code,reviewed_by,reviewed_at", .. session.Payments.Select(Line)],
            TestContext.Current.CancellationToken);

        HostResult[] results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => HostProcess.RunAsync(
            Batch, Engine.ManifestPath, session.Sandbox.Text("Gateway")!, session.Sandbox.Text("PartnerId")!,
            session.Sandbox.Text("PrivateKeyPath")!, session.Sandbox.Text("PlatformKeyPath")!, folder.File("ledger.db"), file)));

        Assert.All(results, result => Assert.Equal(0, result.ExitCode));
        AssertSentOnce(session, results.SelectMany(result => result.Lines));
    }

    private static void AssertSentOnce(Session session, IEnumerable<string> statuses)
    {
        ILookup<string, string> counts = statuses.ToLookup(status => status);
        Assert.Equal(["Accepted", "Taken"], counts.Select(group => group.Key).Order(StringComparer.Ordinal));
        Assert.Equal(Payments, counts["Accepted"].Count());
        Assert.Equal(Payments, session.Requests);
        Assert.All(session.Payments, payment => Assert.Equal(1, session.Effects(payment.Text("OrderNumber"))));
    }

    private static object[] Rows(Session session) => [.. session.Payments.Select(payment => Row.Of(payment).AsObject())];

    private static string Line(PSObject payment) =>
        $"{payment.Text("OrderNumber")},{payment.Text("ConfirmCode")},{payment.Text("RetCode")},li.na,{Row.Ago(TimeSpan.FromMinutes(1))}";
}
