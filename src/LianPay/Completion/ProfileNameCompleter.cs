using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using LianPay.Core.Keys;
using LianPay.Core.Profiles;

namespace LianPay.Completion;

/// <summary>The names of the profiles in the file that is meant, with where each leads.</summary>
/// <remarks>It is asked in the middle of a line that somebody types: whatever is wrong with the file, it offers nothing and says nothing.</remarks>
internal sealed class ProfileNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string begun = (wordToComplete ?? string.Empty).Trim('\'', '"');
        string? path = (fakeBoundParameters["ProfilePath"] ?? fakeBoundParameters["Path"])?.ToString();
        return [.. Read(path).Where(profile => profile.Name.StartsWith(begun, StringComparison.OrdinalIgnoreCase)).Select(ResultOf)];
    }

    private static IReadOnlyList<ConnectionProfile> Read(string? path)
    {
        try
        {
            return path is null ? ProfileFile.OfUser().Read()
                : KeyPath.IsKeyText(path) ? []
                : new ProfileFile(FullPath(path)).Read();
        }
        catch (Exception exception) when (exception is ProfileException or RuntimeException)
        {
            return [];
        }
    }

    /// <summary>Of the session's location, which is another than the process's.</summary>
    private static string FullPath(string path)
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddScript("param($path) $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($path)").AddArgument(path).Invoke<string>()[0];
    }

    private static CompletionResult ResultOf(ConnectionProfile profile)
    {
        (string name, ConnectionSettings settings) = profile;
        string meaning = $"{(settings.IsProduction ? nameof(LianPayEnvironment.Production) : nameof(LianPayEnvironment.Sandbox))} ({ConnectionRules.AddressOf(settings).Authority}, merchant {settings.PartnerId})";

        // Quoted when the engine would take it apart, or for a number.
        bool isPlain = char.IsAsciiLetter(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
        return new CompletionResult(isPlain ? name : $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'", name, CompletionResultType.ParameterValue, meaning);
    }
}
