using System.Management.Automation;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace LianPay.Benchmarks;

/// <summary>A runspace of the real engine with LianPay and the empty module imported. Pipelines run on the thread that asks.</summary>
internal sealed class ModuleSession : IDisposable
{
    private readonly Runspace _runspace;

    internal ModuleSession()
    {
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        state.ImportPSModule(Checkout.ModulePath, Checkout.EmptyModulePath);
        _runspace = RunspaceFactory.CreateRunspace(state);
        _runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        _runspace.Open();
    }

    /// <summary>Sets a variable.</summary>
    internal void Set(string name, object? value) => _runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>Runs a script and gives what it writes.</summary>
    /// <exception cref="InvalidOperationException">It wrote an error: what it was to be timed for did not happen.</exception>
    internal PSDataCollection<PSObject> Run(string script)
    {
        PSDataCollection<PSObject> output = [];
        Run(script, output);
        return output;
    }

    /// <summary>Runs a script that writes to a collection while it runs.</summary>
    /// <exception cref="InvalidOperationException">It wrote an error.</exception>
    internal void Run(string script, PSDataCollection<PSObject> output)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript(script, useLocalScope: false).Invoke(input: null, output);
        if (shell.Streams.Error.Count > 0)
        {
            throw new InvalidOperationException($"{script} failed: {shell.Streams.Error[0]}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();
}
