using System.Management.Automation;
using System.Security.Cryptography;
using LianPay.Core.Tests;
using LianPay.Module.Tests.ScriptHost;

namespace LianPay.Module.Tests.Commands;

/// <summary>A ledger that fails in the middle of a batch: nothing more is sent, nothing is lost, and the exit code says so. FAULTS S10, S11, S25, S26.</summary>
public sealed class ConfirmLianPaymentLedgerTests
{
    private const string Cmdlet = "Confirm-LianPayment";

    [Fact]
    [ErrorId(Cmdlet, "BatchStopped")]
    public void A_disk_that_is_full_before_the_intent_sends_nothing_and_ends_with_5()
    {
        using SmallDisk disk = SmallDisk.Mount("1m");
        using Session session = new("-HeldPayment 40", $"-Ledger '{disk.File("ledger.db")}'");
        disk.FillUp();

        EngineRun run = Confirm(session);

        AssertStopped(run, session, "Ledger", exitCode: 5);
        string[] sent = SentOrders(session);
        Assert.All(run.Output.Where(result => result.Text("Status") == "Untouched"), result => Assert.DoesNotContain(result.Text("OrderNumber")!, sent));
    }

    [Fact]
    public async Task A_disk_that_fills_up_while_the_answer_is_awaited_leaves_what_was_sent_unknown()
    {
        using SmallDisk disk = SmallDisk.Mount("1m");
        string ledger = disk.File("ledger.db");
        using Session session = new("-HeldPayment 60 -Fault Delay -FaultArgument 200", $"-Ledger '{ledger}'");
        session.Engine.Set("rows", session.Payments.Select(payment => (object)Row.Of(payment).AsObject()).ToArray());
        using RunningScript running = session.Engine.Start("$rows | Confirm-LianPayment -Confirm:$false -ThrottleLimit 8");
        while (session.Requests == 0)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        disk.FillUp();
        EngineRun run = running.Wait();
        AssertStopped(run, session, "Ledger", exitCode: 3);
        disk.MakeRoom();

        // Whoever comes next finds each intent, and asks: nothing is lost and nothing is sent twice.
        session.Engine.Run("Disconnect-LianPay; Connect-LianPay -Sandbox $sandbox -Ledger '" + ledger + "'");
        PSObject[] settled = [.. session.Engine.Run("Resolve-LianPayment -TimeoutSec 0").Output];
        string[] sent = SentOrders(session);
        Assert.NotEmpty(sent);
        Assert.Equal(sent.Order(StringComparer.Ordinal), settled.Select(result => result.Text("OrderNumber")!).Order(StringComparer.Ordinal));
        Assert.All(settled, result => Assert.Contains(result.Text("Status"), new[] { "Accepted", "Paid" }));
    }

    [Fact]
    public async Task A_ledger_that_another_program_holds_sends_nothing_and_ends_with_6()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The lock is taken as SQLite takes it on Unix");
        using TempDirectory folder = new();
        string ledger = folder.File("ledger.db");
        using Session session = new("-HeldPayment 3", $"-Ledger '{ledger}'");

        // The byte of the log's index on which the lock of whoever writes lies (https://www.sqlite.org/walformat.html, section 2.3.3).
        using HostProcess holder = HostProcess.Start(
            "param($path) $file = [IO.File]::Open($path, 'Open', 'ReadWrite', 'ReadWrite'); $file.Lock(120, 1); 'held'; [Threading.Thread]::Sleep(-1)",
            ledger + "-shm");
        await holder.ReadToAsync("held");

        EngineRun run = Confirm(session);

        AssertStopped(run, session, "LedgerUnreachable", exitCode: 6);
        Assert.Equal(0, session.Requests);
        Assert.All(run.Output, result => Assert.Equal("Untouched", result.Text("Status")));
    }

    [Fact]
    public void WhatIf_leaves_no_trace_in_the_ledger()
    {
        using TempDirectory folder = new();
        string ledger = folder.File("ledger.db");
        using Session session = new("-HeldPayment 3", $"-Ledger '{ledger}'");
        string[] before = Contents();

        EngineRun run = EngineAssert.Clean(session.Confirm([.. session.Payments.Select(payment => Row.Of(payment).AsObject())], "-WhatIf"));

        Assert.Contains("What if", run.Screen, StringComparison.Ordinal);
        Assert.Equal(0, session.Requests);
        Assert.Empty(session.Engine.Run("Get-LianPayRecord").Output);
        Assert.Equal(before, Contents());

        string[] Contents() => [.. ((string[])[ledger, ledger + "-wal"]).Select(path =>
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return Convert.ToHexString(SHA256.HashData(file));
        })];
    }

    private static EngineRun Confirm(Session session) =>
        session.Confirm([.. session.Payments.Select(payment => Row.Of(payment).AsObject())], "-ThrottleLimit 4");

    /// <summary>One result for each row, one error that names the stop, and the exit code.</summary>
    private static void AssertStopped(EngineRun run, Session session, string reason, int exitCode)
    {
        ErrorRecord error = EngineAssert.Error(run, Cmdlet, "BatchStopped");
        Assert.Equal(reason, error.TargetObject);
        Assert.Equal(session.Payments.Select(payment => payment.Text("OrderNumber")), run.Output.Select(result => result.Text("OrderNumber")));
        Assert.Contains(run.Output, result => result.Text("Status") == "Untouched" && result.Text("StopReason") == reason);

        // Nothing that the ledger does not know is ever called anything but untouched or unknown.
        Assert.All(run.Output, result => Assert.Contains(result.Text("Status"), new[] { "Accepted", "Unknown", "Untouched" }));
        session.Engine.Set("seen", run.Output.Cast<object>().Append(error).ToArray());
        Assert.Equal(exitCode, Assert.Single(session.Engine.Run("$seen | Measure-LianPayment").Output).Value("ExitCode"));
    }

    private static string[] SentOrders(Session session) =>
        [.. session.Payments.Select(payment => payment.Text("OrderNumber")!).Where(order => session.Effects(order) == 1)];
}
