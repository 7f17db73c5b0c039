using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.PowerShell;

namespace LianPay.Module.Tests;

/// <summary>One runspace of the real engine, with a module imported as a user does: by the path of its manifest.</summary>
/// <remarks>
/// Each test makes its own, so that tests share no state and run in parallel. The engine package holds
/// <c>Microsoft.PowerShell.Core</c> alone: there is no <c>Select-Object</c>, <c>ConvertTo-Json</c> or <c>Out-String</c>;
/// what a user would see on the screen is <see cref="EngineRun.Screen"/> of a script that ends in <c>| Out-Host</c>.
/// </remarks>
public sealed class Engine : IDisposable
{
    private readonly Runspace _runspace;

    static Engine() => Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

    /// <summary>Opens a runspace with the project's module imported.</summary>
    public Engine()
        : this(ManifestPath)
    {
    }

    /// <summary>Opens a runspace with other modules imported, or with none.</summary>
    /// <param name="modulePaths">Paths of manifests or of module assemblies.</param>
    public Engine(params string[] modulePaths)
    {
        var state = InitialSessionState.CreateDefault2();
        state.ThrowOnRunspaceOpenError = true;
        if (OperatingSystem.IsWindows())
        {
            // A manifest with format files does not load under the default policy of a client.
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        state.ImportPSModule(modulePaths);
        _runspace = RunspaceFactory.CreateRunspace(Host, state);
        _runspace.Open();
    }

    /// <summary>The root of the checkout: the folder of <c>LianPay.psd1</c> and <c>LianPay.sln</c>.</summary>
    public static string CheckoutRoot { get; } = Path.TrimEndingDirectorySeparator(typeof(Engine).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "CheckoutRoot").Value!);

    /// <summary>
    /// The manifest of the module under test: that of the variable <c>LIANPAY_MODULE_PATH</c>, a full path, for a packaged
    /// module; else the one that the build left importable in the checkout.
    /// </summary>
    public static string ManifestPath { get; } =
        Environment.GetEnvironmentVariable("LIANPAY_MODULE_PATH") is { Length: > 0 } path ? path : Path.Combine(CheckoutRoot, "LianPay.psd1");

    /// <summary>The folder of the module under test.</summary>
    public static string ModuleRoot { get; } = Path.GetDirectoryName(ManifestPath)!;

    /// <summary>The host that the scripts meet: it records what is written to it and answers prompts from a queue.</summary>
    public EngineHost Host { get; } = new();

    /// <summary>Sets a variable of the runspace: the way for a test to hand objects to a script.</summary>
    public void Set(string name, object? value) => _runspace.SessionStateProxy.SetVariable(name, value);

    /// <summary>Reads a variable of the runspace.</summary>
    public object? Get(string name) => _runspace.SessionStateProxy.GetVariable(name);

    /// <summary>Runs a script to its end.</summary>
    /// <exception cref="RuntimeException">The script ended in a terminating error.</exception>
    public EngineRun Run(string script)
    {
        EngineRun run = Try(script);
        if (run.Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        return run;
    }

    /// <summary>Runs a script to its end or to its terminating error, which is then <see cref="EngineRun.Failure"/>.</summary>
    public EngineRun Try(string script)
    {
        using RunningScript running = Start(script);
        return running.Wait();
    }

    /// <summary>Starts a script and returns at once: for a test that stops it as Ctrl+C does.</summary>
    public RunningScript Start(string script)
    {
        Host.Clear();
        var shell = PowerShell.Create(_runspace);
        shell.AddScript(script, useLocalScope: false);
        return new RunningScript(shell, Host);
    }

    /// <summary>The cmdlets of a module as the engine describes them.</summary>
    public Collection<CmdletInfo> Cmdlets(string moduleName)
    {
        var cmdlets = new Collection<CmdletInfo>();
        foreach (CmdletInfo cmdlet in Run($"Get-Command -Module '{moduleName}' -CommandType Cmdlet").Output.Select(item => item.BaseObject).Cast<CmdletInfo>())
        {
            cmdlets.Add(cmdlet);
        }

        return cmdlets;
    }

    /// <inheritdoc/>
    public void Dispose() => _runspace.Dispose();
}
