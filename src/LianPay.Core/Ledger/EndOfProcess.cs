using System.Runtime.InteropServices;

namespace LianPay.Core.Ledger;

/// <summary>
/// What is still to be done when a process is ended with notice (SIGTERM, a shutdown, <c>exit</c>). What was begun last is ended
/// first: a batch before the ledger into which it writes.
/// </summary>
/// <remarks>
/// A process that is killed, or whose terminal goes away, gets no notice; the ledger shows its sends as unknown. SIGHUP is left alone: nohup
/// has it ignored, and whoever listens to it takes that back.
/// </remarks>
public static class EndOfProcess
{
    /// <summary>What a shell reports for a process that SIGTERM has ended: 128 and the signal's number.</summary>
    private const int ExitCodeOfSigterm = 143;

    private static readonly object Gate = new();
    private static readonly List<Registration> Registrations = [];

    private static PosixSignalRegistration? _sigterm;

    static EndOfProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) => RunAll();

    /// <summary>Makes an orderly end of SIGTERM, for a host that has no answer of its own. Nothing to do on Windows.</summary>
    /// <remarks>
    /// Up to .NET 9 the runtime did so itself. Since .NET 10, which pwsh 7.6 runs on, the process is gone at once
    /// (https://learn.microsoft.com/dotnet/core/compatibility/core-libraries/10.0/sigterm-signal-handler).
    /// </remarks>
    public static void HeedSigterm()
    {
        lock (Gate)
        {
            if (!OperatingSystem.IsWindows())
            {
                _sigterm ??= PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSigterm);
            }
        }
    }

    /// <summary>Has something done at the end of the process, until the registration is disposed of.</summary>
    /// <param name="work">It ends by itself, and soon: nothing else ends the process meanwhile.</param>
    /// <returns>The registration. To dispose of it waits for work that is under way, unless the work itself does so.</returns>
    internal static IDisposable Do(Action work)
    {
        Registration registration = new(work);
        lock (Gate)
        {
            Registrations.Add(registration);
        }

        return registration;
    }

    private static void OnSigterm(PosixSignalContext context)
    {
        context.Cancel = true;
        Environment.Exit(ExitCodeOfSigterm);
    }

    private static void RunAll()
    {
        lock (Gate)
        {
            while (Registrations is [.., var last])
            {
                Registrations.Remove(last);
                last.Work();
            }
        }
    }

    private sealed class Registration(Action work) : IDisposable
    {
        internal Action Work => work;

        public void Dispose()
        {
            lock (Gate)
            {
                Registrations.Remove(this);
            }
        }
    }
}
