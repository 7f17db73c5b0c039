using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using LianPay.Core.Ledger;
using LianPay.KillHarness.Oracle;
using LianPay.KillHarness.Runner;

namespace LianPay.KillHarness.Runs;

/// <summary>Many processes on one ledger and one batch: each order is sent by exactly one, and none waits for ever (FAULTS S12).</summary>
/// <param name="processes">How many at the same time.</param>
/// <param name="orders">The orders of the batch.</param>
/// <param name="kills">How many of the processes are killed at some moment; as many others are suspended for a while.</param>
/// <param name="tally">Takes what is counted.</param>
/// <param name="log">Takes what is written.</param>
internal sealed class ManyRun(int processes, int orders, int kills, Tally tally, TextWriter log)
{
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Nap = TimeSpan.FromSeconds(2);
    private const int LatestMoment = 20_000;
    private const int FinishingStarts = 10;

    /// <summary>Runs to the end.</summary>
    internal async Task RunAsync()
    {
        long start = Stopwatch.GetTimestamp();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lianpay-many-");
        try
        {
            using SharedClock clock = new(Path.Combine(folder.FullName, "clock"));
            string ledgerPath = Path.Combine(folder.FullName, "ledger.db");
            await using Round round = Round.Start(folder.FullName, clock, ledgerPath, orders, hasFaults: kills > 0);

            await Task.WhenAll(Enumerable.Range(0, processes).Select(number => RunOneAsync(round, number)));
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{processes} processes ended after {Stopwatch.GetElapsedTime(start):hh\\:mm\\:ss}, {round.Receipts} confirmations received"));
            if (kills == 0)
            {
                CheckSenders(round);
            }

            await FinishAsync(round);
            tally.Add(Count.Rounds);
            await using SqliteLedger ledger = SqliteLedger.Open(new SqliteLedgerOptions { Path = ledgerPath, Clock = clock });
            round.Judge(new Judge(tally, log.WriteLine), ledger);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        log.Write(tally.ToText(Stopwatch.GetElapsedTime(start)));
    }

    /// <summary>Where nobody dies and nothing is lost, each order has one sender, and everybody else is told that it is taken.</summary>
    private void CheckSenders(Round round)
    {
        string[] wrong = [.. round.Orders.Where(order => round.ReportsOf(order) is not { Senders: 1 } reports || reports.Takens != processes - 1)];
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
        Task disturbing = number < kills ? DisturbAsync(runner, Signals.Kill, over.Token)
            : number < 2 * kills ? DisturbAsync(runner, Signals.Stop, over.Token)
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
        if (runner.WasKilled && number < kills)
        {
            tally.AddKill("AnyMoment");
        }
        else if (runner.ExitCode is not (BatchRunner.AllSettled or BatchRunner.SomeOpen))
        {
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A runner ended with {runner.ExitCode}: {runner.Errors}"));
            tally.Add(Count.UnexpectedEnds);
        }
    }

    private static async Task DisturbAsync(RunnerProcess runner, Action<int> signal, CancellationToken cancellationToken)
    {
        await runner.Ready;
        try
        {
            await Task.Delay(RandomNumberGenerator.GetInt32(LatestMoment), cancellationToken);
            signal(runner.Id);
            await Task.Delay(Nap, cancellationToken);
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
