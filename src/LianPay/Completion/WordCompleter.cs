using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace LianPay.Completion;

/// <summary>Completes an argument out of a list of words.</summary>
internal abstract class WordCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        // A word that is begun with a quote comes with it.
        string begun = (wordToComplete ?? string.Empty).Trim('\'', '"');
        return Find(begun, fakeBoundParameters).Where(word => word.Text.StartsWith(begun, StringComparison.OrdinalIgnoreCase)).Select(word => word.ToResult());
    }

    /// <summary>The words; at least those that begin with what is typed.</summary>
    /// <param name="begun">What is typed, without quotes.</param>
    /// <param name="bound">The arguments that are typed already.</param>
    private protected abstract IEnumerable<CompletionWord> Find(string begun, IDictionary bound);
}
