using System.Security.Cryptography;

namespace LianPay.Core.Confirmation;

/// <summary>Waits between tries: exponential with full jitter, so that many runners that failed together do not come back together.</summary>
internal sealed class Backoff(TimeProvider clock)
{
    private const int FirstMilliseconds = 500;
    private const int LongestMilliseconds = 8000;

    /// <summary>Waits after the given number of failed tries.</summary>
    internal Task WaitAsync(int failedTries, CancellationToken cancellationToken)
    {
        int ceiling = Math.Min(LongestMilliseconds, FirstMilliseconds << Math.Min(failedTries - 1, 10));

        // Whole milliseconds from 1: a shorter delay would be none.
        return Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(1, ceiling + 1)), clock, cancellationToken);
    }
}
