using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using LianPay.Core.Ledger;
using LianPay.KillHarness.Oracle;
using LianPay.KillHarness.Runner;
using LianPay.Tests.Support;

namespace LianPay.KillHarness.Runs;

/// <summary>Many processes on one ledger and one batch: each order is sent by exactly one, and none waits for ever (FAULTS S12, S27).</summary>
/// <param name="options">How many processes and orders, and what disturbs them.</param>
/// <param name="tally">Takes what is counted.</param>
/// <param name="log">Takes what is written.</param>
internal sealed class ManyRun(ManyOptions options, Tally tally, TextWriter log)
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Nap = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ApplyInterval = TimeSpan.FromSeconds(20);
    private const int FinishingStarts = 10;

    /// <summary>Runs to the end.</summary>
    internal async Task RunAsync()
    {
        long start = Stopwatch.GetTimestamp();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lianpay-many-");
        using PostgresCluster? server = options.UsesPostgres ? PostgresCluster.Make() : null;
        try
        {
            using SharedClock clock = new(Path.Combine(folder.FullName, "clock"));
            string ledgerName = server?.CreateDatabase() ?? Path.Combine(folder.FullName, "ledger.db");
            await using Round round = Round.Start(folder.FullName, clock, ledgerName, options.Orders, hasFaults: options.Kills > 0);

            // Made beforehand: the key's file is the same for all.
            await round.OpenLedger().DisposeAsync();
            long begin = Stopwatch.GetTimestamp();
            using CancellationTokenSource over = new();
            Task applying = ApplyLateAsync(round, over.Token);
            Task restarting = server is null ? Task.CompletedTask : RestartAsync(server, round, over.Token);
            await Task.WhenAll(Enumerable.Range(0, options.Processes).Select(number => RunOneAsync(round, number)));
            await over.CancelAsync();
            await restarting;
            await applying;
            TimeSpan worked = Stopwatch.GetElapsedTime(begin);
            log.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Processes} processes on {(server is null ? "SQLite" : "PostgreSQL")} ended after {worked:hh\\:mm\\:ss}, {round.Receipts} confirmations received, {round.Receipts / worked.TotalSeconds:0} a second"));
            if (options.IsUndisturbed)
            {
                CheckSenders(round);
            }

            await FinishAsync(round);
            tally.Add(Count.Rounds);
            await using PaymentLedger ledger = round.OpenLedger();
            round.Judge(new Judge(tally, log.WriteLine), ledger);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        log.Write(tally.ToText(Stopwatch.GetElapsedTime(start)));
    }

    /// <summary>Here the time is the real one: in a run of more than a quiet period, what is late has to be applied meanwhile.</summary>
    private static async Task ApplyLateAsync(Round round, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(ApplyInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                round.ApplyLate();
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    /// <summary>Restarts the server each time that another share of the orders has been received: once as an administrator does, once as a crash.</summary>
    private async Task RestartAsync(PostgresCluster server, Round round, CancellationToken cancellationToken)
    {
        for (int restart = 1; restart <= options.Restarts; restart++)
        {
            int share = options.Orders * restart / (options.Restarts + 1);
            try
            {
                while (round.Receipts < share)
                {
                    await Task.Delay(20, cancellationToken);
                }
            }
            catch (OperationCanceledException)
            {
                log.WriteLine("The batch ended before the server was restarted.");
                tally.Add(Count.UnexpectedEnds);
                return;
            }

            string mode = restart % 2 == 1 ? "fast" : "immediate";
            server.Stop(mode);
            await Task.Delay(Nap, CancellationToken.None);
            server.Start();
            tally.Add(Count.Restarts);
        }
    }

    /// <summary>Where nobody dies and nothing is lost, each order has one sender, and everybody else is told that it is taken.</summary>
    private void CheckSenders(Round round)
    {
        string[] wrong = [.. round.Orders.Where(order => round.ReportsOf(order) is not { Senders: 1 } reports || reports.Takens != options.Processes - 1)];
        foreach (string order in wrong)
        {
            log.WriteLine($"Not one sender: {order}, told {round.ReportsOf(order)}");
        }

        tally.Add(Count.Disagreements, wrong.Length);
    }

    private async Task RunOneAsync(Round round, int number)
    {
        using RunnerProcess runner = Start(round, asks: false);
        using CancellationTokenSource over = new();
        Task disturbing = number < options.Kills ? DisturbAsync(runner, round, Signals.Kill, over.Token)
            : number < 2 * options.Kills ? DisturbAsync(runner, round, Signals.Stop, over.Token)
            : Task.CompletedTask;
        if (await Task.WhenAny(runner.Ended, Task.Delay(LongestLife)) != runner.Ended)
        {
            log.WriteLine("A runner came to no end and is killed.");
            tally.Add(Count.UnexpectedEnds);
            runner.Kill();
        }

        await runner.Ended;
        await over.CancelAsync();
        await disturbing;
        if (runner.WasKilled && number < options.Kills)
        {
            tally.AddKill("AnyMoment");
        }
        else if (runner.ExitCode is not (BatchRunner.AllSettled or BatchRunner.SomeOpen))
        {
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A runner ended with {runner.ExitCode}: {runner.Errors}"));
            tally.Add(Count.UnexpectedEnds);
        }
    }

    /// <summary>Sends a signal when some share of the orders has been received, and wakes whoever was only suspended.</summary>
    private async Task DisturbAsync(RunnerProcess runner, Round round, Action<int> signal, CancellationToken cancellationToken)
    {
        await runner.Ready;
        int share = RandomNumberGenerator.GetInt32(options.Orders * 9 / 10);
        try
        {
            while (round.Receipts < share)
            {
                await Task.Delay(20, cancellationToken);
            }

            signal(runner.Id);
            await Task.Delay(RandomNumberGenerator.GetInt32((int)Nap.TotalMilliseconds, 8 * (int)Nap.TotalMilliseconds), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // It was faster.
        }

        Signals.Continue(runner.Id);
    }

    /// <summary>One more that nobody disturbs, as often as it takes: the batch is run again until nothing is open.</summary>
    private async Task FinishAsync(Round round)
    {
        for (int start = 0; start < FinishingStarts; start++)
        {
            await round.QuiesceAsync();
            round.PassLongTime();
            round.WritePlan();
            using RunnerProcess runner = Start(round, asks: true);
            await runner.Ended;
            if (runner.ExitCode == BatchRunner.AllSettled)
            {
                return;
            }
        }
    }

    private RunnerProcess Start(Round round, bool asks)
    {
        tally.Add(Count.Starts);
        return RunnerProcess.Start(new RunnerOptions { PlanPath = round.PlanPath, Asks = asks }, words =>
        {
            if (words[0] == ResultPipe.BatchStopped)
            {
                log.WriteLine($"A batch stopped: {words[1]}.");
                tally.Add(Count.UnexpectedEnds);
            }
            else
            {
                round.Hear(words);
            }
        });
    }
}
