using BenchmarkDotNet.Running;
using LianPay.Benchmarks.Children;
using LianPay.Benchmarks.Ratios;

namespace LianPay.Benchmarks;

/// <summary>Measures how close LianPay comes to what the work itself costs. See README.md.</summary>
internal static class Program
{
    private const int SomeTargetMissed = 1;
    private const int BadUsage = 64;

    private const string Usage =
        """
        usage: ratios [--quick] [part ...]   one table: each figure against a reference of the same run; parts: signing, sealing, verifying,
                                             ledger, confirming, importing, loading, endurance
               parts [options of BenchmarkDotNet]
        """;

    private static async Task<int> Main(string[] args)
    {
        // Read once by the engine when its first type loads: it must be set before that.
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        switch (args)
        {
            case ["parts", .. var options]:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(options);
                return 0;
            case ["ratios", .. var options] when RatioRun.Parse(options) is { } run:
                return await run.RunAsync(Console.Out) ? 0 : SomeTargetMissed;
            case [Child.Mode, var kind, .. var options]:
                await ChildProgram.RunAsync(kind, options);
                return 0;
            default:
                await Console.Error.WriteLineAsync(Usage);
                return BadUsage;
        }
    }
}
