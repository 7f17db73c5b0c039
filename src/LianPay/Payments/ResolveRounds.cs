using LianPay.Core.Confirmation;

namespace LianPay.Payments;

/// <summary>Asks for many orders in rounds, with growing pauses, until each is settled or the time is over.</summary>
internal sealed class ResolveRounds(Resolver resolver, BatchGuard guard, TimeSpan timeout, TimeProvider clock)
{
    private const int AtOnce = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Runs on the pipeline's thread, and writes each result as soon as its order is settled, the rest at the end: one for
    /// each order, also when the asking stops. Only a stopped pipeline, which takes no more, is spared them.
    /// </summary>
    internal void Run(IReadOnlyList<string> orders, Action<Core.Confirmation.ConfirmationResult> write, CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        TimeSpan pause = FirstPause;
        IReadOnlyList<string> open = orders;
        while (open.Count > 0)
        {
            bool isLastRound = timeout - clock.GetElapsedTime(start) <= pause;
            open = RunRound(open, write, isLastRound, cancellationToken);
            if (open.Count == 0 || cancellationToken.WaitHandle.WaitOne(pause))
            {
                return;
            }

            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    /// <returns>The orders to ask for again.</returns>
    private List<string> RunRound(
        IReadOnlyList<string> orders, Action<Core.Confirmation.ConfirmationResult> write, bool isLastRound, CancellationToken cancellationToken)
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

            Task<Core.Confirmation.ConfirmationResult>[] asked = [.. some.Select(order => resolver.AskAsync(order, cancellationToken))];
            foreach (Task<Core.Confirmation.ConfirmationResult> task in asked)
            {
                Core.Confirmation.ConfirmationResult result = task.GetAwaiter().GetResult();
                if (Resolver.IsOpen(result) && !isLastRound)
                {
                    open.Add(result.OrderNumber!);
                }
                else
                {
                    write(result);
                }
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
    private void Recall(IEnumerable<string> orders, Action<Core.Confirmation.ConfirmationResult> write)
    {
        foreach (string order in orders)
        {
            write(resolver.Recall(order));
        }
    }
}
