using System.Runtime.InteropServices;

namespace LianPay.KillHarness.Runner;

/// <summary>The signals of Linux and macOS that a process cannot catch, and the one that ends a stop.</summary>
internal static partial class Signals
{
    private const int SigKill = 9;
    private static readonly int SigStop = OperatingSystem.IsMacOS() ? 17 : 19;
    private static readonly int SigContinue = OperatingSystem.IsMacOS() ? 19 : 18;

    /// <summary>Ends a process at once: no handler runs, nothing is flushed.</summary>
    internal static void Kill(int processId) => Send(processId, SigKill);

    /// <summary>Suspends a process.</summary>
    internal static void Stop(int processId) => Send(processId, SigStop);

    /// <summary>Suspends this process, the calling thread first: one that is sent to the process may stop it some steps later.</summary>
    internal static void StopHere() => _ = Raise(SigStop);

    /// <summary>Lets a suspended process go on.</summary>
    internal static void Continue(int processId) => Send(processId, SigContinue);

    private static void Send(int processId, int signal) => _ = Native(processId, signal);

    [LibraryImport("libc", EntryPoint = "raise")]
    private static partial int Raise(int signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Native(int processId, int signal);
}
