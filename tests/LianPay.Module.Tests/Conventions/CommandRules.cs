using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;

namespace LianPay.Module.Tests.Conventions;

/// <summary>What a demanding reviewer checks of a cmdlet. Each rule returns what breaks it; nothing when it is kept.</summary>
internal static partial class CommandRules
{
    private static readonly HashSet<string> ApprovedVerbs = new(
        from type in (Type[])[typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic), typeof(VerbsLifecycle), typeof(VerbsOther), typeof(VerbsSecurity)]
        from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
        select (string)field.GetRawConstantValue()!,
        StringComparer.Ordinal);

    internal static IEnumerable<string> VerbIsApproved(CmdletInfo cmdlet) =>
        BreaksWhen(!ApprovedVerbs.Contains(cmdlet.Verb), $"{cmdlet.Name}: the verb is not one of the engine's.");

    internal static IEnumerable<string> NounIsSingularAndPrefixed(CmdletInfo cmdlet) =>
        BreaksWhen(!cmdlet.Noun.StartsWith("LianPay", StringComparison.Ordinal), $"{cmdlet.Name}: the noun does not begin with LianPay.")
            .Concat(BreaksWhen(PluralNoun().IsMatch(cmdlet.Noun), $"{cmdlet.Name}: the noun is a plural."));

    internal static IEnumerable<string> ClassIsSealedAndNamedAfterTheCommand(CmdletInfo cmdlet)
    {
        Type type = cmdlet.ImplementingType;
        return BreaksWhen(!type.IsSealed, $"{type.Name}: the class is not sealed.")
            .Concat(BreaksWhen(type.FullName != $"LianPay.Commands.{ClassName(cmdlet)}", $"{type.FullName}: the class of {cmdlet.Name} is not LianPay.Commands.{ClassName(cmdlet)}."));
    }

    internal static IEnumerable<string> HasItsOwnFile(CmdletInfo cmdlet) =>
        MissingFile("src", "LianPay", "Commands", ClassName(cmdlet) + ".cs");

    internal static IEnumerable<string> HasItsOwnTestFile(CmdletInfo cmdlet) =>
        MissingFile("tests", "LianPay.Module.Tests", "Commands", $"{cmdlet.Verb}{cmdlet.Noun}Tests.cs");

    internal static IEnumerable<string> OutputTypeIsDeclaredForEachParameterSet(CmdletInfo cmdlet)
    {
        OutputTypeAttribute[] declarations = [.. cmdlet.ImplementingType.GetCustomAttributes<OutputTypeAttribute>()];
        return from set in cmdlet.ParameterSets
               where !declarations.Any(declaration =>
                   declaration.ParameterSetName.Contains(set.Name) || declaration.ParameterSetName.Contains(ParameterAttribute.AllParameterSets))
               select $"{cmdlet.Name}: no [OutputType] for the parameter set '{set.Name}'.";
    }

    internal static IEnumerable<string> DefaultParameterSetIsNamed(CmdletInfo cmdlet) =>
        BreaksWhen(
            cmdlet.ParameterSets.Count > 1 && !cmdlet.ParameterSets.Any(set => set.IsDefault && set.Name != ParameterAttribute.AllParameterSets),
            $"{cmdlet.Name}: has {cmdlet.ParameterSets.Count} parameter sets, and the default one has no name.");

    /// <summary>A plain string ends up in the history, the transcript and every error. <c>-ConfirmCode</c> is the exception: it comes as a column of a file.</summary>
    internal static IEnumerable<string> NoSecretIsAPlainString(CmdletInfo cmdlet) =>
        from parameter in Parameters(cmdlet)
        where SecretName().IsMatch(parameter.Name) && (parameter.ParameterType == typeof(string) || parameter.ParameterType == typeof(string[]))
        select $"{cmdlet.Name}: -{parameter.Name} is a plain string.";

    /// <summary>When binding fails, the engine puts the whole row, confirm code included, into the error, and skips ProcessRecord.</summary>
    internal static IEnumerable<string> NoPipelineParameterFailsToBind(CmdletInfo cmdlet) =>
        from parameter in Parameters(cmdlet)
        where parameter.ValueFromPipeline || parameter.ValueFromPipelineByPropertyName
        from broken in BreaksWhen(parameter.IsMandatory, $"{cmdlet.Name}: -{parameter.Name} binds from the pipeline and is mandatory.")
            .Concat(BreaksWhen(
                parameter.Attributes.Any(attribute => attribute is ValidateArgumentsAttribute),
                $"{cmdlet.Name}: -{parameter.Name} binds from the pipeline and is validated by the engine."))
        select broken;

    private static IEnumerable<CommandParameterInfo> Parameters(CmdletInfo cmdlet) => cmdlet.ParameterSets.SelectMany(set => set.Parameters);

    private static string ClassName(CmdletInfo cmdlet) => $"{cmdlet.Verb}{cmdlet.Noun}Command";

    private static string[] MissingFile(params string[] parts)
    {
        string path = Path.Combine(parts);
        return BreaksWhen(!File.Exists(Path.Combine(Engine.CheckoutRoot, path)), $"{path}: there is no such file.");
    }

    private static string[] BreaksWhen(bool broken, string message) => broken ? [message] : [];

    // Words such as Status, Address and Analysis end in an s and are no plurals.
    [GeneratedRegex("[^sui]s$", RegexOptions.CultureInvariant)]
    private static partial Regex PluralNoun();

    [GeneratedRegex("(Passphrase|Password|Secret|PrivateKey|Token|Credential)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
