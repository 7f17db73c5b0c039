using System.Globalization;
using System.Management.Automation.Host;

namespace LianPay.ScriptHost;

/// <summary>The engine's view of this program: its name, its culture, its screen and its exit code.</summary>
internal sealed class ScriptHost(ScriptHostUserInterface ui) : PSHost
{
    /// <summary>What <c>exit n</c> or <c>$Host.SetShouldExit(n)</c> asked for; 0 when the script did neither.</summary>
    public int ExitCode { get; private set; }

    public override string Name => "LianPay.ScriptHost";

    public override Version Version { get; } = typeof(ScriptHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI => ui;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    /// <summary>
    /// Reached by the choice Suspend of a confirmation. Returning asks the same question again; throwing would end a
    /// batch in its middle because of one wrong key.
    /// </summary>
    public override void EnterNestedPrompt() => ui.WriteWarningLine("This host has no nested prompt to suspend to.");

    public override void ExitNestedPrompt()
    {
        // There is no nested prompt to leave.
    }

    public override void NotifyBeginApplication() => ui.ClearProgress();

    public override void NotifyEndApplication()
    {
        // Native programs share the terminal as it is: nothing was changed for them, and nothing is restored.
    }
}
