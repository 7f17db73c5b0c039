namespace LianPay.Core.Ledger;

/// <summary>By how much a server's clock is ahead of this machine's.</summary>
internal static class PostgresClock
{
    /// <summary>A difference that is less than that counts as none: no rule goes by less.</summary>
    private static readonly TimeSpan LeastOffset = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The smallest difference that explains four times: the server said the first after it was asked and the last before its answer
    /// was read. However long it waited for locks in between, and the answer to be read, that is no difference of the clocks.
    /// </summary>
    /// <param name="asked">When it was asked, by this machine's clock.</param>
    /// <param name="first">What the server said first.</param>
    /// <param name="last">What it said last.</param>
    /// <param name="answered">When the answer was read, by this machine's clock.</param>
    internal static TimeSpan OffsetOf(DateTimeOffset asked, DateTimeOffset first, DateTimeOffset last, DateTimeOffset answered)
    {
        TimeSpan atMost = first - asked;
        TimeSpan atLeast = last - answered;
        TimeSpan offset = atLeast > TimeSpan.Zero ? atLeast : atMost < TimeSpan.Zero ? atMost : TimeSpan.Zero;
        return offset.Duration() < LeastOffset ? TimeSpan.Zero : offset;
    }
}
