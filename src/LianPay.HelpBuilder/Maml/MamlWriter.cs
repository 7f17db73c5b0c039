using System.Text;
using System.Xml;
using System.Xml.Linq;
using LianPay.HelpBuilder.Model;
using static LianPay.HelpBuilder.Maml.MamlNames;

namespace LianPay.HelpBuilder.Maml;

/// <summary>Writes the file that <c>Get-Help</c> reads.</summary>
internal static class MamlWriter
{
    private const string ErrorsHeading = "Errors, by the id with which FullyQualifiedErrorId begins:";

    /// <summary>Writes the help of cmdlets. The same model gives the same bytes.</summary>
    public static void Write(IEnumerable<CommandHelp> commands, string path)
    {
        var settings = new XmlWriterSettings { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };
        using var writer = XmlWriter.Create(path, settings);
        new XDocument(
            new XElement(
                Msh + "helpItems",
                new XAttribute("schema", "maml"),
                new XAttribute(XNamespace.Xmlns + "maml", Common),
                new XAttribute(XNamespace.Xmlns + "command", Command),
                new XAttribute(XNamespace.Xmlns + "dev", Dev),
                commands.Select(WriteCommand))).Save(writer);
    }

    private static XElement WriteCommand(CommandHelp command) => new(
        Command + "command",
        new XElement(
            Command + "details",
            new XElement(Command + "name", command.Name),
            MamlText.Description(command.Synopsis),
            new XElement(Command + "verb", command.Verb),
            new XElement(Command + "noun", command.Noun)),
        MamlText.Description(command.Description),
        new XElement(Command + "syntax", command.Syntaxes.Select(syntax => MamlParameters.WriteSyntax(command.Name, syntax))),
        new XElement(Command + "parameters", command.Parameters.Select(parameter => MamlParameters.WriteParameter(command, parameter))),
        new XElement(Command + "inputTypes", command.Inputs.Select(type => WriteType("inputType", type))),
        new XElement(Command + "returnValues", command.Outputs.Select(type => WriteType("returnValue", type))),
        WriteNotes(command.Errors),
        new XElement(Command + "examples", command.Examples.Select(WriteExample)),
        new XElement(Command + "relatedLinks", command.Links.Select(WriteLink)));

    private static XElement WriteType(string name, TypeHelp type) => new(
        Command + name,
        new XElement(Dev + "type", new XElement(Common + "name", type.TypeName)),
        MamlText.Description(type.Description));

    private static XElement WriteNotes(IReadOnlyList<ErrorHelp> errors) => new(
        Common + "alertSet",
        new XElement(
            Common + "alert",
            errors is [{ Id: Completeness.None }]
                ? MamlText.Paragraph("This cmdlet writes no errors of its own.")
                : (object)errors.SelectMany(WriteError).Prepend(MamlText.Paragraph(ErrorsHeading))));

    private static IEnumerable<XElement> WriteError(ErrorHelp error) =>
        MamlText.Paragraphs(error.Description, lead: $"{error.Id} ({error.Category}): ");

    private static XElement WriteExample(ExampleHelp example) => new(
        Command + "example",
        new XElement(Common + "title", $"-------- Example {example.Number}{(example.Title.Length == 0 ? "" : ": " + example.Title)} --------"),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", MamlText.Paragraphs(example.Explanation), BlankLine()));

    /// <summary>The engine's view sets the title of the next example directly below the text.</summary>
    private static XElement BlankLine() => MamlText.Paragraph("");

    private static XElement WriteLink(LinkHelp link) => new(
        Common + "navigationLink",
        new XElement(Common + "linkText", link.Text),
        new XElement(Common + "uri", link.Uri ?? ""));
}
