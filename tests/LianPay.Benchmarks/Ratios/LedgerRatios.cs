using LianPay.Benchmarks.References;
using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;
using LianPay.Sandbox;

namespace LianPay.Benchmarks.Ratios;

/// <summary>What the ledger makes durable, intent and outcome of eight at a time, against raw commits of the same file.</summary>
internal static class LedgerRatios
{
    private const int Concurrency = 8;

    internal static async Task AddAsync(RatioTable table, Scale scale)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lianpay-bench-");
        try
        {
            string path = Path.Combine(folder.FullName, "ledger.db");
            await SqliteLedger.Open(new SqliteLedgerOptions { Path = path }).DisposeAsync();
            using RawCommits raw = new(path);
            await using PaymentLedger ledger = SqliteLedger.Open(new SqliteLedgerOptions { Path = path });
            int next = 0;
            Pair pair = Pair.Measure(scale.Rounds, Pair.WallTime, () => WriteAsync(ledger, next, (next += scale.Payments) - 1).GetAwaiter().GetResult(), () => raw.Commit(scale.Payments));
            table.Add(new(
                "ledger: intents and outcomes made durable, 8 at once", Figures.PerSecond(pair.Candidate), "raw commits of the same file, one by one",
                Figures.PerSecond(pair.Reference), pair.Ratio, Target.None));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> WriteAsync(PaymentLedger ledger, int first, int last)
    {
        int next = first - 1;
        await Task.WhenAll(Enumerable.Range(0, Concurrency).Select(_ => Task.Run(async () =>
        {
            for (int number = Interlocked.Increment(ref next); number <= last; number = Interlocked.Increment(ref next))
            {
                PaymentKey key = new("127.0.0.1:443", SandboxOptions.DefaultPartnerId, Messages.OrderNumber(number));
                LedgerRecord record = new() { Key = key, CreatedAt = TimeProvider.System.GetUtcNow(), UpdatedAt = TimeProvider.System.GetUtcNow() };
                await ledger.WriteAsync(key, transaction => Save(transaction, record, LedgerEventKind.Intent));
                await ledger.WriteAsync(key, transaction => Save(transaction, record, LedgerEventKind.Outcome));
            }
        })));
        return 2 * (last - first + 1);
    }

    private static bool Save(LedgerTransaction transaction, LedgerRecord record, LedgerEventKind kind)
    {
        transaction.Save(record, new LedgerEvent { At = TimeProvider.System.GetUtcNow(), Kind = kind, Status = PaymentStatus.Unknown });
        return true;
    }
}
