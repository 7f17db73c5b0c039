using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LianPay.Module.Tests.Packaging;

/// <summary>Whoever ships a library ships its licence: the notices against what really lies in <c>bin/deps</c>.</summary>
public sealed partial class ThirdPartyNoticesTests
{
    private static readonly string Deps = Path.Combine(Engine.ModuleRoot, "bin", "deps");

    /// <summary>The notices are cut into sections: their packages, the licence by its SPDX name, and their files.</summary>
    private static readonly Section[] Sections =
        [.. SectionHead().Matches(File.ReadAllText(Path.Combine(Engine.ModuleRoot, "THIRD-PARTY-NOTICES.txt"))).Select(match => new Section(
            match.Groups["packages"].Value.Split(", "),
            match.Groups["licence"].Value,
            [.. match.Groups["file"].Captures.Select(capture => capture.Value)]))];

    [Fact]
    public void Every_library_in_bin_deps_has_a_notice_and_every_notice_a_library() =>
        Assert.Equal(
            Directory.EnumerateFiles(Deps, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetFileName(file))
                .Where(file => !file.StartsWith("LianPay.", StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            Sections.SelectMany(section => section.Files).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_package_that_files_come_from_is_named() =>
        Assert.Equal(
            ShippedPackages().Select(package => package.Name).Order(StringComparer.Ordinal),
            Sections.SelectMany(section => section.Packages).Order(StringComparer.Ordinal));

    [Fact]
    public void The_licence_is_the_one_that_the_package_declares()
    {
        string folder = typeof(ThirdPartyNoticesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PackageFolder").Value!;

        Assert.All(ShippedPackages(), package =>
        {
            XElement metadata = XDocument.Load(Path.Combine(folder, package.Path, $"{package.Name.ToLowerInvariant()}.nuspec")).Root!.Elements().Single();
            XElement declared = metadata.Elements().Single(element => element.Name.LocalName == "license");
            string licence = Sections.Single(section => section.Packages.Contains(package.Name)).Licence;
            if (declared.Attribute("type")!.Value == "expression")
            {
                Assert.Equal(declared.Value, licence);
            }
            else
            {
                Assert.StartsWith(licence, File.ReadAllText(Path.Combine(folder, package.Path, declared.Value)), StringComparison.Ordinal);
            }
        });
    }

    /// <summary>The packages with a file of their own in <c>bin/deps</c>, by its list of libraries.</summary>
    private static IEnumerable<(string Name, string Path)> ShippedPackages()
    {
        using var list = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Deps, "LianPay.Sandbox.deps.json")));
        JsonElement libraries = list.RootElement.GetProperty("libraries");
        JsonElement target = list.RootElement.GetProperty("targets").EnumerateObject().Single().Value;
        return [.. from library in target.EnumerateObject()
                   let details = libraries.GetProperty(library.Name)
                   where details.GetProperty("type").GetString() == "package"
                   where library.Value.TryGetProperty("runtime", out _) || library.Value.TryGetProperty("runtimeTargets", out _)
                   select (library.Name.Split('/')[0], details.GetProperty("path").GetString()!)];
    }

    [GeneratedRegex(@"^=+\n(?<packages>[^\n=]+)\n=+\nLicence: (?<licence>\S+)\nSource: +\S+\nFiles: (?: +(?<file>\S+)\n)+", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex SectionHead();

    private sealed record Section(string[] Packages, string Licence, string[] Files);
}
