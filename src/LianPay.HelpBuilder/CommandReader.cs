using System.Collections.Immutable;
using System.Management.Automation;
using System.Xml.Linq;
using LianPay.HelpBuilder.Documentation;
using LianPay.HelpBuilder.Model;

namespace LianPay.HelpBuilder;

/// <summary>Makes the help of one cmdlet.</summary>
internal sealed class CommandReader(XmlDocumentation documentation, NameResolver names)
{
    private static readonly ImmutableHashSet<string> CommonParameters =
        Cmdlet.CommonParameters.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);

    private readonly DocTextReader _text = new(names);
    private readonly ParameterReader _parameters = new(documentation, names);

    /// <summary>Joins the engine's description with the doc comment. What the comment lacks is empty: <see cref="Completeness"/> judges it.</summary>
    public CommandHelp Read(CmdletInfo cmdlet)
    {
        XElement comment = documentation.Of(cmdlet.ImplementingType);
        CommandParameterInfo[] infos =
        [
            .. cmdlet.ParameterSets.SelectMany(set => set.Parameters)
                .Where(info => !CommonParameters.Contains(info.Name))
                .DistinctBy(info => info.Name, StringComparer.OrdinalIgnoreCase),
        ];
        var parameters = infos.ToDictionary(
            info => info.Name, info => _parameters.Read(cmdlet, info), StringComparer.OrdinalIgnoreCase);
        SyntaxHelp[] syntaxes =
        [
            .. cmdlet.ParameterSets.OrderByDescending(set => set.IsDefault).Select(set => ReadSyntax(set, parameters)),
        ];
        return new CommandHelp
        {
            Name = cmdlet.Name,
            Verb = cmdlet.Verb,
            Noun = cmdlet.Noun,
            ClassName = cmdlet.ImplementingType.FullName!,
            Synopsis = _text.Read(comment.Element("summary")),
            Description = _text.Read(comment.Element("remarks")),
            Syntaxes = syntaxes,
            Parameters = [.. parameters.Values.OrderBy(parameter => parameter.Name, StringComparer.Ordinal)],
            Inputs = ReadInputs(comment, syntaxes),
            Outputs = [.. comment.Elements("outputs").Select(ReadType)],
            DeclaredOutputs = [.. cmdlet.OutputType.Select(DeclaredName).Distinct(StringComparer.Ordinal)],
            Errors =
            [
                .. comment.Elements("error").Select(error => new ErrorHelp(
                    (string?)error.Attribute("id") ?? "", (string?)error.Attribute("category") ?? "", _text.Read(error))),
            ],
            Examples = [.. comment.Elements("example").Select((example, index) => ReadExample(example, index + 1))],
            Links = [.. comment.Elements("seealso").Select(ReadLink)],
        };
    }

    private static SyntaxHelp ReadSyntax(CommandParameterSetInfo set, Dictionary<string, ParameterHelp> parameters) => new(
        set.Name,
        set.IsDefault,
        [
            .. set.Parameters.Where(info => parameters.ContainsKey(info.Name))
                .Select(info => new ParameterUse(
                    parameters[info.Name],
                    info.Position >= 0 ? info.Position : null,
                    info.IsMandatory,
                    info.ValueFromPipeline,
                    info.ValueFromPipelineByPropertyName))
                .OrderBy(use => use.Position ?? int.MaxValue)
                .ThenByDescending(use => use.IsMandatory)
                .ThenBy(use => Cmdlet.OptionalCommonParameters.Contains(use.Parameter.Name)),
        ]);

    private static string DeclaredName(PSTypeName type) => type.Type == typeof(void) ? Completeness.None : type.Name;

    private TypeHelp[] ReadInputs(XElement comment, SyntaxHelp[] syntaxes)
    {
        TypeHelp[] inputs = [.. comment.Elements("inputs").Select(ReadType)];
        bool takesInput = syntaxes.SelectMany(syntax => syntax.Parameters).Any(use => use.ByValue || use.ByPropertyName);
        return inputs.Length == 0 && !takesInput
            ? [new TypeHelp(Completeness.None, DocText.Plain("You cannot pipe objects to this cmdlet."))]
            : inputs;
    }

    private TypeHelp ReadType(XElement element) => new(
        (string?)element.Attribute("cref") is { } cref ? NameResolver.TypeName(cref) : (string?)element.Attribute("type") ?? "",
        _text.Read(element));

    private ExampleHelp ReadExample(XElement example, int number)
    {
        XNode[] nodes = [.. example.Nodes()];
        XElement[] code = [.. example.Elements("code")];
        DocText title = _text.Read(nodes.TakeWhile(node => node != code.FirstOrDefault()));
        DocText explanation = code.Length == 0 ? DocText.Empty : _text.Read(code[^1].NodesAfterSelf());
        return new ExampleHelp(
            number,
            string.Join(' ', title.Blocks.Select(block => block.PlainText)).TrimEnd('.', ':'),
            string.Join("\n\n", code.Select(DocTextReader.ReadCode)),
            explanation);
    }

    private LinkHelp ReadLink(XElement element)
    {
        DocInline link = names.Resolve(element);
        return new LinkHelp(link.Text, link.Uri);
    }
}
