using System.Globalization;
using LianPay.Benchmarks.Children;

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
            Pair pair = new();
            List<double> peaks = [];
            for (int round = 0; round < 3; round++)
            {
                // A process for each: its peak of memory is its own. The first file of each only warms it up.
                using var of = Child.Start(ChildProgram.Importing);
                RunFigures small = await of.AskAsync<RunFigures>(quarter);
                RunFigures again = await of.AskAsync<RunFigures>(quarter);
                RunFigures large = await of.AskAsync<RunFigures>(whole);
                pair.Add(scale.FileRows / large.Seconds, scale.FileRows / 4 / again.Seconds);
                peaks.Add(small.PeakBytes + again.PeakBytes + large.PeakBytes);
            }

            string what = string.Create(CultureInfo.InvariantCulture, $"`Import-LianPayment` of {scale.FileRows:#,0} rows");
            table.Add(new(what, Figures.PerSecond(pair.Candidate), "what was promised", Figures.PerSecond(RowsPerSecond), pair.Candidate / RowsPerSecond, Target.AtLeast(1)));
            table.Add(new(what, Figures.PerSecond(pair.Candidate), "a quarter of the rows", Figures.PerSecond(pair.Reference), pair.Ratio, Target.AtLeast(0.8)));
            long peak = (long)peaks.Max();
            table.Add(new($"{what}: peak memory above the empty host", Figures.Megabytes(peak), "what was promised", Figures.Megabytes(PeakBytes), (double)peak / PeakBytes, Target.AtMost(1)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
