using System.Diagnostics;

namespace LianPay.Benchmarks.References;

/// <summary>Keeps this process, and what it starts, on one core until it is disposed of: the collector works there too.</summary>
/// <remarks>On Linux the affinity is a thread's, and threads that were begun meanwhile stay there, with what they start: <see cref="Place"/> puts that where it belongs.</remarks>
internal sealed class OneCore : IDisposable
{
    private readonly nint _before;

    internal OneCore()
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            using var process = Process.GetCurrentProcess();
            _before = process.ProcessorAffinity;
            process.ProcessorAffinity = 1;
        }
    }

    /// <summary>Puts a process that has just been started on one core, or on all: it has one thread yet, and those that it begins take after it.</summary>
    internal static void Place(Process process, Cores cores)
    {
        if (cores == Cores.One && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()))
        {
            process.ProcessorAffinity = 1;
        }
        else if (OperatingSystem.IsLinux())
        {
            // The system takes those out of it that there are.
            process.ProcessorAffinity = -1;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsWindows())
        {
            using var process = Process.GetCurrentProcess();
            process.ProcessorAffinity = _before;
        }
    }
}

/// <summary>On how many cores a process may run.</summary>
internal enum Cores
{
    /// <summary>The first. Processes that are started so share it.</summary>
    One,

    /// <summary>Every core of the machine.</summary>
    All,
}
