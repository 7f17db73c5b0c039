using BenchmarkDotNet.Attributes;
using LianPay.Benchmarks.References;
using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;
using LianPay.Sandbox;

namespace LianPay.Benchmarks.Parts;

/// <summary>One durable change of the ledger by itself, and one raw commit of the same file.</summary>
[MemoryDiagnoser]
public class LedgerBenchmarks : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lianpay-bench-");
    private PaymentLedger _ledger = null!;
    private RawCommits _raw = null!;
    private int _number;

    /// <summary>Makes the ledger.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        string path = Path.Combine(_folder.FullName, "ledger.db");
        SqliteLedger.Open(new SqliteLedgerOptions { Path = path }).DisposeAsync().AsTask().GetAwaiter().GetResult();
        _raw = new RawCommits(path);
        _ledger = SqliteLedger.Open(new SqliteLedgerOptions { Path = path });
    }

    /// <summary>Deletes it.</summary>
    [GlobalCleanup]
    public async ValueTask DisposeAsync()
    {
        _raw.Dispose();
        await _ledger.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>A raw commit.</summary>
    [Benchmark(Baseline = true)]
    public int RawCommit() => _raw.Commit(1);

    /// <summary>A new record with a line of its history.</summary>
    [Benchmark]
    public Task<bool> Record()
    {
        PaymentKey key = new("127.0.0.1:443", SandboxOptions.DefaultPartnerId, Messages.OrderNumber(Interlocked.Increment(ref _number)));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        return _ledger.WriteAsync(key, transaction =>
        {
            transaction.Save(new LedgerRecord { Key = key, CreatedAt = now, UpdatedAt = now }, new LedgerEvent { At = now, Kind = LedgerEventKind.Intent, Status = PaymentStatus.Unknown });
            return true;
        });
    }
}
