using System.Globalization;
using System.Management.Automation;
using LianPay.Core.Progress;

namespace LianPay.Payments;

/// <summary>The progress bar of a long run: what is done, how fast, and the time left; at most five updates a second.</summary>
/// <remarks>
/// Whether anybody sees it is for the engine and the host: <c>$ProgressPreference</c> is honoured before a record leaves, and a
/// host whose output is no terminal draws nothing.
/// </remarks>
/// <param name="cmdlet">Writes the records.</param>
/// <param name="run">Tells the bars of one pipeline apart.</param>
/// <param name="activity">What is done, in the bar's title.</param>
internal sealed class RunProgress(Cmdlet cmdlet, LongRun run, string activity)
{
    private readonly ProgressMeter _meter = new(TimeProvider.System);
    private bool _isVisible;

    /// <summary>Draws the bar when its time has come.</summary>
    /// <param name="done">How many are done: the rate follows from it.</param>
    /// <param name="place">How far the run is in the whole, and how large that is (0 when nobody knows): the time left follows from it.</param>
    /// <param name="status">What to say; asked for only when the bar is drawn.</param>
    internal void Show(long done, (long Done, long Total) place, Func<string> status)
    {
        if (!_meter.TakeTurn())
        {
            return;
        }

        double rate = _meter.RateOf(done);

        // The rate first: on a narrow terminal the end is cut. The time left has a place of its own there.
        string words = $"{rate.ToString(rate < 10 ? "0.#" : "0", CultureInfo.InvariantCulture)}/s, {status()}";
        ProgressRecord record = new((int)run, activity, words)
        {
            PercentComplete = ProgressMeter.PercentOf(place.Done, place.Total) ?? -1,
            SecondsRemaining = _meter.TimeLeft(place.Done, place.Total) is { } left ? (int)Math.Ceiling(left.TotalSeconds) : -1,
        };
        _isVisible = true;
        cmdlet.WriteProgress(record);
    }

    /// <summary>Takes the bar away.</summary>
    internal void Complete()
    {
        if (_isVisible)
        {
            _isVisible = false;
            cmdlet.WriteProgress(new ProgressRecord((int)run, activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    /// <summary>Before a person is asked something: takes the bar away, which would stand stale beside the question, and stops the time.</summary>
    internal void Pause()
    {
        Complete();
        _meter.Pause();
    }

    /// <summary>After the person's answer: the time goes on, and the bar comes back with the next update.</summary>
    internal void Resume() => _meter.Resume();

    /// <summary>Does a part of the run, and takes the bar away when that ends it: a script that catches the error goes on without the bar.</summary>
    internal void Watch(Action work)
    {
        try
        {
            work();
        }
        catch
        {
            CompleteQuietly();
            throw;
        }
    }

    private void CompleteQuietly()
    {
        try
        {
            Complete();
        }
        catch (PipelineStoppedException)
        {
            // A stopped pipeline takes no more records, and its host clears the bar. What ended the run is on its way already.
        }
    }
}
