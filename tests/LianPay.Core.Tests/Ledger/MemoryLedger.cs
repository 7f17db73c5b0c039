using System.Collections.Concurrent;
using System.Globalization;
using LianPay.Core.Ledger;

namespace LianPay.Core.Tests.Ledger;

/// <summary>A ledger in memory, with one transaction at a time: for tests of what is written to a ledger, and when.</summary>
internal sealed class MemoryLedger : PaymentLedger
{
    private static int _lastOwner;

    private readonly LedgerKey _key = new(new byte[LedgerKey.Length]);
    private readonly MemoryTables _tables;

    internal MemoryLedger()
        : this(new MemoryTables())
    {
    }

    private MemoryLedger(MemoryTables tables)
    {
        _tables = tables;
        Owner = string.Create(CultureInfo.InvariantCulture, $"memory/{Interlocked.Increment(ref _lastOwner)}");
    }

    public override string Name => "memory";

    public override string Owner { get; }

    public override string Account => User;

    /// <summary>Who works with it, as the operating system would say.</summary>
    internal string User { get; set; } = "tests";

    public override LedgerPolicy Policy
    {
        get
        {
            lock (_tables)
            {
                return _tables.Policy;
            }
        }
    }

    /// <summary>Set by a test: the process before it died.</summary>
    public override DateTimeOffset? UncleanSince => DiedAt;

    internal DateTimeOffset? DiedAt { get; set; }

    /// <summary>By how much its clock is ahead of this machine's.</summary>
    internal TimeSpan ClockOffset
    {
        get => _tables.ClockOffset;
        set => _tables.ClockOffset = value;
    }

    /// <summary>Owners that are known to be gone.</summary>
    internal ConcurrentBag<string> Dead { get; } = [];

    /// <summary>Runs before each transaction, with its number from 1; what it throws is the fate of the transaction.</summary>
    internal Action<int>? Writing { get; set; }

    /// <summary>Runs after each transaction, when it is durable and before anybody is told.</summary>
    internal Action<IReadOnlyList<LedgerEvent>>? Written { get; set; }

    /// <summary>Runs before each look at a record; what it throws is the fate of the look.</summary>
    internal Action<PaymentKey>? Finding { get; set; }

    /// <summary>How many transactions were durable.</summary>
    internal int Writes => _tables.Writes;

    /// <summary>The same tables, opened by another process.</summary>
    internal MemoryLedger Reopen() => new(_tables) { DiedAt = DiedAt };

    public override string MacOf(PaymentKey key, string confirmCode) => _key.MacOf(key, confirmCode);

    public override Task<T> WriteAsync<T>(PaymentKey? order, Func<LedgerTransaction, T> work)
    {
        // On another thread, as a real ledger: whoever waits must not count on being first.
        return Task.Run(() =>
        {
            lock (_tables)
            {
                Writing?.Invoke(_tables.Tried++ + 1);
                MemoryTransaction transaction = new(_tables);
                T result = work(transaction);
                transaction.Commit();
                Written?.Invoke(transaction.Events);
                return result;
            }
        });
    }

    public override LedgerRecord? Find(PaymentKey key)
    {
        Finding?.Invoke(key);
        lock (_tables)
        {
            return _tables.Records.GetValueOrDefault(key);
        }
    }

    public override (LedgerPolicy Policy, LedgerRecord? Record) Look(PaymentKey key) => (Policy, Find(key));

    public override IEnumerable<LedgerRecord> Read(LedgerQuery query)
    {
        lock (_tables)
        {
            return [.. _tables.Records.Values.Where(record => query.Statuses?.Contains(record.Status) ?? true).OrderBy(record => record.UpdatedAt)];
        }
    }

    public override IEnumerable<LedgerEvent> ReadHistory(PaymentKey key)
    {
        lock (_tables)
        {
            return [.. _tables.Events.Where(line => line.Key == key).Select(line => line.Event)];
        }
    }

    public override bool IsDead(string owner) => Dead.Contains(owner);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class MemoryTables
    {
        internal Dictionary<PaymentKey, LedgerRecord> Records { get; } = [];

        internal List<(PaymentKey Key, LedgerEvent Event)> Events { get; } = [];

        internal LedgerPolicy Policy { get; set; } = new();

        internal TimeSpan ClockOffset { get; set; }

        internal int Tried { get; set; }

        internal int Writes { get; set; }
    }

    private sealed class MemoryTransaction(MemoryTables tables) : LedgerTransaction
    {
        private readonly Dictionary<PaymentKey, LedgerRecord> _changed = [];
        private readonly List<(PaymentKey Key, LedgerEvent Event)> _events = [];

        public override TimeSpan ClockOffset => tables.ClockOffset;

        public override LedgerPolicy Policy { get; set; } = tables.Policy;

        internal IReadOnlyList<LedgerEvent> Events => [.. _events.Select(line => line.Event)];

        public override LedgerRecord? Find(PaymentKey key) => _changed.GetValueOrDefault(key) ?? tables.Records.GetValueOrDefault(key);

        public override void Save(LedgerRecord record, params ReadOnlySpan<LedgerEvent> events)
        {
            _changed[record.Key] = record;
            foreach (LedgerEvent item in events)
            {
                _events.Add((record.Key, item));
            }
        }

        internal void Commit()
        {
            foreach (LedgerRecord record in _changed.Values)
            {
                tables.Records[record.Key] = record;
            }

            tables.Policy = Policy;
            tables.Events.AddRange(_events);
            tables.Writes++;
        }
    }
}
