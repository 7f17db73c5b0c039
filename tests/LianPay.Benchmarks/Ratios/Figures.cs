using System.Globalization;
using LianPay.Benchmarks.References;

namespace LianPay.Benchmarks.Ratios;

/// <summary>How figures are shown, and the one of many that counts.</summary>
internal static class Figures
{
    /// <summary>The median: what a noisy machine does to a few rounds does not move it.</summary>
    internal static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    internal static string Of(Cores cores) => cores == Cores.One ? "one core" : "all cores";

    internal static string PerSecond(double rate) => string.Create(CultureInfo.InvariantCulture, $"{rate:#,0}/s");

    internal static string Milliseconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0.00} ms");

    internal static string Microseconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0.0} µs");

    internal static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MB");
}
