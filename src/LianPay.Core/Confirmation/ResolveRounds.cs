using LianPay.Core.Progress;

namespace LianPay.Core.Confirmation;

/// <summary>Asks for many orders in rounds, with growing pauses, until each is settled or the time is over.</summary>
/// <param name="resolver">Asks, and recalls.</param>
/// <param name="guard">Watches the resolver's answers and its ledger.</param>
/// <param name="timeout">When it is over no new round begins; zero asks once.</param>
/// <param name="clock">The clock: the pauses, too, are of its time.</param>
public sealed class ResolveRounds(Resolver resolver, BatchGuard guard, TimeSpan timeout, TimeProvider clock)
{
    private const int AtOnce = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private long _answers;

    /// <summary>
    /// Runs on the caller's thread, the pipeline's, and writes each result as soon as its order is settled, the rest at the end: one
    /// for each order, also when the asking stops. Only a stopped pipeline, which takes no more, is spared them.
    /// </summary>
    /// <param name="orders">The orders.</param>
    /// <param name="write">Takes each result.</param>
    /// <param name="tell">Told often, with the count of all answers so far, to show progress.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public void Run(IReadOnlyList<string> orders, Action<ConfirmationResult> write, Action<long> tell, CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        TimeSpan pause = FirstPause;
        IReadOnlyList<string> open = orders;
        while (open.Count > 0)
        {
            bool isLastRound = timeout - clock.GetElapsedTime(start) <= pause;
            open = RunRound(open, write, tell, isLastRound, cancellationToken);
            if (open.Count == 0 || Rest(pause, tell, cancellationToken))
            {
                return;
            }

            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    /// <returns>The orders to ask for again.</returns>
    private List<string> RunRound(
        IReadOnlyList<string> orders, Action<ConfirmationResult> write, Action<long> tell, bool isLastRound, CancellationToken cancellationToken)
    {
        List<string> open = [];
        foreach (string[] some in orders.Chunk(AtOnce))
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return [];
            }

            if (guard.StopReason != StopReason.None)
            {
                Recall(some, write);
                continue;
            }

            Task<ConfirmationResult>[] asked = [.. some.Select(order => resolver.AskAsync(order, cancellationToken))];
            foreach (Task<ConfirmationResult> task in asked)
            {
                ConfirmationResult result = task.GetAwaiter().GetResult();
                if (Resolver.IsOpen(result) && !isLastRound)
                {
                    open.Add(result.OrderNumber!);
                }
                else
                {
                    write(result);
                }

                tell(++_answers);
            }
        }

        if (guard.StopReason == StopReason.None)
        {
            return open;
        }

        Recall(open, write);
        return [];
    }

    /// <summary>What is not asked for any more stands where the ledger says.</summary>
    private void Recall(IEnumerable<string> orders, Action<ConfirmationResult> write)
    {
        foreach (string order in orders)
        {
            write(resolver.Recall(order));
        }
    }

    /// <summary>Waits between two rounds.</summary>
    /// <returns>True when it was cancelled.</returns>
    private bool Rest(TimeSpan pause, Action<long> tell, CancellationToken cancellationToken)
    {
        for (TimeSpan left = pause; left > TimeSpan.Zero; left -= ProgressMeter.Interval)
        {
            tell(_answers);
            try
            {
                Task.Delay(left < ProgressMeter.Interval ? left : ProgressMeter.Interval, clock, cancellationToken).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
                return true;
            }
        }

        return cancellationToken.IsCancellationRequested;
    }
}
