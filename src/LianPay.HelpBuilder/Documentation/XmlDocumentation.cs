using System.Reflection;
using System.Xml.Linq;

namespace LianPay.HelpBuilder.Documentation;

/// <summary>The compiler's file of doc comments, by the id of the member.</summary>
internal sealed class XmlDocumentation
{
    private static readonly XElement NoComment = new("member");

    private readonly Dictionary<string, XElement> _members;

    private XmlDocumentation(XDocument document) =>
        _members = document.Descendants("member").ToDictionary(member => (string?)member.Attribute("name") ?? "", StringComparer.Ordinal);

    /// <summary>Reads the file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="System.Xml.XmlException">It is not XML.</exception>
    public static XmlDocumentation Load(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return new XmlDocumentation(XDocument.Load(stream, LoadOptions.PreserveWhitespace));
    }

    /// <summary>The comment of a type; without children when it has none.</summary>
    public XElement Of(Type type) => Find("T:" + IdOf(type));

    /// <summary>The comment of a property, from the class that declares it, or from the nearest one that it overrides.</summary>
    public XElement Of(PropertyInfo property)
    {
        XElement comment = Find($"P:{IdOf(property.DeclaringType!)}.{property.Name}");
        if (comment.HasElements || property.DeclaringType!.BaseType is not { } baseType)
        {
            return comment;
        }

        const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        return baseType.GetProperty(property.Name, Instance) is { } overridden ? Of(overridden) : comment;
    }

    private static string IdOf(Type type)
    {
        Type definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return definition.FullName!.Replace('+', '.');
    }

    private XElement Find(string id) => _members.GetValueOrDefault(id, NoComment);
}
