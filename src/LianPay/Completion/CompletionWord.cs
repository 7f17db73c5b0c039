using System.Management.Automation;
using System.Management.Automation.Language;

namespace LianPay.Completion;

/// <summary>One thing that may be meant.</summary>
/// <param name="Text">The value.</param>
/// <param name="Label">What a menu shows: the value, perhaps with a word on it.</param>
/// <param name="Meaning">What it means, for the tooltip.</param>
/// <param name="IsId">True for a value of digits that is text: without quotes the engine would make a number of it.</param>
internal sealed record CompletionWord(string Text, string Label, string Meaning, bool IsId = false)
{
    internal CompletionResult ToResult() => new(
        IsId ? $"'{CodeGeneration.EscapeSingleQuotedStringContent(Text)}'" : Text, Label, CompletionResultType.ParameterValue, Meaning);
}
