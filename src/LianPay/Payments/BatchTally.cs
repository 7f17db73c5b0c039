using System.Management.Automation;

namespace LianPay.Payments;

/// <summary>Counts what came of a batch: results, records, states and errors, each once.</summary>
internal sealed class BatchTally
{
    private readonly SortedDictionary<PaymentStatus, int> _counts = [];
    private readonly ExitCode _exitCode = new();

    /// <summary>How many payments there are of each status that there is.</summary>
    internal IReadOnlyDictionary<PaymentStatus, int> Counts => _counts;

    /// <summary>How many payments there are.</summary>
    internal int Total { get; private set; }

    /// <summary>For a scheduled task to end with.</summary>
    internal int ExitCode => _exitCode.Value;

    /// <summary>How grave that is: 0 is the gravest.</summary>
    internal int Rank => _exitCode.Rank;

    /// <summary>When the first confirmation was sent, or null when no input tells.</summary>
    internal DateTimeOffset? First { get; private set; }

    /// <summary>When the last outcome came, or null when no input tells.</summary>
    internal DateTimeOffset? Last { get; private set; }

    /// <summary>From the first send to the last outcome.</summary>
    internal TimeSpan Duration => Last - First ?? TimeSpan.Zero;

    /// <summary>Why the batch stopped, as a stable word, or null.</summary>
    internal string? StopReason { get; private set; }

    /// <summary>Counts one object.</summary>
    /// <returns>False when it is nothing that is counted.</returns>
    internal bool Add(object? item)
    {
        switch (item)
        {
            case ConfirmationResult result:
                Count(result.Status, result.SentAt, result.SentAt?.Value + result.Duration);
                _exitCode.Add(result);
                StopReason ??= string.IsNullOrEmpty(result.StopReason) ? null : result.StopReason;
                return true;
            case PaymentRecord record:
                Count(record.Status, record.FirstSentAt, record.UpdatedAt);
                _exitCode.Add(record.Status);
                return true;
            case PaymentState state:
                Count(state.Status, from: null, to: null);
                _exitCode.Add(state.Status);
                return true;
            case ErrorRecord error:
                _exitCode.Add(error);
                return true;
            default:
                return false;
        }
    }

    private void Count(PaymentStatus status, DateTimeOffset? from, DateTimeOffset? to)
    {
        _counts[status] = _counts.GetValueOrDefault(status) + 1;
        Total++;
        First = from < First || First is null ? from ?? First : First;
        Last = to > Last || Last is null ? to ?? Last : Last;
    }
}
