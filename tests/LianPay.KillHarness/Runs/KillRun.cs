using System.Diagnostics;
using LianPay.KillHarness.Oracle;

namespace LianPay.KillHarness.Runs;

/// <summary>Batch after batch in lanes that run at the same time, until enough runners were killed.</summary>
internal sealed class KillRun(KillOptions options, Tally tally, TextWriter log)
{
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(30);

    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Runs to the end.</summary>
    internal async Task RunAsync()
    {
        using CancellationTokenSource done = new();
        Task reports = ReportAsync(done.Token);
        await Task.WhenAll(Enumerable.Range(0, options.Lanes).Select(_ => Task.Run(RunLaneAsync)));
        await done.CancelAsync();
        await reports;
        log.Write(tally.ToText(Stopwatch.GetElapsedTime(_start)));
    }

    private bool GoesOn => tally.Of(Count.Kills) + tally.Of(Count.Suspensions) < options.Kills && !(tally.HasHarm && options.StopsAtHarm);

    private async Task RunLaneAsync()
    {
        while (GoesOn)
        {
            await using Lane lane = new(options, tally, log.WriteLine);
            while (lane.HasRoom && GoesOn)
            {
                await lane.RunRoundAsync();
            }
        }
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(LogInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                log.WriteLine($"{Stopwatch.GetElapsedTime(_start):hh\\:mm\\:ss} {tally.ToLine()}");
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
