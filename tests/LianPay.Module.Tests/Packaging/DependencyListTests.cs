using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;
using LianPay.SbomBuilder;

namespace LianPay.Module.Tests.Packaging;

/// <summary>No package comes in, and none is raised, without somebody's reason: <c>docs/dependencies.md</c> against what is restored.</summary>
public sealed class DependencyListTests
{
    [Fact]
    public void Every_package_that_is_restored_for_what_ships_is_listed_at_its_version_and_no_other() =>
        Assert.Equal(
            ((string[])["LianPay", "LianPay.Core", "LianPay.Sandbox"]).SelectMany(LockedBy).Distinct().Order(StringComparer.Ordinal),
            DependencyList.Shipping.Select(Pin).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_package_and_tool_that_builds_and_tests_is_listed_at_its_version_and_no_other() =>
        Assert.Equal(
            PinnedPackages().Concat(PinnedTools()).Except(DependencyList.Shipping.Select(Pin), StringComparer.Ordinal).Order(StringComparer.Ordinal),
            DependencyList.Building.Select(Pin).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_package_has_a_reason() =>
        Assert.All(DependencyList.Shipping.Concat(DependencyList.Building), row => Assert.NotEmpty(row.Reason));

    [Fact]
    public void The_list_says_which_of_them_have_files_in_bin_deps() =>
        Assert.Equal(
            ShippedModule.Read(Engine.ModuleRoot).Libraries.Select(library => library.Name).Order(StringComparer.Ordinal),
            DependencyList.Shipping.Where(row => row.HasFiles).Select(row => row.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void A_licence_that_a_package_declares_by_name_is_the_listed_one()
    {
        string folder = typeof(DependencyListTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PackageFolder").Value!;

        Assert.All(DependencyList.Shipping, row =>
        {
            string name = row.Name.ToLowerInvariant();
            XElement metadata = XDocument.Load(Path.Combine(folder, name, row.Version, $"{name}.nuspec")).Root!.Elements().Single();
            XElement? declared = metadata.Elements().SingleOrDefault(element => element.Name.LocalName == "license" && element.Attribute("type")?.Value == "expression");
            Assert.Equal(declared?.Value ?? row.Licence, row.Licence);
        });
    }

    private static string Pin(DependencyList.Row row) => $"{row.Name} {row.Version}";

    private static IEnumerable<string> LockedBy(string project)
    {
        using var locked = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Engine.CheckoutRoot, "src", project, "packages.lock.json")));
        return [.. from framework in locked.RootElement.GetProperty("dependencies").EnumerateObject()
                   from package in framework.Value.EnumerateObject()
                   where package.Value.GetProperty("type").GetString() != "Project"
                   select $"{package.Name} {package.Value.GetProperty("resolved").GetString()}"];
    }

    private static IEnumerable<string> PinnedPackages()
    {
        XElement root = XDocument.Load(Path.Combine(Engine.CheckoutRoot, "Directory.Packages.props")).Root!;
        return [.. root.Descendants("PackageVersion").Select(package => $"{package.Attribute("Include")!.Value} {package.Attribute("Version")!.Value}"),
                $"Pester {root.Descendants("PesterVersion").Single().Value}"];
    }

    private static IEnumerable<string> PinnedTools()
    {
        using var tools = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Engine.CheckoutRoot, ".config", "dotnet-tools.json")));
        return [.. tools.RootElement.GetProperty("tools").EnumerateObject().Select(tool => $"{tool.Name} {tool.Value.GetProperty("version").GetString()}")];
    }
}
