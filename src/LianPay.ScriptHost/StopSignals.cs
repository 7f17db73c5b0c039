using System.Runtime.InteropServices;

namespace LianPay.ScriptHost;

/// <summary>
/// Turns the first SIGINT (Ctrl+C), SIGTERM or SIGHUP into one request to stop, so that cmdlets cancel their work and
/// <c>finally</c> blocks run. The second one ends the process at once.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _exitCode;

    public StopSignals()
    {
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => OnSignal(context, 130)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => OnSignal(context, 143)),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => OnSignal(context, 129)),
        ];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>What a shell reports for a process that ended by the first signal: 128 and the signal's number.</summary>
    public int ExitCode => Volatile.Read(ref _exitCode);

    /// <summary>Gives the signals back. The token stays usable, for a handler may still be running.</summary>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void OnSignal(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) != 0)
        {
            Environment.Exit(exitCode);
        }

        _stop.Cancel();
    }
}
