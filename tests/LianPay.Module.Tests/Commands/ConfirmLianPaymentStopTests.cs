using System.Management.Automation;
using LianPay.Core.Tests;
using LianPay.Module.Tests.ScriptHost;

namespace LianPay.Module.Tests.Commands;

/// <summary>A batch that is stopped by a signal: nothing more is started, and what was sent is in the ledger.</summary>
public sealed class ConfirmLianPaymentStopTests
{
    private const int Rows = 40;

    // One at a time, so that a result on the screen says that the next payment is about to be sent or is in flight.
    private const string Batch = """
        param($manifest, $gateway, $partner, $key, $platform, $ledger, $file)
        Import-Module $manifest
        Connect-LianPay -Environment Sandbox -Gateway $gateway -PartnerId $partner -PrivateKeyPath $key -PlatformKeyPath $platform `
            -NotifyUrl 'https://pay.example.com/notify' -Ledger $ledger
        Import-LianPayment -LiteralPath $file | Confirm-LianPayment -Confirm:$false | ForEach-Object { "done $($_.OrderNumber)" }
        'the end'
        """;

    [Theory]
    [InlineData(HostProcess.SigInt, 130)]
    [InlineData(HostProcess.SigTerm, 143)]
    public async Task A_signal_starts_nothing_more_and_leaves_no_outcome_unrecorded(int signal, int exitCode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent as on Unix");
        using TempDirectory folder = new();
        string ledger = folder.File("ledger.db");
        using Session session = new($"-HeldPayment {Rows} -Fault Delay -FaultArgument 300", $"-Ledger '{folder.File("own.db")}'");
        string file = await WriteFileAsync(folder, session);
        using HostProcess host = Start(Batch, session, ledger, file);
        await host.ReadToAsync("done");
        host.Send(signal);
        HostResult result = await host.WaitAsync();

        Assert.Equal(exitCode, result.ExitCode);
        Assert.DoesNotContain("the end", result.Output, StringComparison.Ordinal);
        AssertRecorded(session, ledger);
    }

    [Fact]
    public async Task A_process_that_is_ended_in_a_host_that_stops_no_pipeline_records_what_is_in_flight_first()
    {
        using TempDirectory folder = new();
        string ledger = folder.File("ledger.db");
        using Session session = new($"-HeldPayment {Rows} -Fault Delay -FaultArgument 300", $"-Ledger '{folder.File("own.db")}'");
        string file = await WriteFileAsync(folder, session);

        // What the runtime does when SIGTERM comes, and nobody has asked to be told.
        string script = Batch
            .Replace("-Confirm:$false", "-Confirm:$false -ThrottleLimit 8", StringComparison.Ordinal)
            .Replace("\"done $($_.OrderNumber)\"", "[System.Environment]::Exit(143)", StringComparison.Ordinal);
        using HostProcess host = Start(script, session, ledger, file);
        HostResult result = await host.WaitAsync();

        Assert.Equal(143, result.ExitCode);
        AssertRecorded(session, ledger);
    }

    /// <summary>Some orders were sent, not all, and of each that was the ledger has the outcome.</summary>
    private static void AssertRecorded(Session session, string ledger)
    {
        session.Engine.Run($"Connect-LianPay -Sandbox $sandbox -Ledger '{ledger}'");
        Dictionary<string, string> records = EngineAssert.Clean(session.Engine.Try("Get-LianPayRecord")).Output
            .ToDictionary(record => record.Text("OrderNumber")!, record => record.Text("Status")!);
        Assert.InRange(records.Count, 1, Rows - 1);
        Assert.All(records, record => Assert.Equal("Accepted", record.Value));
        Assert.All(
            session.Payments.Select(payment => payment.Text("OrderNumber")!),
            order => Assert.Equal(records.ContainsKey(order) ? 1 : 0, session.Effects(order)));
    }

    private static async Task<string> WriteFileAsync(TempDirectory folder, Session session)
    {
        string file = folder.File("held.csv");
        await File.WriteAllLinesAsync(
            file,
            ["no_order,confirm_code,ret_code,reviewed_by,reviewed_at", .. session.Payments.Select(Line)],
            TestContext.Current.CancellationToken);
        return file;
    }

    private static HostProcess Start(string script, Session session, string ledger, string file) => HostProcess.Start(
        script, Engine.ManifestPath, session.Sandbox.Text("Gateway")!, session.Sandbox.Text("PartnerId")!,
        session.Sandbox.Text("PrivateKeyPath")!, session.Sandbox.Text("PlatformKeyPath")!, ledger, file);

    private static string Line(PSObject payment) =>
        $"{payment.Text("OrderNumber")},{payment.Text("ConfirmCode")},{payment.Text("RetCode")},li.na,{Row.Ago(TimeSpan.FromMinutes(1))}";
}
