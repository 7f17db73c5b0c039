using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace LianPay.ScriptHost;

/// <summary>Runs one script in one runspace, and turns its end into an exit code.</summary>
internal static class ScriptRunner
{
    private const int UncaughtError = 1;

    /// <summary>Runs the script on the calling thread until it ends or a signal stops it.</summary>
    /// <returns>128 + n after signal n, 1 after an uncaught error, the number given to <c>exit</c>, otherwise 0.</returns>
    public static int Run(HostArguments arguments)
    {
        using var signals = new StopSignals();
        var terminal = Terminal.Detect(arguments.NonInteractive);
        if (!terminal.UsesColour)
        {
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }

        var ui = new ScriptHostUserInterface(terminal, TimeProvider.System, signals.Stop);
        var host = new ScriptHost(ui);
        using Runspace runspace = OpenRunspace(host);
        var lastExitCode = new LastExitCode(runspace.Debugger);
        runspace.SessionStateProxy.PSVariable.Set(lastExitCode);

        Exception? uncaught = Invoke(ToCommand(arguments), runspace, signals.Stop);
        ui.ClearProgress();
        if (signals.ExitCode != 0)
        {
            // Whatever the script made of the stop, the signal is why it ended.
            return signals.ExitCode;
        }

        if (uncaught is not null)
        {
            Report(uncaught, runspace, ui);
            return UncaughtError;
        }

        return lastExitCode.OfScript ?? host.ExitCode;
    }

    /// <summary>Runs the command and shows its output.</summary>
    /// <returns>The error that ended it, or null.</returns>
    private static Exception? Invoke(Command command, Runspace runspace, CancellationToken stop)
    {
        using var script = PowerShell.Create(runspace);
        script.Commands.AddCommand(command);

        // BeginStop, for the handler of a signal must not wait: the next signal could not be handled. A stop that was
        // requested before the pipeline ran is requested again once it does.
        void RequestStop() => script.BeginStop(callback: null, state: null);
        script.InvocationStateChanged += (_, change) =>
        {
            if (change.InvocationStateInfo.State == PSInvocationState.Running && stop.IsCancellationRequested)
            {
                RequestStop();
            }
        };

        using var sink = new OutputSink(runspace);
        try
        {
            using (stop.Register(RequestStop))
            {
                script.Invoke(input: null, sink.Output);
            }

            return null;
        }
        catch (Exception error)
        {
            return error;
        }
        finally
        {
            sink.End();
        }
    }

    private static Command ToCommand(HostArguments arguments)
    {
        var command = new Command(arguments.ScriptPath, isScript: false, useLocalScope: false);
        foreach (CommandParameter argument in arguments.ScriptArguments)
        {
            command.Parameters.Add(argument);
        }

        // Errors reach Out-Default among the output, in the order in which both were written.
        command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        return command;
    }

    private static Runspace OpenRunspace(ScriptHost host)
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            // A Windows client refuses every script by default. The person who starts this host names the script that is
            // to run, as with 'pwsh -ExecutionPolicy Bypass -File'. It is for this process alone, and a group policy
            // still wins. Elsewhere there is no execution policy.
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        Runspace runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
        return runspace;
    }

    /// <summary>Shows an uncaught error in the engine's own error view, with the position in the script.</summary>
    private static void Report(Exception error, Runspace runspace, ScriptHostUserInterface ui)
    {
        ErrorRecord record = (error as IContainsErrorRecord)?.ErrorRecord
            ?? new ErrorRecord(error, "ScriptHost.UncaughtError", ErrorCategory.NotSpecified, targetObject: null);
        ui.DirectOutputToError();
        using var sink = new OutputSink(runspace);
        sink.Output.Add(new PSObject(record));
        sink.End();
    }
}
