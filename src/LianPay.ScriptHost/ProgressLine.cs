using System.Management.Automation;

namespace LianPay.ScriptHost;

/// <summary>
/// Draws progress as one line that is overwritten in place, at most five times a second: a batch must not run at the speed
/// of a terminal. It needs no escape sequences, so it works wherever a carriage return does.
/// </summary>
internal sealed class ProgressLine(TextWriter writer, TimeProvider clock, Func<int> width)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private long? _lastDrawn;
    private int _cellsDrawn;
    private (long Source, int Activity) _shown;

    /// <summary>Draws the record, unless one was drawn a moment ago. A completed one wipes its line out at once.</summary>
    public void Show(long sourceId, ProgressRecord record)
    {
        if (record.RecordType == ProgressRecordType.Completed)
        {
            // The end of an inner activity leaves the line of the outer one alone.
            if (_shown == (sourceId, record.ActivityId))
            {
                Clear();
            }
        }
        else if (_lastDrawn is not long last || clock.GetElapsedTime(last) >= Interval)
        {
            _lastDrawn = clock.GetTimestamp();
            _shown = (sourceId, record.ActivityId);
            Draw(record);
        }
    }

    /// <summary>Wipes the line out and leaves the cursor at its start.</summary>
    public void Clear()
    {
        if (_cellsDrawn > 0)
        {
            writer.Write('\r' + new string(' ', _cellsDrawn) + '\r');
            writer.Flush();
            _cellsDrawn = 0;
        }
    }

    private void Draw(ProgressRecord record)
    {
        // The last cell stays free: writing into it would move the cursor to the next line.
        string text = CellWidth.Truncate(Describe(record), width() - 1);
        int cells = CellWidth.Of(text);
        writer.Write('\r' + text + new string(' ', Math.Max(0, _cellsDrawn - cells)));
        writer.Flush();
        _cellsDrawn = cells;
    }

    private static string Describe(ProgressRecord record)
    {
        string text = record.Activity;
        if (!string.IsNullOrWhiteSpace(record.StatusDescription))
        {
            text += ": " + record.StatusDescription;
        }

        if (!string.IsNullOrEmpty(record.CurrentOperation))
        {
            text += ", " + record.CurrentOperation;
        }

        if (record.PercentComplete >= 0)
        {
            text += $" [{record.PercentComplete}%]";
        }

        if (record.SecondsRemaining >= 0)
        {
            text += $" {TimeSpan.FromSeconds(record.SecondsRemaining):c} left";
        }

        // A line break or a tab would leave the line that can be wiped out.
        return string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
    }
}
