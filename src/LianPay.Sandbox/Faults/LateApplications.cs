namespace LianPay.Sandbox;

/// <summary>Confirmations that were received, left without an answer, and will be applied later.</summary>
internal sealed class LateApplications(TimeProvider clock) : IDisposable
{
    private readonly object _gate = new();
    private readonly HashSet<Entry> _waiting = [];
    private bool _disposed;

    /// <summary>Keeps a confirmation for later.</summary>
    /// <param name="apply">Applies it.</param>
    /// <param name="delay">Infinite: until <see cref="ApplyAll"/>.</param>
    internal void Add(Action apply, TimeSpan delay)
    {
        Entry entry = new(apply);
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _waiting.Add(entry);
            entry.Timer = clock.CreateTimer(_ => Apply(entry), null, delay, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Applies all that wait, now.</summary>
    /// <returns>How many there were.</returns>
    internal int ApplyAll()
    {
        Entry[] waiting;
        lock (_gate)
        {
            waiting = [.. _waiting];
        }

        return waiting.Count(Apply);
    }

    /// <summary>Forgets all that wait.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            foreach (Entry entry in _waiting)
            {
                entry.Timer?.Dispose();
            }

            _waiting.Clear();
        }
    }

    /// <returns>False when it has been applied before, by the timer or by a call.</returns>
    private bool Apply(Entry entry)
    {
        lock (_gate)
        {
            if (!_waiting.Remove(entry))
            {
                return false;
            }

            entry.Timer?.Dispose();
        }

        entry.Apply();
        return true;
    }

    private sealed class Entry(Action apply)
    {
        internal ITimer? Timer { get; set; }

        internal void Apply() => apply();
    }
}
