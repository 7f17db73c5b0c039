using System.Globalization;
using System.Text.Json;
using LianPay.Benchmarks.Children;
using LianPay.Benchmarks.References;

namespace LianPay.Benchmarks.Ratios;

/// <summary>
/// One long run of Confirm-LianPayment: memory that stays flat, and a second half that is as fast as the first. Of each order its number
/// is kept, for a repeat is refused: some 75 bytes a payment, which the heap shows and the process does not.
/// </summary>
internal static class EnduranceRatios
{
    private const int Interval = 5000;

    internal static async Task AddAsync(RatioTable table, Scale scale)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lianpay-bench-");
        try
        {
            using var sandbox = Child.Start(ChildProgram.Sandbox, Cores.All, "1024", scale.LongRun.ToString(CultureInfo.InvariantCulture));
            string address = JsonSerializer.Serialize(await sandbox.ReadAsync<SandboxAddress>());
            using var confirming = Child.Start(ChildProgram.Confirming, Cores.All, address, Path.Combine(folder.FullName, "ledger.db"));
            RunFigures run = await confirming.AskAsync<RunFigures>(new Span(First: 0, scale.LongRun, Concurrency: 8, Interval));
            Sample first = run.Samples[0];
            Sample last = run.Samples[^1];
            Sample middle = run.Samples[run.Samples.Count / 2];
            foreach (Sample sample in run.Samples)
            {
                await Console.Error.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"      {sample.Done,7:#,0} done after {sample.Seconds:0} s, heap {Figures.Megabytes(sample.HeapBytes)}, resident {Figures.Megabytes(sample.ResidentBytes)}"));
            }

            string what = string.Create(CultureInfo.InvariantCulture, $"{scale.LongRun:#,0} confirmations in one run");
            string early = string.Create(CultureInfo.InvariantCulture, $"after the first {Interval:#,0}");
            double early0 = (middle.Done - first.Done) / (middle.Seconds - first.Seconds);
            double late = (last.Done - middle.Done) / (last.Seconds - middle.Seconds);
            table.Add(new($"{what}: heap at the end", Figures.Megabytes(last.HeapBytes), early, Figures.Megabytes(first.HeapBytes), (double)last.HeapBytes / first.HeapBytes, Target.None));
            table.Add(new($"{what}: resident memory at the end", Figures.Megabytes(last.ResidentBytes), early, Figures.Megabytes(first.ResidentBytes), (double)last.ResidentBytes / first.ResidentBytes, Target.AtMost(1.2)));
            table.Add(new($"{what}: second half", Figures.PerSecond(late), "first half", Figures.PerSecond(early0), late / early0, Target.AtLeast(0.8)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
