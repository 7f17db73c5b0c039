using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using LianPay.HelpBuilder.Documentation;
using LianPay.HelpBuilder.Model;

namespace LianPay.HelpBuilder;

/// <summary>Makes the help of one parameter.</summary>
internal sealed class ParameterReader(XmlDocumentation documentation, NameResolver names)
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The parameters that <c>SupportsShouldProcess</c> adds have no property to comment.</summary>
    private static readonly ImmutableDictionary<string, string> AddedByTheEngine = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["WhatIf"] = "Shows what would happen. Nothing is sent and nothing is written.",
        ["Confirm"] = "Asks before each step. In a script that runs with nobody to answer, write -Confirm:$false.",
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly DocTextReader _text = new(names);

    /// <summary>Joins the engine's description of a parameter with the comment of its property.</summary>
    public ParameterHelp Read(CmdletInfo cmdlet, CommandParameterInfo info)
    {
        PropertyInfo? property = cmdlet.ImplementingType.GetProperty(info.Name, Instance);
        XElement? comment = property is null ? null : documentation.Of(property);
        DocText description = property is null && AddedByTheEngine.TryGetValue(info.Name, out string? added)
            ? DocText.Plain(added)
            : _text.Read(comment?.Element("summary"));
        bool isSwitch = info.ParameterType == typeof(SwitchParameter);
        return new ParameterHelp
        {
            Name = info.Name,
            TypeName = TypeName(info.ParameterType),
            IsSwitch = isSwitch,
            Description = description,
            Aliases = [.. info.Aliases],
            AcceptedValues = AcceptedValues(info),
            DefaultValue = _text.Read(comment?.Element("value")) is { IsEmpty: false } value
                ? string.Join(' ', value.Blocks.Select(block => block.PlainText))
                : isSwitch ? "False"
                : IsAlwaysGiven(cmdlet, info.Name) ? null : InitialValue(cmdlet.ImplementingType, property),
            AcceptsWildcards = info.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
        };
    }

    /// <summary>What must be given has no default, whatever a new instance holds.</summary>
    private static bool IsAlwaysGiven(CmdletInfo cmdlet, string parameter) =>
        cmdlet.ParameterSets.SelectMany(set => set.Parameters).Where(info => info.Name == parameter).All(info => info.IsMandatory);

    private static string TypeName(Type type)
    {
        if (type.IsArray)
        {
            return TypeName(type.GetElementType()!) + "[]";
        }

        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsGenericType
            ? $"{plain.Name.Split('`')[0]}[{string.Join(", ", plain.GetGenericArguments().Select(TypeName))}]"
            : plain.Name;
    }

    private static string[] AcceptedValues(CommandParameterInfo info)
    {
        if (info.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault() is { } set)
        {
            return [.. set.ValidValues];
        }

        Type element = info.ParameterType.IsArray ? info.ParameterType.GetElementType()! : info.ParameterType;
        element = Nullable.GetUnderlyingType(element) ?? element;
        return element.IsEnum ? Enum.GetNames(element) : [];
    }

    /// <summary>What a new instance holds is what the cmdlet uses when the parameter is not given: it cannot drift from the code.</summary>
    private static string? InitialValue(Type cmdlet, PropertyInfo? property)
    {
        if (property is not { CanRead: true })
        {
            return null;
        }

        object? value;
        try
        {
            value = property.GetValue(Activator.CreateInstance(cmdlet));
        }
        catch (TargetInvocationException)
        {
            // The getter asks the session, which an instance outside of a pipeline does not have: no constant to show.
            return null;
        }

        return value switch
        {
            null or "" => null,
            string text => text,
            IEnumerable items => Join(items),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
    }

    private static string? Join(IEnumerable items)
    {
        string text = string.Join(", ", items.Cast<object?>().Select(item => Convert.ToString(item, CultureInfo.InvariantCulture)));
        return text.Length == 0 ? null : text;
    }
}
