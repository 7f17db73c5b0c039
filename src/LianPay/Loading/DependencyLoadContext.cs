using System.Reflection;
using System.Runtime.Loader;

namespace LianPay.Loading;

/// <summary>The private room of <c>bin/deps</c>: the Core, the sandbox and every library that they use.</summary>
internal sealed class DependencyLoadContext : AssemblyLoadContext
{
    private readonly AssemblyDependencyResolver _resolver;

    private DependencyLoadContext(string coreAssemblyPath)
        : base("LianPay", isCollectible: false) =>
        _resolver = new AssemblyDependencyResolver(coreAssemblyPath);

    internal static DependencyLoadContext Instance { get; } = new(Path.Combine(
        Path.GetDirectoryName(typeof(DependencyLoadContext).Assembly.Location)!, "deps", "LianPay.Sandbox.dll"));

    /// <summary>True for the assemblies that the default context may get from here, and for no other.</summary>
    internal static bool IsOwn(AssemblyName name) => name.Name is "LianPay.Core" or "LianPay.Sandbox";

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
