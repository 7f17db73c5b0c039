using System.Management.Automation;

namespace LianPay.ScriptHost;

/// <summary>What the standard streams are connected to, found once at the start.</summary>
/// <param name="CanAsk">True when a person can read a question and answer it.</param>
/// <param name="UsesColour">True when output may hold colours.</param>
/// <param name="ErrorUsesColour">True when error output may hold colours.</param>
/// <param name="ShowsProgress">True when a line of progress may be drawn and wiped out.</param>
internal sealed record Terminal(bool CanAsk, bool UsesColour, bool ErrorUsesColour, bool ShowsProgress)
{
    /// <summary>Wide enough for tables in a log, and the same on every machine.</summary>
    private const int WidthWithoutTerminal = 120;

    private const int HeightWithoutTerminal = 50;

    /// <summary>The width of a line in cells.</summary>
    public static int Width => Console.IsOutputRedirected ? WidthWithoutTerminal : Positive(Console.WindowWidth, WidthWithoutTerminal);

    /// <summary>The height of the screen in lines.</summary>
    public static int Height => Console.IsOutputRedirected ? HeightWithoutTerminal : Positive(Console.WindowHeight, HeightWithoutTerminal);

    /// <summary>Looks at the standard streams and at the variables by which a user switches colours off.</summary>
    public static Terminal Detect(bool nonInteractive)
    {
        bool output = !Console.IsOutputRedirected;
        bool error = !Console.IsErrorRedirected;
        bool colour = AllowsColour();
        return new Terminal(
            CanAsk: output && !Console.IsInputRedirected && !nonInteractive,
            UsesColour: output && colour,
            ErrorUsesColour: error && colour,
            ShowsProgress: output && error);
    }

    /// <summary>
    /// A question that nobody can answer would hang a scheduled task for ever. The exception is the one of
    /// pwsh -NonInteractive, which the engine knows: for a missing mandatory parameter it then names the parameter.
    /// </summary>
    /// <exception cref="PSInvalidOperationException">Nobody can be asked.</exception>
    public void DemandPerson()
    {
        if (!CanAsk)
        {
            throw new PSInvalidOperationException(
                "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available. "
                + "Pass every mandatory parameter, and -Confirm:$false to a command that would ask for confirmation.");
        }
    }

    private static bool AllowsColour()
    {
        // https://no-color.org: present and not empty, whatever its value.
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")))
        {
            return false;
        }

        // The old Windows console prints escape sequences as text until it is told otherwise; Windows Terminal reads them.
        return OperatingSystem.IsWindows()
            ? Environment.GetEnvironmentVariable("WT_SESSION") is not null
            : Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
    }

    /// <summary>A pseudo-terminal that nobody sized reports zero.</summary>
    private static int Positive(int size, int fallback) => size > 0 ? size : fallback;
}
