using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace LianPay.Loading;

/// <summary>Runs once per import, before the first cmdlet, and lets the runtime find the module's own assemblies.</summary>
/// <remarks>
/// Other modules in the session bring their own BouncyCastle, and the loader cannot tell its releases apart. So the
/// default context is told of the project's own assembly names alone, and those live, with all that they need, in
/// a private context.
/// </remarks>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    private static int _hooked;

    /// <inheritdoc/>
    public void OnImport()
    {
        // Import-Module -Force runs this again on an assembly that is already loaded: one hook is enough.
        if (Interlocked.Exchange(ref _hooked, 1) == 0)
        {
            AssemblyLoadContext.Default.Resolving += ResolveOwnAssembly;
        }
    }

    private static Assembly? ResolveOwnAssembly(AssemblyLoadContext context, AssemblyName name) =>
        DependencyLoadContext.IsOwn(name) ? DependencyLoadContext.Instance.LoadFromAssemblyName(name) : null;
}
