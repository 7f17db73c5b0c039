using System.IO.Compression;
using System.Xml.Linq;
using LianPay.Module.Tests.Conventions;

namespace LianPay.Module.Tests.Packaging;

/// <summary>What <c>dotnet pack src/LianPay</c> made: the folder of the module, and the package of a gallery beside it.</summary>
internal static class ModulePackage
{
    /// <summary>Skips a test that needs it, unless the tests run against the packaged module.</summary>
    internal static void Require() => Assert.SkipUnless(
        Engine.ModuleRoot != Engine.CheckoutRoot, "needs the packaged module: dotnet pack src/LianPay, then set LIANPAY_MODULE_PATH to the manifest in output/LianPay");

    /// <summary>The paths of a folder's files, relative to it, with slashes, sorted.</summary>
    internal static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>Opens the package of the gallery.</summary>
    internal static ZipArchive Open(ImportedModule module) =>
        ZipFile.OpenRead(Path.Combine(Engine.ModuleRoot, "..", "..", $"LianPay.{module.Manifest["ModuleVersion"]}.nupkg"));

    /// <summary>Reads the description in the package.</summary>
    internal static Dictionary<string, string> Description(ZipArchive package)
    {
        using Stream stream = package.GetEntry("LianPay.nuspec")!.Open();
        return XDocument.Load(stream).Root!.Elements().Single().Elements().ToDictionary(element => element.Name.LocalName, element => element.Value, StringComparer.Ordinal);
    }
}
