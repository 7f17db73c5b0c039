using System.IO.MemoryMappedFiles;

namespace LianPay.KillHarness;

/// <summary>One clock for the sandbox and every runner: the machine's, and what stands in a file that all of them map.</summary>
/// <remarks>
/// So a quiet period of two minutes passes at once, and a process that was suspended finds on waking that time has gone by, as
/// it would on a real machine. The file is read at each look at the clock. Timers run by the machine's time.
/// </remarks>
internal sealed class SharedClock : TimeProvider, IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    /// <param name="path">The file; made when there is none.</param>
    internal SharedClock(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, mapName: null, sizeof(long));
        _view = _file.CreateViewAccessor();
    }

    private TimeSpan Offset => TimeSpan.FromTicks(_view.ReadInt64(0));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;

    /// <inheritdoc/>
    public override long GetTimestamp() => base.GetTimestamp() + (long)(Offset.TotalSeconds * TimestampFrequency);

    /// <summary>Moves the time on, for everybody.</summary>
    internal void Advance(TimeSpan time) => _view.Write(0, (Offset + time).Ticks);

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
