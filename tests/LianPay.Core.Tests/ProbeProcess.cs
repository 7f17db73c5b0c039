using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace LianPay.Core.Tests;

/// <summary>Runs LianPay.Core.PolicyProbe: what OpenSSL allows is settled once for a whole process.</summary>
internal static class ProbeProcess
{
    /// <summary>Runs the probe and gives what it found.</summary>
    /// <param name="environment">What its environment has besides that of the tests.</param>
    /// <param name="arguments">The name of the probe and its arguments.</param>
    internal static async Task<Dictionary<string, string>> RunAsync((string Name, string Value)[] environment, params string[] arguments)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "LianPay.Core.PolicyProbe"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(output)!;
    }
}
