using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace LianPay.Core.Ledger;

/// <summary>
/// Names a process for good: machine, process id, when it started, and a random part for each ledger that it opens.
/// Written <c>machine/pid/start/random</c>.
/// </summary>
/// <remarks>
/// Process ids come again, so the start counts too. On Linux it is what the kernel counts since its boot, with the
/// boot's own id and the namespace of the process ids: a time of day would change with the clock, and a live process would
/// seem dead. Elsewhere the kernel keeps the start as a time that never changes.
/// </remarks>
internal sealed record ProcessIdentity(string Machine, int ProcessId, string Start)
{
    private const char Separator = '/';
    private const string Unknown = "unknown";

    /// <summary>Field 22 of <c>/proc/pid/stat</c>, counted from the state, which is field 3 (proc(5)).</summary>
    private const int StartField = 19;

    /// <summary>This process.</summary>
    internal static ProcessIdentity Current { get; } = Of(Environment.ProcessId);

    /// <summary>A process of this machine that runs now.</summary>
    internal static ProcessIdentity Of(int processId) => new(Environment.MachineName, processId, StartOf(processId) ?? Unknown);

    /// <summary>A new name for a ledger that this process opens.</summary>
    internal string NewOwner() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Machine}{Separator}{ProcessId}{Separator}{Start}{Separator}{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}");

    /// <summary>Reads an owner's name; null when it is none.</summary>
    internal static ProcessIdentity? Parse(string owner)
    {
        string[] parts = owner.Split(Separator);
        return parts.Length >= 4 && int.TryParse(parts[^3], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
            ? new ProcessIdentity(string.Join(Separator, parts[..^3]), id, parts[^2])
            : null;
    }

    /// <summary>True when the process is known to be gone. In doubt it counts as alive: its claim ends by time as well.</summary>
    internal bool IsDead()
    {
        if (!string.Equals(Machine, Current.Machine, StringComparison.Ordinal) || Start == Unknown || Current.Start == Unknown)
        {
            return false;
        }

        if (OperatingSystem.IsLinux())
        {
            // Another boot: nothing of it runs. Another namespace of process ids (a container): its ids mean nothing here.
            string[] mine = Current.Start.Split('.');
            string[] its = Start.Split('.');
            if (its.Length != mine.Length || its[1] != mine[1])
            {
                return its.Length == mine.Length;
            }

            if (its[2] != mine[2])
            {
                return false;
            }
        }

        return !IsRunning(ProcessId) || (StartOf(ProcessId) is { } start && start != Start);
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>When a process started, in the operating system's own terms; null when that cannot be learnt, and "dead" for one that only waits to be buried.</summary>
    private static string? StartOf(int processId)
    {
        try
        {
            return OperatingSystem.IsLinux() ? LinuxStart(processId) : KernelStart(processId);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Win32Exception or InvalidOperationException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static string KernelStart(int processId)
    {
        using Process process = Process.GetProcessById(processId);
        return process.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
    }

    private static string LinuxStart(int processId)
    {
        string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));

        // The name of the program stands in brackets before it, and may hold spaces and brackets itself.
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        string boot = File.ReadAllText("/proc/sys/kernel/random/boot_id")[..8];
        string space = string.Concat((File.ResolveLinkTarget("/proc/self/ns/pid", returnFinalTarget: false)?.Name ?? "").Where(char.IsAsciiDigit));
        return fields[0] is "Z" or "X" ? "dead" : $"{fields[StartField]}.{boot}.{space}";
    }
}
