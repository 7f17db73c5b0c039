using System.Security.Cryptography;

namespace LianPay.Core.Ledger;

/// <summary>How often and how long something is tried again that fails for a reason that passes by itself.</summary>
internal sealed class PostgresPatience(TimeSpan limit)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>Never set: a wait that nothing shortens.</summary>
    private static readonly ManualResetEventSlim Never = new();

    /// <summary>True when it is worth another try, after a wait. Another pace each time, so that machines that failed together do not come back together.</summary>
    /// <param name="exception">Why it failed.</param>
    /// <param name="elapsed">Since the first try.</param>
    internal bool AllowsAnother(Exception exception, TimeSpan elapsed)
    {
        if (!PostgresErrors.IsPassing(exception) || IsOver(elapsed))
        {
            return false;
        }

        Never.Wait(RandomNumberGenerator.GetInt32(20, 400));
        return true;
    }

    internal bool IsOver(TimeSpan elapsed) => elapsed >= limit;

    /// <summary>Until the next look at something that will be so soon.</summary>
    internal static void WaitAMoment() => Never.Wait(LookAgain);
}
