using System.Reflection;
using System.Xml.Linq;

namespace LianPay.Module.Tests;

/// <summary>The error ids that the cmdlets' documentation comments name: what their help tells users to rely on.</summary>
internal static class ErrorDocumentation
{
    private const string CommandPrefix = "T:LianPay.Commands.";
    private const string CommandSuffix = "Command";
    private const string None = "None";

    /// <summary>The mark of a family of ids that another cmdlet's help lists one by one.</summary>
    private const string FamilyMark = "…";

    private static readonly Lazy<Dictionary<(string Cmdlet, string Id), string>> LazyCategories = new(Read);

    /// <summary>The file of the module's documentation comments.</summary>
    internal static string Path { get; } =
        typeof(ErrorDocumentation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "ModuleDocumentation").Value!;

    /// <summary>Every documented pair of a cmdlet and an id.</summary>
    internal static IEnumerable<(string Cmdlet, string Id)> All => LazyCategories.Value.Keys;

    /// <summary>The documented category of an error; null when only its family is documented.</summary>
    internal static string? CategoryOf(string cmdlet, string id)
    {
        if (LazyCategories.Value.TryGetValue((cmdlet, id), out string? category))
        {
            return category;
        }

        Assert.Contains(All, known => known.Cmdlet == cmdlet && known.Id.EndsWith(FamilyMark, StringComparison.Ordinal) && id.StartsWith(known.Id[..^1], StringComparison.Ordinal));
        return null;
    }

    /// <summary>The cmdlet of a class: <c>Confirm-LianPayment</c> of <c>ConfirmLianPaymentCommand</c>.</summary>
    internal static string CmdletOf(string className)
    {
        int noun = className.IndexOf("LianPay", StringComparison.Ordinal);
        return $"{className[..noun]}-{className[noun..^CommandSuffix.Length]}";
    }

    private static Dictionary<(string Cmdlet, string Id), string> Read()
    {
        return XDocument.Load(Path).Descendants("member")
            .Where(member => member.Attribute("name")!.Value.StartsWith(CommandPrefix, StringComparison.Ordinal))
            .SelectMany(member => member.Elements("error").Select(error => (
                Cmdlet: CmdletOf(member.Attribute("name")!.Value[CommandPrefix.Length..]),
                Id: error.Attribute("id")!.Value,
                Category: error.Attribute("category")?.Value ?? string.Empty)))
            .Where(error => error.Id != None)
            .ToDictionary(error => (error.Cmdlet, error.Id), error => error.Category);
    }
}
