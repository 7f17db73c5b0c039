using System.Management.Automation;
using System.Management.Automation.Runspaces;
using LianPay.HelpBuilder.Documentation;
using LianPay.HelpBuilder.Model;
using Microsoft.PowerShell;

namespace LianPay.HelpBuilder;

/// <summary>Imports a module in the real engine and joins what the engine says of its cmdlets with their doc comments.</summary>
internal static class ModuleReader
{
    /// <summary>Reads the exported cmdlets of a module.</summary>
    /// <param name="modulePath">The manifest or assembly.</param>
    /// <param name="documentation">The doc comments of the assembly.</param>
    /// <exception cref="HelpBuildException">The engine cannot import the module.</exception>
    public static ModuleHelp Read(string modulePath, XmlDocumentation documentation)
    {
        // Before the first use of the engine, which sends telemetry from its static constructor on.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        PSModuleInfo module = Import(runspace, modulePath);
        CmdletInfo[] cmdlets = [.. module.ExportedCmdlets.Values.OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal)];
        var names = new NameResolver(cmdlets.ToDictionary(cmdlet => cmdlet.ImplementingType.FullName!, cmdlet => cmdlet.Name, StringComparer.Ordinal));
        var reader = new CommandReader(documentation, names);
        return new ModuleHelp(Path.GetFileName(module.RootModule ?? module.Path), [.. cmdlets.Select(reader.Read)]);
    }

    private static PSModuleInfo Import(Runspace runspace, string modulePath)
    {
        using var shell = PowerShell.Create(runspace);
        shell.AddCommand("Import-Module")
            .AddParameter("Name", Path.GetFullPath(modulePath))
            .AddParameter("PassThru")
            .AddParameter("ErrorAction", ActionPreference.Stop);
        try
        {
            return shell.Invoke<PSModuleInfo>().Single();
        }
        catch (RuntimeException error)
        {
            throw new HelpBuildException(error.Message, error);
        }
    }
}
