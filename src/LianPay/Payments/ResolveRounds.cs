using LianPay.Core.Confirmation;

namespace LianPay.Payments;

/// <summary>Asks for many orders in rounds, with growing pauses, until each is settled or the time is over.</summary>
internal sealed class ResolveRounds(Resolver resolver, BatchGuard guard, TimeSpan timeout, TimeProvider clock)
{
    private const int AtOnce = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>Runs on the pipeline's thread, and writes each result as soon as its order is settled, the rest at the end.</summary>
    internal void Run(IReadOnlyList<string> orders, Action<Core.Confirmation.ConfirmationResult> write, CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        TimeSpan pause = FirstPause;
        IReadOnlyList<string> open = orders;
        while (open.Count > 0)
        {
            TimeSpan left = timeout - clock.GetElapsedTime(start);
            bool isLastRound = left <= pause;
            open = RunRound(open, write, isLastRound, cancellationToken);
            if (isLastRound || guard.StopReason != StopReason.None || cancellationToken.WaitHandle.WaitOne(open.Count > 0 ? pause : TimeSpan.Zero))
            {
                return;
            }

            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    private List<string> RunRound(
        IReadOnlyList<string> orders, Action<Core.Confirmation.ConfirmationResult> write, bool isLastRound, CancellationToken cancellationToken)
    {
        List<string> open = [];
        foreach (string[] some in orders.Chunk(AtOnce))
        {
            Task<Core.Confirmation.ConfirmationResult>[] asked = [.. some.Select(order => resolver.AskAsync(order, cancellationToken))];
            foreach (Task<Core.Confirmation.ConfirmationResult> task in asked)
            {
                Core.Confirmation.ConfirmationResult result = task.GetAwaiter().GetResult();
                if (Resolver.IsOpen(result) && !isLastRound && guard.StopReason == StopReason.None)
                {
                    open.Add(result.OrderNumber!);
                }
                else
                {
                    write(result);
                }
            }

            if (cancellationToken.IsCancellationRequested || guard.StopReason != StopReason.None)
            {
                break;
            }
        }

        return open;
    }
}
