using System.Reflection;

namespace LianPay.Benchmarks;

/// <summary>Where the parts of the build are.</summary>
internal static class Checkout
{
    private static readonly string Configuration = Metadata("Configuration");

    /// <summary>The root: the folder of LianPay.sln.</summary>
    internal static string Root { get; } = Path.TrimEndingDirectorySeparator(Metadata("CheckoutRoot"));

    /// <summary>The manifest of LianPay: that of the variable <c>LIANPAY_MODULE_PATH</c>, or of the build.</summary>
    internal static string ModulePath { get; } =
        Environment.GetEnvironmentVariable("LIANPAY_MODULE_PATH") is { Length: > 0 } path ? path : Path.Combine(Root, "LianPay.psd1");

    /// <summary>The manifest of the module that does nothing.</summary>
    internal static string EmptyModulePath { get; } =
        Path.Combine(Root, "tests", "LianPay.Benchmarks.EmptyModule", "bin", Configuration, "net8.0", "EmptyModule.psd1");

    /// <summary>The host that runs a script in the real engine.</summary>
    internal static string ScriptHostPath { get; } =
        Path.Combine(Root, "src", "LianPay.ScriptHost", "bin", Configuration, "net10.0", "LianPay.ScriptHost.dll");

    private static string Metadata(string key) =>
        typeof(Checkout).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
