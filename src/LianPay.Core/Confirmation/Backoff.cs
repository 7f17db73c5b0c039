using System.Security.Cryptography;

namespace LianPay.Core.Confirmation;

/// <summary>Waits between tries: exponential with full jitter, so that many runners that failed together do not come back together.</summary>
internal sealed class Backoff(TimeProvider clock)
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    /// <summary>Waits after the given number of failed tries.</summary>
    internal Task WaitAsync(int failedTries, CancellationToken cancellationToken)
    {
        long ceiling = Math.Min(Longest.Ticks, First.Ticks << Math.Min(failedTries - 1, 10));
        TimeSpan wait = TimeSpan.FromTicks((long)(ceiling * (RandomNumberGenerator.GetInt32(1, 1001) / 1000.0)));
        return Task.Delay(wait, clock, cancellationToken);
    }
}
