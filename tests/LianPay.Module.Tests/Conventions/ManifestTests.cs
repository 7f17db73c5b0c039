using System.Collections;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;

namespace LianPay.Module.Tests.Conventions;

public sealed partial class ManifestTests(ImportedModule module) : IClassFixture<ImportedModule>
{
    [Fact]
    public void The_engine_accepts_the_manifest()
    {
        module.Engine.Set("path", Engine.ManifestPath);

        EngineRun run = module.Engine.Run("Test-ModuleManifest -Path $path");

        Assert.Empty(run.Errors);
        Assert.Single(run.Output);
    }

    [Fact]
    public void It_exports_the_cmdlets_of_the_assembly_each_by_its_name()
    {
        IEnumerable<string> inAssembly =
            from type in module.Assembly.GetExportedTypes()
            let attribute = type.GetCustomAttribute<CmdletAttribute>()
            where attribute is not null && !type.IsAbstract
            select $"{attribute.VerbName}-{attribute.NounName}";

        Assert.Equal(inAssembly.Order(StringComparer.Ordinal), module.ManifestCmdlets);
    }

    [Theory]
    [InlineData("FunctionsToExport")]
    [InlineData("VariablesToExport")]
    [InlineData("AliasesToExport")]
    [InlineData("RequiredAssemblies")]
    public void What_it_does_not_have_is_an_empty_list(string key) =>
        Assert.Empty(Assert.IsAssignableFrom<IEnumerable>(module.Manifest[key]));

    [Fact]
    public void The_versions_of_manifest_assembly_and_changelog_agree()
    {
        var version = Version.Parse((string)module.Manifest["ModuleVersion"]!);
        Version assembly = module.Assembly.GetName().Version!;
        string changelog = File.ReadAllText(Path.Combine(Engine.CheckoutRoot, "CHANGELOG.md"));

        Assert.Equal(version.ToString(3), assembly.ToString(3));
        Assert.Equal(version.ToString(3), TopEntry().Match(changelog).Groups["version"].Value);
    }

    [GeneratedRegex(@"^## \[(?<version>\d+\.\d+\.\d+)\]", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex TopEntry();
}
