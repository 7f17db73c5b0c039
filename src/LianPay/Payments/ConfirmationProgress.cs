using System.Diagnostics;
using System.Management.Automation;

namespace LianPay.Payments;

/// <summary>The progress bar of a batch, at most five updates a second.</summary>
internal sealed class ConfirmationProgress(Cmdlet cmdlet, LianPayEnvironment environment)
{
    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _run = Stopwatch.StartNew();
    private readonly string _activity = $"Confirming held payments ({environment})";
    private TimeSpan _shown;
    private long _done;
    private long _attention;
    private bool _isVisible;

    /// <summary>Counts one result.</summary>
    internal void Count(ConfirmationResult result, Queue<PendingResult> pending)
    {
        _done++;
        if (result.Status is not (PaymentStatus.Accepted or PaymentStatus.Paid or PaymentStatus.Taken))
        {
            _attention++;
        }

        Show(pending);
    }

    /// <summary>Draws the bar when its time has come.</summary>
    internal void Show(Queue<PendingResult> pending)
    {
        TimeSpan now = _run.Elapsed;
        if (now - _shown < Interval)
        {
            return;
        }

        _shown = now;
        _isVisible = true;
        cmdlet.WriteProgress(new ProgressRecord(1, _activity, $"{_done} done, {_attention} need attention, {pending.Count} under way, {_done / now.TotalSeconds:0} a second"));
    }

    /// <summary>Takes the bar away.</summary>
    internal void Complete()
    {
        if (_isVisible)
        {
            cmdlet.WriteProgress(new ProgressRecord(1, _activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }
}
