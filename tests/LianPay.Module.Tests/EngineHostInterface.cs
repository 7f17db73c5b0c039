using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using System.Text;

namespace LianPay.Module.Tests;

/// <summary>The screen and keyboard of an <see cref="EngineHost"/>. A prompt without a queued answer fails, as it does under <c>-NonInteractive</c>.</summary>
internal sealed class EngineHostInterface : PSHostUserInterface
{
    private readonly ConcurrentQueue<string> _answers = new();
    private readonly ConcurrentQueue<string> _prompts = new();
    private readonly ConcurrentDictionary<(long Source, int Activity), string> _bars = new();
    private readonly ConcurrentQueue<IReadOnlyList<string>> _barsAtPrompts = new();
    private readonly StringBuilder _screen = new();
    private readonly Lock _gate = new();

    public override PSHostRawUserInterface RawUI { get; } = new EngineHostScreen();

    internal IReadOnlyList<string> Prompts => [.. _prompts];

    internal IReadOnlyList<IReadOnlyList<string>> BarsAtPrompts => [.. _barsAtPrompts];

    internal string Screen
    {
        get
        {
            lock (_gate)
            {
                return _screen.ToString();
            }
        }
    }

    public override void Write(string value)
    {
        lock (_gate)
        {
            _screen.Append(value);
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + "\n");

    public override void WriteErrorLine(string value) => WriteLine(value);

    // The streams are recorded by the shell: on the screen they would be there twice.
    public override void WriteDebugLine(string message)
    {
    }

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (record.RecordType == ProgressRecordType.Completed)
        {
            _bars.TryRemove((sourceId, record.ActivityId), out _);
        }
        else
        {
            _bars[(sourceId, record.ActivityId)] = record.Activity;
        }
    }

    public override void WriteVerboseLine(string message)
    {
    }

    public override void WriteWarningLine(string message)
    {
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        _prompts.Enqueue($"{caption}\n{message}");
        _barsAtPrompts.Enqueue([.. _bars.Values]);
        WriteLine($"{caption}\n{message}");
        if (!_answers.TryDequeue(out string? answer))
        {
            throw NoAnswer(message);
        }

        for (int index = 0; index < choices.Count; index++)
        {
            if (string.Equals(choices[index].Label.Replace("&", "", StringComparison.Ordinal), answer, StringComparison.Ordinal))
            {
                return index;
            }
        }

        throw new PSInvalidOperationException($"The prompt has no choice '{answer}'.");
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) => throw NoAnswer(message);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) => throw NoAnswer(message);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) => throw NoAnswer(message);

    public override string ReadLine() => _answers.TryDequeue(out string? answer) ? answer : throw NoAnswer("ReadLine");

    public override SecureString ReadLineAsSecureString() => throw NoAnswer("ReadLineAsSecureString");

    internal void Answer(string label) => _answers.Enqueue(label);

    internal void Clear()
    {
        lock (_gate)
        {
            _screen.Clear();
        }

        _prompts.Clear();
        _barsAtPrompts.Clear();
        _bars.Clear();
    }

    private static PSInvalidOperationException NoAnswer(string prompt) => new($"Nobody answers the prompt '{prompt}'.");
}
