namespace LianPay.Core.Ledger;

/// <summary>
/// What work may do in a SQLite ledger. SQLite lets one transaction write at a time, so what it reads nobody else changes:
/// each order is read, and its absence proved, once, and holds in the next transaction too when nobody else has written meanwhile.
/// </summary>
internal sealed class SqliteTransaction(RecordStore records, SqlitePaymentChain chain, string ledger) : LedgerTransaction
{
    /// <summary>From how many orders on none is remembered for the next transaction: far more than are ever in flight.</summary>
    private const int MaxRemembered = 256;

    private readonly Dictionary<PaymentKey, StoredRecord?> _known = [];
    private long? _nextId;

    /// <summary>What the transaction has added so far.</summary>
    internal (long Payments, long Events) Added { get; private set; }

    /// <inheritdoc/>
    public override TimeSpan ClockOffset => TimeSpan.Zero;

    /// <inheritdoc/>
    public override LedgerPolicy Policy { get; set; } = new();

    /// <inheritdoc/>
    public override LedgerRecord? Find(PaymentKey key) => FindStored(key)?.Record;

    /// <inheritdoc/>
    public override void Save(LedgerRecord record, params ReadOnlySpan<LedgerEvent> events)
    {
        StoredRecord? before = FindStored(record.Key);
        StoredRecord after = new(before?.Id ?? NextId(), (before?.EventCount ?? 0) + events.Length, record);
        if (before is null)
        {
            records.Insert(after);
            chain.Add(record.Key);
        }
        else
        {
            records.Update(after);
        }

        long number = before?.EventCount ?? 0;
        foreach (LedgerEvent line in events)
        {
            records.Insert(after, ++number, line);
        }

        _known[record.Key] = after;
        Added = (Added.Payments + (before is null ? 1 : 0), Added.Events + events.Length);
    }

    /// <summary>Starts over in a new transaction.</summary>
    /// <param name="policy">What the ledger asks of reviews.</param>
    /// <param name="isSame">True when the ledger is as the last transaction left it.</param>
    internal void Begin(LedgerPolicy policy, bool isSame)
    {
        Added = default;
        Policy = policy;
        if (!isSame || _known.Count > MaxRemembered)
        {
            Forget();
        }
    }

    /// <summary>Goes back to where this was so.</summary>
    internal void UndoTo((long Payments, long Events) added, LedgerPolicy policy)
    {
        Added = added;
        Policy = policy;
        Forget();
    }

    private void Forget()
    {
        _known.Clear();
        _nextId = null;
    }

    private StoredRecord? FindStored(PaymentKey key)
    {
        if (_known.TryGetValue(key, out StoredRecord? known))
        {
            return known;
        }

        StoredRecord? found = records.Find(key);
        if (found is not null != chain.Contains(key))
        {
            throw Missing(ledger, key);
        }

        _known.Add(key, found);
        return found;
    }

    private long NextId()
    {
        long id = _nextId ?? records.NextId();
        _nextId = id + 1;
        return id;
    }

    internal static LedgerException Missing(string ledger, PaymentKey key) =>
        LedgerDamage.Of(ledger, $"it should have a record of the order {LedgerDamage.Show(key.OrderNumber)}, and that cannot be found");
}
