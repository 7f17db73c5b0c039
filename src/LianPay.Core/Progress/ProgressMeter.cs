namespace LianPay.Core.Progress;

/// <summary>How fast a long run goes, how long it will take, and when a person is told so again. Starts when it is made; for one thread.</summary>
/// <param name="clock">The clock.</param>
public sealed class ProgressMeter(TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private TimeSpan _told;
    private TimeSpan _paused;
    private long? _pausedAt;

    /// <summary>The shortest time between two updates: more than five a second slow the work and tell nobody more.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(200);

    /// <summary>True when it is time for an update, which then counts as made. The first is due one interval after the start: a short run shows nothing.</summary>
    public bool TakeTurn()
    {
        TimeSpan now = Elapsed;
        if (now - _told < Interval)
        {
            return false;
        }

        _told = now;
        return true;
    }

    /// <summary>Stops the time, while a person thinks: it counts neither in the rate nor for the next update.</summary>
    public void Pause() => _pausedAt ??= clock.GetTimestamp();

    /// <summary>Lets the time go on.</summary>
    public void Resume()
    {
        if (_pausedAt is { } start)
        {
            _paused += clock.GetElapsedTime(start);
            _pausedAt = null;
        }
    }

    /// <summary>How many a second since the start.</summary>
    public double RateOf(long done) => Elapsed > TimeSpan.Zero ? done / Elapsed.TotalSeconds : 0;

    /// <summary>The time that the rest will take when it goes on as so far, or null when that cannot be told.</summary>
    /// <param name="done">How much is done, in any unit.</param>
    /// <param name="total">How much there is in all, in the same unit; 0 when that is not known.</param>
    public TimeSpan? TimeLeft(long done, long total)
    {
        if (done <= 0 || total < done)
        {
            return null;
        }

        double seconds = Elapsed.TotalSeconds * (total - done) / done;
        return seconds < int.MaxValue ? TimeSpan.FromSeconds(seconds) : null;
    }

    /// <summary>How much is done in hundredths, or null when that cannot be told.</summary>
    /// <param name="done">How much is done, in any unit.</param>
    /// <param name="total">How much there is in all, in the same unit; 0 when that is not known.</param>
    public static int? PercentOf(long done, long total) => total <= 0 || done > total || done < 0 ? null : (int)(100.0 * done / total);

    private TimeSpan Elapsed => clock.GetElapsedTime(_start, _pausedAt ?? clock.GetTimestamp()) - _paused;
}
