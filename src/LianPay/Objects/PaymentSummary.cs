using System.Collections.Specialized;

namespace LianPay;

/// <summary>What came of a batch, in numbers.</summary>
public sealed class PaymentSummary
{
    /// <summary>For a scheduled task to end with; 0 when nothing needs attention.</summary>
    public required int ExitCode { get; init; }

    /// <summary>How many payments there are of each status.</summary>
    public required OrderedDictionary Counts { get; init; }

    /// <summary>How many payments there are.</summary>
    public required int Total { get; init; }

    /// <summary>From the first send to the last outcome. Results of payments that an earlier run has sent do not count; records do.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Why the batch stopped, as a stable word, or null.</summary>
    public string? StopReason { get; init; }
}
