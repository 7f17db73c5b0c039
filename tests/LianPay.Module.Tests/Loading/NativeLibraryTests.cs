using System.Runtime.Loader;

namespace LianPay.Module.Tests.Loading;

/// <summary>SQLite's native library: on every platform that PowerShell 7.4 runs on, out of the module's own folder.</summary>
public sealed class NativeLibraryTests
{
    private static readonly string Deps = Path.Combine(Engine.ModuleRoot, "bin", "deps");

    [Fact]
    public void It_is_there_for_each_platform_and_for_no_other()
    {
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(Deps, "runtimes"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Deps, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

        Assert.Equal(
            [
                "runtimes/linux-arm64/native/libe_sqlite3.so",
                "runtimes/linux-musl-arm64/native/libe_sqlite3.so",
                "runtimes/linux-musl-x64/native/libe_sqlite3.so",
                "runtimes/linux-x64/native/libe_sqlite3.so",
                "runtimes/osx-arm64/native/libe_sqlite3.dylib",
                "runtimes/osx-x64/native/libe_sqlite3.dylib",
                "runtimes/win-arm64/native/e_sqlite3.dll",
                "runtimes/win-x64/native/e_sqlite3.dll",
            ],
            files);
        string list = File.ReadAllText(Path.Combine(Deps, "LianPay.Sandbox.deps.json"));
        Assert.All(files, file => Assert.Contains($"\"{file}\"", list, StringComparison.Ordinal));
    }

    [Fact]
    public void A_module_that_was_imported_opens_a_ledger_in_its_private_context()
    {
        using Engine engine = new();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lianpay-");
        try
        {
            engine.Set("path", Path.Combine(folder.FullName, "ledger.db"));
            EngineRun run = engine.Run("""
                $core = [System.Reflection.Assembly]::Load('LianPay.Core')
                [System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($core).Name
                $options = [Activator]::CreateInstance($core.GetType('LianPay.Core.Ledger.SqliteLedgerOptions'))
                $options.Path = $path
                $ledger = $core.GetType('LianPay.Core.Ledger.SqliteLedger')::Open($options)
                $ledger.Name
                $ledger.DisposeAsync().AsTask().Wait()
                """);

            Assert.Empty(run.Errors);
            Assert.Equal(["LianPay", engine.Get("path")], run.Output.Select(item => item.BaseObject));
            Assert.True(File.Exists(Path.Combine(folder.FullName, "ledger.db")));
            Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, assembly => assembly.GetName().Name is "Microsoft.Data.Sqlite" or "SQLitePCLRaw.core");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
