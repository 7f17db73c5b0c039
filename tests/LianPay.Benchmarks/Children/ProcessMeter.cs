using System.Diagnostics;

namespace LianPay.Benchmarks.Children;

/// <summary>The clock, the processor time and the memory of this process, from a start on.</summary>
internal sealed class ProcessMeter
{
    private readonly long _start;
    private readonly TimeSpan _cpu;
    private readonly long _peak;

    internal ProcessMeter()
    {
        // What the preparation left behind is not the run's.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        (_cpu, _peak) = (process.TotalProcessorTime, process.PeakWorkingSet64);
        _start = Stopwatch.GetTimestamp();
    }

    internal double Seconds => Stopwatch.GetElapsedTime(_start).TotalSeconds;

    /// <summary>Looks at the run.</summary>
    internal Sample Look(int done)
    {
        double seconds = Seconds;
        return new Sample(done, seconds, GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }

    /// <summary>What was used since the start.</summary>
    internal RunFigures Stop(IReadOnlyList<Sample>? samples = null)
    {
        double seconds = Seconds;
        using var process = Process.GetCurrentProcess();
        return new RunFigures(seconds, (process.TotalProcessorTime - _cpu).TotalSeconds, process.PeakWorkingSet64 - _peak, samples ?? []);
    }
}
