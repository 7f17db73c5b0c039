using System.Globalization;
using LianPay.Benchmarks.Children;
using LianPay.Benchmarks.References;

namespace LianPay.Benchmarks.Ratios;

/// <summary>Import-LianPayment of a large file: against its own rate for a quarter of it, against the rate and the memory that were promised.</summary>
internal static class ImportingRatios
{
    private const double RowsPerSecond = 150_000;
    private const long PeakBytes = 200L * 1024 * 1024;

    internal static async Task AddAsync(RatioTable table, Scale scale)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lianpay-bench-");
        try
        {
            string whole = Path.Combine(folder.FullName, "whole.csv");
            string quarter = Path.Combine(folder.FullName, "quarter.csv");
            PaymentFiles.Write(whole, first: 0, scale.FileRows);
            PaymentFiles.Write(quarter, first: 0, scale.FileRows / 4);
            foreach (Cores cores in new[] { Cores.One, Cores.All })
            {
                await AddAsync(table, scale, cores, whole, quarter);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task AddAsync(RatioTable table, Scale scale, Cores cores, string whole, string quarter)
    {
        Pair pair = new();
        List<double> rates = [];
        List<double> peaks = [];
        for (int round = 0; round < 3; round++)
        {
            // A process for each: what counts is its first file, and the peak of its memory is its own.
            using var child = Child.Start(ChildProgram.Importing, cores);
            RunFigures first = await child.AskAsync<RunFigures>(whole);
            rates.Add(scale.FileRows / first.Seconds);
            peaks.Add(first.PeakBytes);

            // Linear or not is asked of code that has warmed up.
            RunFigures small = await child.AskAsync<RunFigures>(quarter);
            RunFigures large = await child.AskAsync<RunFigures>(whole);
            pair.Add(scale.FileRows / large.Seconds, scale.FileRows / 4 / small.Seconds);
        }

        string what = string.Create(CultureInfo.InvariantCulture, $"`Import-LianPayment` of {scale.FileRows:#,0} rows, {Figures.Of(cores)}");
        table.Add(new($"{what}, first file of a process", Figures.PerSecond(Figures.Median(rates)), "what was promised", Figures.PerSecond(RowsPerSecond), Figures.Median(rates) / RowsPerSecond, Target.AtLeast(1)));
        table.Add(new($"{what}, again", Figures.PerSecond(pair.Candidate), "a quarter of the rows", Figures.PerSecond(pair.Reference), pair.Ratio, Target.AtLeast(0.8)));
        long peak = (long)peaks.Max();
        table.Add(new($"{what}: peak memory above the empty host", Figures.Megabytes(peak), "what was promised", Figures.Megabytes(PeakBytes), (double)peak / PeakBytes, Target.AtMost(1)));
    }
}
