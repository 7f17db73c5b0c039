using System.Diagnostics;

namespace LianPay.Benchmarks.References;

/// <summary>Keeps this process, and what it starts, on one core until it is disposed of: the collector works there too.</summary>
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
