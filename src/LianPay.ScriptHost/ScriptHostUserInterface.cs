using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;
using System.Security;

namespace LianPay.ScriptHost;

/// <summary>
/// Writes the streams where pwsh -File writes them: errors to standard error, everything else to standard output.
/// Asks on a terminal, and fails at once where nobody could answer.
/// </summary>
internal sealed class ScriptHostUserInterface : PSHostUserInterface
{
    private readonly Lock _lock = new();
    private readonly Terminal _terminal;
    private readonly TerminalPrompt _prompt;
    private readonly ProgressLine? _progress;
    private bool _outputIsError;

    public ScriptHostUserInterface(Terminal terminal, TimeProvider clock, CancellationToken stop)
    {
        _terminal = terminal;
        var input = new TerminalInput(stop);
        _prompt = new TerminalPrompt(this, input);
        RawUI = new ScriptHostRawUserInterface(terminal, input);
        _progress = terminal.ShowsProgress ? new ProgressLine(Console.Error, clock, () => Terminal.Width) : null;
    }

    public override PSHostRawUserInterface RawUI { get; }

    public override bool SupportsVirtualTerminal => _terminal.UsesColour;

    public override void Write(string value) => WriteOutput(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        WriteOutput(Paint(foregroundColor, backgroundColor, value));

    public override void WriteLine(string value) => WriteOutput(value + Environment.NewLine);

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        WriteOutput(Paint(foregroundColor, backgroundColor, value) + Environment.NewLine);

    public override void WriteWarningLine(string message) =>
        WriteStyledLine(PSStyle.Instance.Formatting.Warning, "WARNING: " + message);

    public override void WriteVerboseLine(string message) =>
        WriteStyledLine(PSStyle.Instance.Formatting.Verbose, "VERBOSE: " + message);

    public override void WriteDebugLine(string message) =>
        WriteStyledLine(PSStyle.Instance.Formatting.Debug, "DEBUG: " + message);

    public override void WriteErrorLine(string value) => WriteError(value + Environment.NewLine);

    /// <summary>
    /// From now on output is error output: the script is over, and what follows is the error that ended it. Only a command
    /// can write to the error stream, and it would put its own position in place of the script's.
    /// </summary>
    public void DirectOutputToError() => _outputIsError = true;

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_lock)
        {
            _progress?.Show(sourceId, record);
        }
    }

    /// <summary>Wipes out the line of progress, before anything else uses the terminal.</summary>
    public void ClearProgress()
    {
        lock (_lock)
        {
            _progress?.Clear();
        }
    }

    public override string ReadLine()
    {
        _terminal.DemandPerson();
        return _prompt.ReadLine();
    }

    public override SecureString ReadLineAsSecureString()
    {
        _terminal.DemandPerson();
        return _prompt.ReadSecret();
    }

    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions)
    {
        _terminal.DemandPerson();
        return _prompt.AskFields(caption, message, descriptions);
    }

    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        _terminal.DemandPerson();
        return _prompt.AskChoice(caption, message, choices, defaultChoice);
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(
            caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options)
    {
        _terminal.DemandPerson();
        return _prompt.AskCredential(caption, message, userName);
    }

    private void WriteStyledLine(string style, string text) =>
        WriteOutput((_terminal.UsesColour ? style + text + PSStyle.Instance.Reset : text) + Environment.NewLine);

    private void WriteOutput(string value)
    {
        if (_outputIsError)
        {
            WriteError(value);
            return;
        }

        lock (_lock)
        {
            _progress?.Clear();
            Console.Out.Write(Render(value, _terminal.UsesColour));
        }
    }

    private void WriteError(string value)
    {
        lock (_lock)
        {
            _progress?.Clear();
            Console.Error.Write(Render(value, _terminal.ErrorUsesColour));
        }
    }

    private string Paint(ConsoleColor foreground, ConsoleColor background, string value) =>
        _terminal.UsesColour
            ? PSStyle.MapForegroundColorToEscapeSequence(foreground)
                + PSStyle.MapBackgroundColorToEscapeSequence(background) + value + PSStyle.Instance.Reset
            : value;

    /// <summary>Takes the escape sequences of colours out again where they would be noise, as in a log file.</summary>
    private static string Render(string value, bool colour) =>
        colour || !value.Contains('\e', StringComparison.Ordinal)
            ? value
            : new StringDecorated(value).ToString(OutputRendering.PlainText);
}
