using System.Collections;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using LianPay.Module.Tests.Conventions;

namespace LianPay.Module.Tests.Packaging;

/// <summary>The packaged module: what a user installs.</summary>
public sealed class PackageTests(ImportedModule module) : IClassFixture<ImportedModule>
{
    private static readonly string[] Shipped =
    [
        "LICENSE",
        "LianPay.psd1",
        "THIRD-PARTY-NOTICES.txt",
        "bin/LianPay.Format.ps1xml",
        "bin/LianPay.Types.ps1xml",
        "bin/LianPay.dll",
        "bin/deps/BouncyCastle.Cryptography.dll",
        "bin/deps/LianPay.Core.dll",
        "bin/deps/LianPay.Sandbox.deps.json",
        "bin/deps/LianPay.Sandbox.dll",
        "bin/deps/Microsoft.Data.Sqlite.dll",
        "bin/deps/Microsoft.Extensions.DependencyInjection.Abstractions.dll",
        "bin/deps/Microsoft.Extensions.Logging.Abstractions.dll",
        "bin/deps/Npgsql.dll",
        "bin/deps/SQLitePCLRaw.batteries_v2.dll",
        "bin/deps/SQLitePCLRaw.core.dll",
        "bin/deps/SQLitePCLRaw.provider.e_sqlite3.dll",
        "bin/deps/Sylvan.Data.Csv.dll",
        "bin/deps/runtimes/linux-arm64/native/libe_sqlite3.so",
        "bin/deps/runtimes/linux-musl-arm64/native/libe_sqlite3.so",
        "bin/deps/runtimes/linux-musl-x64/native/libe_sqlite3.so",
        "bin/deps/runtimes/linux-x64/native/libe_sqlite3.so",
        "bin/deps/runtimes/osx-arm64/native/libe_sqlite3.dylib",
        "bin/deps/runtimes/osx-x64/native/libe_sqlite3.dylib",
        "bin/deps/runtimes/win-arm64/native/e_sqlite3.dll",
        "bin/deps/runtimes/win-x64/native/e_sqlite3.dll",
        "en-US/LianPay.dll-Help.xml",
        "en-US/about_LianPay.help.txt",
        "en-US/about_LianPay_Safety.help.txt",
        "en-US/about_LianPay_Sandbox.help.txt",
        "sbom.cdx.json",
    ];

    /// <summary>What makes a zip file a package, beside the files of the module.</summary>
    private static readonly string[] Wrapping =
        ["LianPay.nuspec", "[Content_Types].xml", "_rels/.rels", "package/services/metadata/core-properties/nuget.psmdcp"];

    [Fact]
    public void The_folder_holds_what_the_module_needs_and_nothing_else()
    {
        ModulePackage.Require();

        Assert.Equal(Shipped, ModulePackage.Files(Engine.ModuleRoot));
    }

    [Fact]
    public void The_package_of_a_gallery_holds_the_same_files()
    {
        ModulePackage.Require();
        using ZipArchive package = ModulePackage.Open(module);

        Assert.Equal(
            Shipped.Concat(Wrapping).Order(StringComparer.Ordinal),
            package.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal));
        Assert.All(Shipped, file =>
        {
            using var content = new MemoryStream();
            using Stream stream = package.GetEntry(file)!.Open();
            stream.CopyTo(content);
            Assert.Equal(File.ReadAllBytes(Path.Combine(Engine.ModuleRoot, file)), content.ToArray());
        });
    }

    [Fact]
    public void The_package_names_no_moment_at_which_it_was_made()
    {
        ModulePackage.Require();
        using ZipArchive package = ModulePackage.Open(module);

        Assert.Equal(new DateTime(1980, 1, 1), Assert.Single(package.Entries.Select(entry => entry.LastWriteTime.DateTime).Distinct()));
    }

    [Fact]
    public void The_package_describes_itself_as_the_manifest_does()
    {
        ModulePackage.Require();
        using ZipArchive package = ModulePackage.Open(module);

        Dictionary<string, string> description = ModulePackage.Description(package);

        Assert.Equal("LianPay", description["id"]);
        Assert.Equal("MIT", description["license"]);
        Assert.DoesNotContain("dependencies", description.Keys);
        foreach ((string key, string name) in (ReadOnlySpan<(string, string)>)
            [("ModuleVersion", "version"), ("Author", "authors"), ("Description", "description"), ("Copyright", "copyright")])
        {
            Assert.Equal(module.Manifest[key], description[name]);
        }
    }

    [Fact]
    public void A_gallery_finds_it_by_the_tags_of_the_manifest_and_by_each_cmdlet()
    {
        ModulePackage.Require();
        using ZipArchive package = ModulePackage.Open(module);
        var own = (Hashtable)((Hashtable)module.Manifest["PrivateData"]!)["PSData"]!;

        string[] tags = ModulePackage.Description(package)["tags"].Split(' ');

        Assert.Equal(
            ["PSModule", "PSIncludes_Cmdlet", .. ((IEnumerable)own["Tags"]!).Cast<string>(), .. ((IEnumerable)module.Manifest["CmdletsToExport"]!).Cast<string>().SelectMany(name => (string[])[$"PSCmdlet_{name}", $"PSCommand_{name}"])],
            tags);
        Assert.True(string.Join(' ', tags).Length <= 4000, "A gallery takes 4000 characters of tags.");
    }

    [Fact]
    public void It_is_the_release_build()
    {
        ModulePackage.Require();

        Assert.Equal("Release", module.Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration);
    }

    [Fact]
    public void No_assembly_names_the_folder_in_which_it_was_built()
    {
        ModulePackage.Require();

        Assert.All((string[])["bin/LianPay.dll", "bin/deps/LianPay.Core.dll", "bin/deps/LianPay.Sandbox.dll"], file =>
            Assert.Equal(-1, File.ReadAllBytes(Path.Combine(Engine.ModuleRoot, file)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Engine.CheckoutRoot))));
    }
}
