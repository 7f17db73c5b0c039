using System.Management.Automation;
using LianPay.HelpBuilder.Model;

namespace LianPay.HelpBuilder;

/// <summary>What the help of every cmdlet must have.</summary>
internal static class Completeness
{
    /// <summary>The name under which <c>inputs</c>, <c>outputs</c> and <c>error</c> say that there are none.</summary>
    internal const string None = "None";

    private const int FewestExamples = 2;

    /// <summary>Checks one cmdlet.</summary>
    /// <returns>The defects; empty when the help is complete.</returns>
    public static IEnumerable<HelpDefect> Check(CommandHelp command) =>
        CheckTexts(command)
            .Concat(CheckExamples(command))
            .Concat(CheckPipeline(command))
            .Concat(CheckErrors(command))
            .Concat(CheckParameters(command));

    private static IEnumerable<HelpDefect> CheckTexts(CommandHelp command)
    {
        if (command.Synopsis.IsEmpty)
        {
            yield return new("HELP001", command.Name, $"no synopsis: write a <summary> on {command.ClassName}.");
        }

        if (command.Description.IsEmpty)
        {
            yield return new("HELP002", command.Name, $"no description: write <remarks> on {command.ClassName}.");
        }
    }

    private static IEnumerable<HelpDefect> CheckExamples(CommandHelp command)
    {
        if (command.Examples.Count < FewestExamples)
        {
            yield return new("HELP003", command.Name, $"{command.Examples.Count} example(s), at least {FewestExamples} are needed: write <example> on {command.ClassName}.");
        }

        foreach (ExampleHelp example in command.Examples)
        {
            if (example.Code.Length == 0)
            {
                yield return new("HELP004", command.Name, $"example {example.Number} has no <code>.");
            }
            else if (!example.Code.Contains(command.Name, StringComparison.OrdinalIgnoreCase))
            {
                yield return new("HELP004", command.Name, $"example {example.Number} does not use {command.Name}.");
            }

            if (example.Explanation.IsEmpty)
            {
                yield return new("HELP004", command.Name, $"example {example.Number} has no explanation: write a <para> after its <code>.");
            }
        }
    }

    private static IEnumerable<HelpDefect> CheckPipeline(CommandHelp command)
    {
        if (command.Inputs.Count == 0)
        {
            yield return new("HELP006", command.Name, $"takes pipeline input, but has no <inputs> on {command.ClassName}.");
        }

        if (command.Outputs.Count == 0)
        {
            yield return new("HELP005", command.Name, $"no outputs: write <outputs cref=\"...\">, or type=\"None\", on {command.ClassName}.");
            yield break;
        }

        foreach (TypeHelp type in command.Inputs.Concat(command.Outputs).Where(type => type.Description.IsEmpty && type.TypeName != None))
        {
            yield return new("HELP005", command.Name, $"the text of the input or output {type.TypeName} is empty.");
        }

        string[] documented = [.. command.Outputs.Select(output => output.TypeName)];
        foreach (string name in command.DeclaredOutputs.Except(documented, StringComparer.Ordinal))
        {
            yield return new("HELP005", command.Name, $"[OutputType] names {name}, and no <outputs> does.");
        }

        foreach (string name in documented.Except(command.DeclaredOutputs, StringComparer.Ordinal))
        {
            yield return new("HELP005", command.Name, $"<outputs> names {name}, and no [OutputType] does.");
        }
    }

    private static IEnumerable<HelpDefect> CheckErrors(CommandHelp command)
    {
        if (command.Errors.Count == 0)
        {
            yield return new("HELP008", command.Name, $"no error ids: write <error id=\"...\" category=\"...\"> on {command.ClassName}, or <error id=\"None\"/>.");
        }

        foreach (ErrorHelp error in command.Errors.Where(error => error.Id != None))
        {
            if (error.Id.Length == 0 || error.Description.IsEmpty)
            {
                yield return new("HELP008", command.Name, $"the <error> '{error.Id}' lacks its id or its text.");
            }

            if (!Enum.GetNames<ErrorCategory>().Contains(error.Category, StringComparer.Ordinal))
            {
                yield return new("HELP008", command.Name, $"the category '{error.Category}' of the <error> '{error.Id}' is not an ErrorCategory.");
            }
        }

        foreach (string id in command.Errors.GroupBy(error => error.Id, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            yield return new("HELP008", command.Name, $"the <error> '{id}' is there more than once.");
        }
    }

    private static IEnumerable<HelpDefect> CheckParameters(CommandHelp command) =>
        from parameter in command.Parameters
        where parameter.Description.IsEmpty
        select new HelpDefect("HELP007", command.Name, $"parameter -{parameter.Name} has no description: write a <summary> on its property.");
}
