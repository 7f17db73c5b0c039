using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;

namespace LianPay.Module.Tests.Conventions;

/// <summary>The project's module, imported once for the tests of a class: its cmdlets, its assembly and its manifest.</summary>
public sealed class ImportedModule : IDisposable
{
    /// <summary>Imports the module.</summary>
    public ImportedModule()
    {
        Engine = new Engine();
        Cmdlets = Engine.Cmdlets("LianPay");
        Assembly = Assembly.LoadFrom(Path.Combine(Engine.ModuleRoot, "bin", "LianPay.dll"));
        Manifest = ReadManifest();
    }

    /// <summary>The runspace that the module is imported in.</summary>
    public Engine Engine { get; }

    /// <summary>The cmdlets that the module exports.</summary>
    public IReadOnlyList<CmdletInfo> Cmdlets { get; }

    /// <summary>The assembly of the cmdlets: the one that the engine has loaded.</summary>
    public Assembly Assembly { get; }

    /// <summary>The manifest as data.</summary>
    public Hashtable Manifest { get; }

    /// <summary>The names in the manifest's <c>CmdletsToExport</c>, sorted.</summary>
    public IReadOnlyList<string> ManifestCmdlets =>
        [.. ((IEnumerable)Manifest["CmdletsToExport"]!).Cast<string>().Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public void Dispose() => Engine.Dispose();

    private static Hashtable ReadManifest()
    {
        ScriptBlockAst script = Parser.ParseFile(Engine.ManifestPath, out _, out ParseError[] errors);
        Assert.Empty(errors);
        return (Hashtable)script.Find(ast => ast is HashtableAst, searchNestedScriptBlocks: false).SafeGetValue();
    }
}
