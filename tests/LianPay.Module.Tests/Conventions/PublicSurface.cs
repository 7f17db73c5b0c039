using System.Management.Automation;
using System.Reflection;

namespace LianPay.Module.Tests.Conventions;

/// <summary>The types that the public types of an assembly make visible, and those among them that a user's session could not load.</summary>
/// <remarks>
/// The dependencies live in a private load context. A base type, interface, attribute or signature out of there would be resolved in the session
/// instead, where another module may have loaded another release of it.
/// </remarks>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly string Framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>Lists where a public type of the assembly shows a type that is neither its own, nor the framework's, nor the engine's.</summary>
    internal static IEnumerable<string> ForeignTypes(Assembly assembly) =>
        from type in assembly.GetExportedTypes()
        from shown in Shown(type)
        from part in Parts(shown.Type)
        where !IsAtHome(part, assembly)
        select $"{type.Name}{shown.Where}: {part.FullName}";

    private static bool IsAtHome(Type type, Assembly assembly) =>
        type.Assembly == assembly || type.Assembly == typeof(PSObject).Assembly || Path.GetDirectoryName(type.Assembly.Location) == Framework;

    private static IEnumerable<(string Where, Type Type)> Shown(Type type)
    {
        for (Type? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            yield return (" inherits", ancestor);
        }

        foreach (Type implemented in type.GetInterfaces())
        {
            yield return (" implements", implemented);
        }

        foreach (Type constraint in type.GetGenericArguments().Where(argument => argument.IsGenericParameter).SelectMany(argument => argument.GetGenericParameterConstraints()))
        {
            yield return (" is constrained to", constraint);
        }

        foreach (Type attribute in Attributes(type))
        {
            yield return (" is marked with", attribute);
        }

        foreach (MemberInfo member in type.GetMembers(Declared).Where(IsVisible))
        {
            foreach (Type shown in Signature(member).Concat(Attributes(member)))
            {
                yield return ("." + member.Name, shown);
            }
        }
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
        EventInfo added => IsVisible(added.AddMethod!),
        _ => false,
    };

    private static IEnumerable<Type> Signature(MemberInfo member) => member switch
    {
        MethodInfo method => method.GetParameters().Append(method.ReturnParameter).SelectMany(Parameter)
            .Concat(method.GetGenericArguments().SelectMany(argument => argument.GetGenericParameterConstraints())),
        MethodBase constructor => constructor.GetParameters().SelectMany(Parameter),
        FieldInfo field => [field.FieldType],
        PropertyInfo property => [property.PropertyType],
        EventInfo added => [added.EventHandlerType!],
        _ => [],
    };

    private static IEnumerable<Type> Parameter(ParameterInfo parameter) =>
        parameter.GetCustomAttributesData().SelectMany(Attribute).Prepend(parameter.ParameterType);

    private static IEnumerable<Type> Attributes(MemberInfo member) => member.GetCustomAttributesData().SelectMany(Attribute);

    private static IEnumerable<Type> Attribute(CustomAttributeData attribute) =>
        attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(argument => argument.TypedValue))
            .SelectMany(Argument).Prepend(attribute.AttributeType);

    private static IEnumerable<Type> Argument(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        Type type => [argument.ArgumentType, type],
        IEnumerable<CustomAttributeTypedArgument> items => items.SelectMany(Argument),
        _ => [argument.ArgumentType],
    };

    /// <summary>The types that a type is made of: elements of arrays, arguments of generics.</summary>
    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
        {
            return Parts(type.GetElementType()!);
        }

        return type.IsGenericParameter ? [] : type.GenericTypeArguments.SelectMany(Parts).Prepend(type);
    }
}
