using System.Globalization;
using System.Xml.Linq;
using LianPay.HelpBuilder.Model;
using static LianPay.HelpBuilder.Maml.MamlNames;

namespace LianPay.HelpBuilder.Maml;

/// <summary>Parameters and syntax lines in the help format.</summary>
internal static class MamlParameters
{
    /// <summary>A syntax line: the parameters as one parameter set uses them.</summary>
    public static XElement WriteSyntax(string commandName, SyntaxHelp syntax) => new(
        Command + "syntaxItem",
        new XElement(Common + "name", commandName),
        syntax.Parameters.Select(use => Write(use, inSyntax: true)));

    /// <summary>A parameter as the list of parameters shows it: once, with what holds in any of its sets.</summary>
    public static XElement WriteParameter(CommandHelp command, ParameterHelp parameter)
    {
        ParameterUse[] uses =
        [
            .. command.Syntaxes.SelectMany(syntax => syntax.Parameters).Where(use => use.Parameter.Name == parameter.Name),
        ];
        return Write(
            new ParameterUse(
                parameter,
                uses.Select(use => use.Position).FirstOrDefault(position => position is not null),
                uses.All(use => use.IsMandatory),
                uses.Any(use => use.ByValue),
                uses.Any(use => use.ByPropertyName)),
            inSyntax: false);
    }

    private static XElement Write(ParameterUse use, bool inSyntax)
    {
        ParameterHelp parameter = use.Parameter;
        return new XElement(
            Command + "parameter",
            new XAttribute("required", use.IsMandatory ? "true" : "false"),
            new XAttribute("variableLength", "false"),
            new XAttribute("globbing", parameter.AcceptsWildcards ? "true" : "false"),
            new XAttribute("pipelineInput", PipelineInput(use)),
            new XAttribute("position", use.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
            new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
            new XElement(Common + "name", parameter.Name),
            MamlText.Description(WithAcceptedValues(parameter)),
            inSyntax ? WriteValueInSyntax(parameter) : WriteValue(parameter),
            new XElement(Dev + "type", new XElement(Common + "name", parameter.TypeName), new XElement(Common + "uri")),
            new XElement(Dev + "defaultValue", parameter.DefaultValue ?? "None"));
    }

    private static string PipelineInput(ParameterUse use) => (use.ByValue, use.ByPropertyName) switch
    {
        (false, false) => "False",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        (true, true) => "True (ByValue, ByPropertyName)",
    };

    /// <summary>The list of parameters has no place for the accepted values, so the description ends with them.</summary>
    private static DocText WithAcceptedValues(ParameterHelp parameter) => parameter.AcceptedValues.Count == 0
        ? parameter.Description
        : parameter.Description.With(new DocBlock(
            DocBlockKind.Paragraph, [new DocInline(DocInlineKind.Plain, $"Accepted values: {string.Join(", ", parameter.AcceptedValues)}.")]));

    private static XElement? WriteValueInSyntax(ParameterHelp parameter)
    {
        if (parameter.IsSwitch)
        {
            return null;
        }

        return parameter.AcceptedValues.Count == 0
            ? WriteValue(parameter)
            : new XElement(Command + "parameterValueGroup", parameter.AcceptedValues.Select(value => Value(value, required: false)));
    }

    private static XElement WriteValue(ParameterHelp parameter) => Value(parameter.TypeName, required: !parameter.IsSwitch);

    private static XElement Value(string text, bool required) => new(
        Command + "parameterValue",
        new XAttribute("required", required ? "true" : "false"),
        new XAttribute("variableLength", "false"),
        text);
}
