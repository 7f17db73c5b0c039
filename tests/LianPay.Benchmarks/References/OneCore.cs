using System.Diagnostics;

namespace LianPay.Benchmarks.References;

/// <summary>Keeps this process, and what it starts, on one core until it is disposed of: the collector works there too.</summary>
/// <remarks>On Linux the affinity is a thread's, and threads that were begun meanwhile stay there; <see cref="Free"/> lets go of what they start.</remarks>
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

    /// <summary>Lets a process that has just been started use every core.</summary>
    internal static void Free(Process process)
    {
        if (OperatingSystem.IsLinux())
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
