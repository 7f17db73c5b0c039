using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace LianPay.Benchmarks.Ratios;

/// <summary>One run: all sections, or those that were named, into one table.</summary>
internal sealed class RatioRun
{
    private const string Quick = "--quick";

    private static readonly (string Name, Func<RatioTable, Scale, Task> Measure)[] Sections =
    [
        ("signing", SigningRatios.AddAsync),
        ("sealing", SealingRatios.AddAsync),
        ("verifying", VerifyingRatios.AddAsync),
        ("importing", ImportingRatios.AddAsync),
        ("loading", LoadingRatios.AddAsync),
        ("ledger", LedgerRatios.AddAsync), // from here on the disk is written to: what they leave to be flushed must not slow others
        ("confirming", ConfirmingRatios.AddAsync),
        ("endurance", EnduranceRatios.AddAsync),
    ];

    private readonly Scale _scale;
    private readonly IReadOnlyList<string> _sections;

    private RatioRun(Scale scale, IReadOnlyList<string> sections) => (_scale, _sections) = (scale, sections);

    /// <summary>Reads the options, or gives null when they cannot be read.</summary>
    internal static RatioRun? Parse(string[] options)
    {
        string[] sections = [.. options.Where(option => option != Quick)];
        return sections.All(name => Sections.Any(section => section.Name == name))
            ? new RatioRun(options.Contains(Quick) ? Scale.Quick : Scale.Full, sections)
            : null;
    }

    /// <summary>Runs to the end and writes the table.</summary>
    /// <returns>True when every target was met.</returns>
    internal async Task<bool> RunAsync(TextWriter output)
    {
        long start = Stopwatch.GetTimestamp();
        RatioTable table = new();
        foreach ((string name, Func<RatioTable, Scale, Task> measure) in Sections.Where(section => _sections.Count == 0 || _sections.Contains(section.Name)))
        {
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start):mm\\:ss} {name}"));
            await measure(table, _scale);
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}"));
        await output.WriteLineAsync();
        await output.WriteAsync(table.ToString());
        return table.MeetsTargets;
    }
}

/// <summary>How much is measured.</summary>
/// <param name="Rounds">How often a pair is taken in turns.</param>
/// <param name="Operations">How many operations a round of pure computation has.</param>
/// <param name="Payments">How many payments a round of confirmations has.</param>
/// <param name="FileRows">How many rows the file has that is imported.</param>
/// <param name="Starts">How many processes import a module.</param>
/// <param name="LongRun">How many payments the long run has.</param>
internal sealed record Scale(int Rounds, int Operations, int Payments, int FileRows, int Starts, int LongRun)
{
    internal static Scale Full { get; } = new(Rounds: 9, Operations: 4000, Payments: 3000, FileRows: 1_000_000, Starts: 15, LongRun: 100_000);

    internal static Scale Quick { get; } = new(Rounds: 3, Operations: 1000, Payments: 1000, FileRows: 100_000, Starts: 3, LongRun: 15_000);
}
