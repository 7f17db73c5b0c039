using System.Security.Cryptography;
using System.Text.Json;
using LianPay.Core.Tests;
using LianPay.Module.Tests.Conventions;
using LianPay.SbomBuilder;

namespace LianPay.Module.Tests.Packaging;

/// <summary>The bill of materials against what lies in <c>bin/deps</c>, the lock file, and the list of dependencies.</summary>
public sealed class BillOfMaterialsTests(ImportedModule module) : IClassFixture<ImportedModule>
{
    private readonly JsonElement _bill = JsonDocument.Parse(Written(Engine.ModuleRoot)).RootElement;

    [Fact]
    public void It_lists_every_file_of_a_library_with_its_hash_and_nothing_else()
    {
        string deps = Path.Combine(Engine.ModuleRoot, "bin", "deps");

        Assert.Equal(
            ModulePackage.Files(deps).Where(file => !Path.GetFileName(file).StartsWith("LianPay.", StringComparison.Ordinal))
                .Select(file => ($"bin/deps/{file}", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(deps, file))))))
                .Order(),
            (from library in Components(_bill)
             from file in Components(library)
             let hash = file.GetProperty("hashes").EnumerateArray().Single()
             select (Text(file, "name"), Text(hash, "alg") == "SHA-256" ? Text(hash, "content") : ""))
                .Order());
    }

    [Fact]
    public void Each_library_has_version_and_content_as_locked_a_licence_and_a_package_URL()
    {
        using var locked = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Engine.CheckoutRoot, "src", "LianPay.Sandbox", "packages.lock.json")));
        JsonElement packages = locked.RootElement.GetProperty("dependencies").GetProperty("net8.0");

        Assert.All(Components(_bill), library =>
        {
            string name = Text(library, "name");
            JsonElement package = packages.GetProperty(name);
            Assert.Equal(Text(package, "resolved"), Text(library, "version"));
            Assert.Equal(Text(package, "contentHash"), Text(library.GetProperty("properties").EnumerateArray().Single(), "value"));
            Assert.Equal(DependencyList.Shipping.Single(row => row.Name == name).Licence, Text(library.GetProperty("licenses")[0].GetProperty("license"), "id"));
            Assert.Equal($"pkg:nuget/{name}@{Text(package, "resolved")}", Text(library, "purl"));
        });
    }

    [Fact]
    public void The_module_needs_all_of_them_and_each_of_them_what_its_package_names()
    {
        Dictionary<string, string[]> needs = _bill.GetProperty("dependencies").EnumerateArray()
            .ToDictionary(node => Name(Text(node, "ref")), node => node.GetProperty("dependsOn").EnumerateArray().Select(need => Name(need.GetString()!)).ToArray(), StringComparer.Ordinal);

        Assert.Equal(Components(_bill).Select(library => Text(library, "name")), needs["LianPay"]);
        Assert.Equal(["SQLitePCLRaw.core"], needs["Microsoft.Data.Sqlite.Core"]);
        Assert.Equal(["SQLitePCLRaw.lib.e_sqlite3", "SQLitePCLRaw.provider.e_sqlite3"], needs["SQLitePCLRaw.bundle_e_sqlite3"]);
        Assert.Equal(["Microsoft.Extensions.Logging.Abstractions"], needs["Npgsql"]);
        Assert.Empty(needs["BouncyCastle.Cryptography"]);
        Assert.Equal(1 + Components(_bill).Count(), needs.Count);

        static string Name(string purl) => purl["pkg:nuget/".Length..purl.IndexOf('@', StringComparison.Ordinal)];
    }

    [Fact]
    public void It_is_of_this_module_and_names_no_moment_and_no_machine()
    {
        JsonElement subject = _bill.GetProperty("metadata").GetProperty("component");

        Assert.Equal(("LianPay", (string)module.Manifest["ModuleVersion"]!, "1.6"), (Text(subject, "name"), Text(subject, "version"), Text(_bill, "specVersion")));
        Assert.False(_bill.TryGetProperty("serialNumber", out _));
        Assert.Equal(["component"], _bill.GetProperty("metadata").EnumerateObject().Select(property => property.Name));
        Assert.Equal(Written(Engine.ModuleRoot), Written(Engine.ModuleRoot));
    }

    [Fact]
    public void The_packaged_module_carries_it()
    {
        ModulePackage.Require();

        Assert.Equal(Written(Engine.ModuleRoot), File.ReadAllBytes(Path.Combine(Engine.ModuleRoot, BillOfMaterials.FileName)));
    }

    [Fact]
    public void A_file_that_is_of_no_package_is_not_shipped()
    {
        using TempDirectory copy = Copy();
        File.WriteAllText(copy.File("bin/deps/Stray.dll"), "");

        SbomException exception = Assert.Throws<SbomException>(() => ShippedModule.Read(copy.Path));

        Assert.Equal("bin/deps/Stray.dll is of no package.", exception.Message);
    }

    [Fact]
    public void A_package_without_a_notice_is_not_shipped()
    {
        using TempDirectory copy = Copy();
        string notices = copy.File("THIRD-PARTY-NOTICES.txt");
        File.WriteAllText(notices, File.ReadAllText(notices).Replace("Npgsql\n=", "Nothing\n=", StringComparison.Ordinal));

        SbomException exception = Assert.Throws<SbomException>(() => ShippedModule.Read(copy.Path));

        Assert.Equal("THIRD-PARTY-NOTICES.txt has no section of Npgsql.", exception.Message);
    }

    private static byte[] Written(string folder)
    {
        using var stream = new MemoryStream();
        BillOfMaterials.Write(ShippedModule.Read(folder), stream);
        return stream.ToArray();
    }

    private static JsonElement.ArrayEnumerator Components(JsonElement element) => element.GetProperty("components").EnumerateArray();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    /// <summary>A copy of what the bill is read from.</summary>
    private static TempDirectory Copy()
    {
        TempDirectory copy = new();
        foreach (string file in (IEnumerable<string>)["LianPay.psd1", "THIRD-PARTY-NOTICES.txt", .. ModulePackage.Files(Path.Combine(Engine.ModuleRoot, "bin", "deps")).Select(file => $"bin/deps/{file}")])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(copy.File(file))!);
            File.Copy(Path.Combine(Engine.ModuleRoot, file), copy.File(file));
        }

        return copy;
    }
}
