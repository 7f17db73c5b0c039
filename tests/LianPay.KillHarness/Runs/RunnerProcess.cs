using System.Diagnostics;
using LianPay.KillHarness.Runner;

namespace LianPay.KillHarness.Runs;

/// <summary>A runner as its parent sees it.</summary>
internal sealed class RunnerProcess : IDisposable
{
    private const int SignalBase = 128;
    private const int SigAbort = 6;
    private const int SigKill = 9;
    private const int ErrorLinesKept = 30;

    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _errors = [];
    private readonly Task _ended;

    private RunnerProcess(Process process, Action<string[]> hear)
    {
        _process = process;
        _ended = Task.WhenAll(ReadAsync(hear), ReadErrorsAsync(), process.WaitForExitAsync());
    }

    /// <summary>Ends when the runner has its ledger open, or is gone.</summary>
    internal Task Ready => Task.WhenAny(_ready.Task, _ended);

    /// <summary>Ends when the runner is gone and all that it told was heard.</summary>
    internal Task Ended => _ended;

    /// <summary>Its process id.</summary>
    internal int Id => _process.Id;

    /// <summary>Its exit code.</summary>
    internal int ExitCode => _process.ExitCode;

    /// <summary>True when it came to its end by SIGKILL or FailFast.</summary>
    internal bool WasKilled => ExitCode is SignalBase + SigKill or SignalBase + SigAbort;

    /// <summary>True when it came to its end by FailFast.</summary>
    internal bool WasAborted => ExitCode == SignalBase + SigAbort;

    /// <summary>What it wrote to its error stream, for an end that nobody meant.</summary>
    internal string Errors => string.Join(Environment.NewLine, _errors);

    /// <summary>Starts a runner.</summary>
    /// <param name="options">Its command line.</param>
    /// <param name="hear">Takes the words of each line that it tells.</param>
    internal static RunnerProcess Start(RunnerOptions options, Action<string[]> hear)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, options.ToArguments())
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // No debugger will ask for it, and a process that starts without listening for one starts faster.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new RunnerProcess(Process.Start(start)!, hear);
    }

    /// <summary>True when it suspended itself; false when it ended.</summary>
    internal async Task<bool> WaitForStopAsync()
    {
        if (await Task.WhenAny(_stopping.Task, _ended) == _ended)
        {
            return false;
        }

        // It has told so, and does it now.
        while (!_process.HasExited && !IsSuspended())
        {
            await Task.Delay(1);
        }

        return !_process.HasExited;
    }

    /// <summary>Ends it at once.</summary>
    internal void Kill() => Signals.Kill(Id);

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private bool IsSuspended()
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{Id}/stat");
            return stat[stat.LastIndexOf(')') + 2] == 'T';
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task ReadAsync(Action<string[]> hear)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            string[] words = line.Split(' ');
            switch (words[0])
            {
                case ResultPipe.Ready:
                    _ready.TrySetResult();
                    break;
                case ResultPipe.Stopping:
                    _stopping.TrySetResult();
                    break;
                default:
                    hear(words);
                    break;
            }
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            if (_errors.Count < ErrorLinesKept)
            {
                _errors.Add(line);
            }
        }
    }
}
