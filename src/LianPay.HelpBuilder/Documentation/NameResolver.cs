using System.Xml.Linq;
using LianPay.HelpBuilder.Model;

namespace LianPay.HelpBuilder.Documentation;

/// <summary>Says what a reader of the help calls the things that a doc comment refers to.</summary>
/// <param name="commandNames">The names of the module's cmdlets, by the full name of the class.</param>
internal sealed class NameResolver(IReadOnlyDictionary<string, string> commandNames)
{
    /// <summary>The words of C# that have another form in PowerShell.</summary>
    private static readonly Dictionary<string, string> Keywords = new(StringComparer.Ordinal)
    {
        ["null"] = "$null",
        ["true"] = "$true",
        ["false"] = "$false",
    };

    /// <summary>Resolves a <c>c</c>, <c>paramref</c> or <c>see</c>.</summary>
    public DocInline Resolve(XElement element)
    {
        if ((string?)element.Attribute("name") is { } parameter)
        {
            return Code("-" + parameter);
        }

        if ((string?)element.Attribute("langword") is { } keyword)
        {
            return Code(Keywords.GetValueOrDefault(keyword, keyword));
        }

        if ((string?)element.Attribute("href") is { } uri)
        {
            return new DocInline(DocInlineKind.Link, element.Value.Length == 0 ? uri : element.Value, uri);
        }

        return (string?)element.Attribute("cref") is { } id ? ResolveId(id, element.Value) : Code(element.Value);
    }

    /// <summary>The full name of the type of a <c>cref</c>, as the engine writes it.</summary>
    public static string TypeName(string cref) => cref.StartsWith("T:", StringComparison.Ordinal) ? cref[2..] : cref;

    private DocInline ResolveId(string id, string content)
    {
        string name = id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (commandNames.TryGetValue(name, out string? command))
        {
            return new DocInline(DocInlineKind.Command, command);
        }

        if (content.Length > 0)
        {
            return Code(content);
        }

        string withoutArguments = name.Split('(')[0];
        int dot = withoutArguments.LastIndexOf('.');
        string member = withoutArguments[(dot + 1)..];
        bool isParameter = id.StartsWith("P:", StringComparison.Ordinal) && commandNames.ContainsKey(withoutArguments[..dot]);
        return Code(isParameter ? "-" + member : member);
    }

    private static DocInline Code(string text) => new(DocInlineKind.Code, text);
}
