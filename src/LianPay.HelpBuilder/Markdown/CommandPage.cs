using System.Globalization;
using System.Text;
using LianPay.HelpBuilder.Model;

namespace LianPay.HelpBuilder.Markdown;

/// <summary>The reference page of one cmdlet.</summary>
internal sealed class CommandPage
{
    private readonly CommandHelp _command;
    private readonly MarkdownText _text;
    private readonly StringBuilder _page = new();

    private CommandPage(CommandHelp command, IReadOnlyCollection<string> commandNames)
    {
        _command = command;
        _text = new MarkdownText(commandNames, command.Name);
    }

    /// <summary>Writes the page. The same model gives the same text, with line feeds alone.</summary>
    public static string Write(CommandHelp command, IReadOnlyCollection<string> commandNames) => new CommandPage(command, commandNames).Write();

    private string Write()
    {
        _page.Append(CultureInfo.InvariantCulture, $"# {_command.Name}\n\n{_text.Blocks(_command.Synopsis)}");
        Heading("Syntax");
        _page.Append(MarkdownText.Code(SyntaxLines.Write(_command)));
        Heading("Description");
        _page.Append(_text.Blocks(_command.Description));
        Heading("Examples");
        _page.AppendJoin('\n', _command.Examples.Select(Example));
        Heading("Parameters");
        _page.AppendJoin('\n', _command.Parameters.Select(Parameter));
        Heading("Inputs");
        _page.AppendJoin('\n', _command.Inputs.Select(Type));
        Heading("Outputs");
        _page.AppendJoin('\n', _command.Outputs.Select(Type));
        Heading("Errors");
        WriteErrors();
        if (_command.Links.Count > 0)
        {
            Heading("Related");
            _page.AppendJoin("", _command.Links.Select(link => link.Uri is null ? $"- {_text.Link(link.Text)}\n" : $"- [{MarkdownText.Escape(link.Text)}]({link.Uri})\n"));
        }

        return _page.ToString();
    }

    private void Heading(string title) => _page.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n");

    private string Example(ExampleHelp example)
    {
        string title = example.Title.Length == 0 ? $"Example {example.Number}" : $"Example {example.Number}: {MarkdownText.Escape(example.Title)}";
        return $"### {title}\n\n{MarkdownText.Code(example.Code)}\n{_text.Blocks(example.Explanation)}";
    }

    private string Parameter(ParameterHelp parameter)
    {
        StringBuilder section = new();
        section.Append(CultureInfo.InvariantCulture, $"### -{parameter.Name}\n\n{_text.Blocks(parameter.Description)}\n");
        foreach ((string name, string? value) in Facts(parameter))
        {
            section.Append(value is null ? "" : $"- {name}: {value}\n");
        }

        return section.ToString();
    }

    private IEnumerable<(string Name, string? Value)> Facts(ParameterHelp parameter)
    {
        (SyntaxHelp Set, ParameterUse Use)[] uses =
        [
            .. from syntax in _command.Syntaxes
               from use in syntax.Parameters
               where use.Parameter.Name == parameter.Name
               select (syntax, use),
        ];
        string[] mandatoryIn = [.. uses.Where(use => use.Use.IsMandatory).Select(use => use.Set.Name)];
        bool isInEverySet = uses.Length == _command.Syntaxes.Count;

        yield return ("Type", MarkdownText.Typed(parameter.TypeName));
        yield return ("Parameter sets", isInEverySet ? null : string.Join(", ", uses.Select(use => use.Set.Name)));
        yield return ("Required", mandatoryIn.Length == 0 ? null : mandatoryIn.Length == uses.Length ? "yes" : "in " + string.Join(", ", mandatoryIn));
        yield return ("Position", uses.Select(use => use.Use.Position).FirstOrDefault(position => position is not null)?.ToString(CultureInfo.InvariantCulture));
        yield return ("Default", parameter.DefaultValue is null || parameter.IsSwitch ? null : MarkdownText.Escape(parameter.DefaultValue));
        yield return ("Accepted values", parameter.AcceptedValues.Count == 0 ? null : string.Join(", ", parameter.AcceptedValues.Select(MarkdownText.Typed)));
        yield return ("Aliases", parameter.Aliases.Count == 0 ? null : string.Join(", ", parameter.Aliases.Select(MarkdownText.Typed)));
        yield return ("Pipeline input", PipelineInput(uses.Any(use => use.Use.ByValue), uses.Any(use => use.Use.ByPropertyName)));
        yield return ("Wildcards", parameter.AcceptsWildcards ? "yes" : null);
    }

    private static string? PipelineInput(bool byValue, bool byPropertyName) => (byValue, byPropertyName) switch
    {
        (true, true) => "the object, or its property of this name",
        (true, false) => "the object",
        (false, true) => "the object's property of this name",
        _ => null,
    };

    private string Type(TypeHelp type) => type.TypeName == Completeness.None
        ? $"None. {_text.Blocks(type.Description)}"
        : $"{string.Join(", ", type.TypeName.Split(", ").Select(MarkdownText.Typed))}: {_text.Blocks(type.Description)}";

    private void WriteErrors()
    {
        if (_command.Errors is [{ Id: Completeness.None }])
        {
            _page.Append("This cmdlet writes no errors of its own.\n");
            return;
        }

        _page.Append("| `FullyQualifiedErrorId` begins with | category | meaning |\n|---|---|---|\n");
        foreach (ErrorHelp error in _command.Errors)
        {
            _page.Append(CultureInfo.InvariantCulture, $"| `{error.Id}` | {error.Category} | {_text.Cell(error.Description)} |\n");
        }
    }
}
