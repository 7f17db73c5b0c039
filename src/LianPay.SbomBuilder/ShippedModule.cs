using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LianPay.SbomBuilder;

/// <summary>What a folder of the module holds, read from that folder alone: the same folder gives the same, anywhere and whenever.</summary>
/// <param name="Version">The version of the module.</param>
/// <param name="Libraries">Every package with files in it, by name.</param>
internal sealed partial record ShippedModule(string Version, IReadOnlyList<ShippedLibrary> Libraries)
{
    private const string Deps = "bin/deps";

    /// <summary>Reads a folder as <c>LayOutModule</c> leaves it.</summary>
    /// <exception cref="SbomException">A file is of no package, or a package has no notice.</exception>
    internal static ShippedModule Read(string folder)
    {
        using var list = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, Deps, "LianPay.Sandbox.deps.json")));
        Dictionary<string, JsonElement> packages = Packages(list.RootElement);
        Dictionary<string, string> licences = Licences(File.ReadAllText(Path.Combine(folder, "THIRD-PARTY-NOTICES.txt")));
        JsonElement details = list.RootElement.GetProperty("libraries");

        ShippedLibrary[] libraries =
        [
            .. from package in packages.OrderBy(package => package.Key, StringComparer.Ordinal)
               let files = FilesOf(folder, package.Value)
               where files.Length > 0
               let parts = package.Key.Split('/')
               select new ShippedLibrary(
                   parts[0],
                   parts[1],
                   licences.GetValueOrDefault(parts[0]) ?? throw new SbomException($"THIRD-PARTY-NOTICES.txt has no section of {parts[0]}."),
                   details.GetProperty(package.Key).GetProperty("sha512").GetString()!["sha512-".Length..],
                   files,
                   [.. NeedsOf(package.Value, packages).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]),
        ];
        RequireEveryFile(folder, libraries);
        return new ShippedModule(ModuleVersion().Match(File.ReadAllText(Path.Combine(folder, "LianPay.psd1"))).Groups[1].Value, libraries);
    }

    /// <summary>The packages of the list, each by its name and version as in <c>Npgsql/9.0.5</c>.</summary>
    private static Dictionary<string, JsonElement> Packages(JsonElement list) =>
        (from library in list.GetProperty("targets").EnumerateObject().Single().Value.EnumerateObject()
         where list.GetProperty("libraries").GetProperty(library.Name).GetProperty("type").GetString() == "package"
         select library).ToDictionary(library => library.Name, library => library.Value, StringComparer.Ordinal);

    /// <summary>Assemblies lie side by side, native libraries in a folder for each platform.</summary>
    private static (string Path, string Sha256)[] FilesOf(string folder, JsonElement package) =>
    [
        .. from file in NamesIn(package, "runtime").Select(name => Path.GetFileName(name)).Concat(NamesIn(package, "runtimeTargets")).Order(StringComparer.Ordinal)
           let path = $"{Deps}/{file}"
           select (path, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, path))))),
    ];

    private static IEnumerable<string> NamesIn(JsonElement package, string group) =>
        package.TryGetProperty(group, out JsonElement files) ? files.EnumerateObject().Select(file => file.Name) : [];

    /// <summary>What a package needs. In the place of one that only names others, and has no file, stand these.</summary>
    private static IEnumerable<string> NeedsOf(JsonElement package, Dictionary<string, JsonElement> packages) =>
        !package.TryGetProperty("dependencies", out JsonElement needs) ? [] : needs.EnumerateObject().SelectMany(need =>
        {
            JsonElement needed = packages[$"{need.Name}/{need.Value.GetString()}"];
            return NamesIn(needed, "runtime").Concat(NamesIn(needed, "runtimeTargets")).Any() ? [need.Name] : NeedsOf(needed, packages);
        });

    private static Dictionary<string, string> Licences(string notices) =>
        (from section in SectionHead().Matches(notices)
         from name in section.Groups["packages"].Value.Split(", ")
         select (name, section.Groups["licence"].Value)).ToDictionary(StringComparer.Ordinal);

    private static void RequireEveryFile(string folder, IEnumerable<ShippedLibrary> libraries)
    {
        HashSet<string> known = [.. libraries.SelectMany(library => library.Files).Select(file => file.Path)];
        string? stray = Directory.EnumerateFiles(Path.Combine(folder, Deps), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .FirstOrDefault(file => !known.Contains(file) && !Path.GetFileName(file).StartsWith("LianPay.", StringComparison.Ordinal));
        if (stray is not null)
        {
            throw new SbomException($"{stray} is of no package.");
        }
    }

    [GeneratedRegex(@"ModuleVersion\s*=\s*'([^']+)'", RegexOptions.CultureInvariant)]
    private static partial Regex ModuleVersion();

    [GeneratedRegex(@"^=+\r?\n(?<packages>[^\r\n=]+)\r?\n=+\r?\nLicence: (?<licence>\S+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex SectionHead();
}
