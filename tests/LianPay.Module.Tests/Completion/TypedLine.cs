using System.Management.Automation;

namespace LianPay.Module.Tests.Completion;

/// <summary>A line that somebody has typed so far, and presses Tab.</summary>
internal static class TypedLine
{
    internal static CompletionResult[] Complete(this Engine engine, string line)
    {
        engine.Set("line", line);
        EngineRun run = EngineAssert.Clean(engine.Try("[System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches"));
        Assert.Empty(run.Warnings);
        return [.. run.Output.Select(item => item.BaseObject).Cast<CompletionResult>()];
    }

    /// <summary>What is put on the line.</summary>
    internal static string[] Texts(this CompletionResult[] matches) => [.. matches.Select(match => match.CompletionText)];
}
