using System.Globalization;
using System.Management.Automation.Host;

namespace LianPay.Module.Tests;

/// <summary>The host of an <see cref="Engine"/>: a screen that is recorded, and a person who answers prompts.</summary>
public sealed class EngineHost : PSHost
{
    private readonly EngineHostInterface _interface = new();

    /// <summary>What was written to the screen since the last script began.</summary>
    public string Screen => _interface.Screen;

    /// <summary>How wide the screen is, in cells.</summary>
    public int Width
    {
        get => _interface.RawUI.BufferSize.Width;
        set => _interface.RawUI.BufferSize = _interface.RawUI.WindowSize = new Size(value, _interface.RawUI.BufferSize.Height);
    }

    /// <summary>For each prompt, the titles of the progress bars that were on the screen with it.</summary>
    public IReadOnlyList<IReadOnlyList<string>> BarsAtPrompts => _interface.BarsAtPrompts;

    /// <summary>The prompts for a choice (<c>ShouldProcess</c>, <c>ShouldContinue</c>) that were shown: caption and message.</summary>
    public IReadOnlyList<string> Prompts => _interface.Prompts;

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture { get; } = CultureInfo.GetCultureInfo("en-US");

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override string Name => "LianPay tests";

    /// <inheritdoc/>
    public override Version Version { get; } = new(1, 0);

    /// <inheritdoc/>
    public override PSHostUserInterface UI => _interface;

    /// <summary>Queues the answer to the next prompt: the label of a choice without its ampersand, such as <c>Yes</c> or <c>No to All</c>.</summary>
    public void Answer(string label) => _interface.Answer(label);

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode)
    {
        // `exit` in a script ends the script, not the test run.
    }

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => throw new NotSupportedException("Nobody is here for a nested prompt.");

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => throw new NotSupportedException("Nobody is here for a nested prompt.");

    /// <inheritdoc/>
    public override void NotifyBeginApplication()
    {
        // Nothing on a recorded screen changes while a program runs.
    }

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
        // Nothing on a recorded screen changes while a program runs.
    }

    internal void Clear() => _interface.Clear();
}
