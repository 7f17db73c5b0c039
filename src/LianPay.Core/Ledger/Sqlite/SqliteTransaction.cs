namespace LianPay.Core.Ledger;

/// <summary>What work may do in a SQLite ledger. SQLite lets one transaction write at a time, so what it reads nobody else changes.</summary>
internal sealed class SqliteTransaction(RecordStore records, SqlitePaymentChain chain, string ledger) : LedgerTransaction
{
    /// <summary>What the transaction has added so far.</summary>
    internal (long Payments, long Events) Added { get; set; }

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
        StoredRecord after = new(before?.Id ?? records.NextId(), (before?.EventCount ?? 0) + events.Length, record);
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

        Added = (Added.Payments + (before is null ? 1 : 0), Added.Events + events.Length);
    }

    private StoredRecord? FindStored(PaymentKey key)
    {
        StoredRecord? found = records.Find(key);
        return (found is not null) == chain.Contains(key) ? found : throw Missing(ledger, key);
    }

    internal static LedgerException Missing(string ledger, PaymentKey key) =>
        LedgerDamage.Of(ledger, $"it should have a record of the order {LedgerDamage.Show(key.OrderNumber)}, and that cannot be found");
}
