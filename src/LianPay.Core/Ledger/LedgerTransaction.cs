namespace LianPay.Core.Ledger;

/// <summary>What a piece of work may do inside one transaction. Nothing of it counts before the transaction is durable.</summary>
public abstract class LedgerTransaction
{
    /// <summary>
    /// By how much the ledger's clock is ahead of this machine's: zero where they are the same. Machines that share a ledger
    /// go by its clock, for a quiet period that was cut short by a wrong one would be none.
    /// </summary>
    public abstract TimeSpan ClockOffset { get; }

    /// <summary>What the ledger asks of reviews. Setting it changes it for everybody.</summary>
    public abstract LedgerPolicy Policy { get; set; }

    /// <summary>The record of an order, its checksum checked, or null. No other process changes it before the transaction ends.</summary>
    /// <exception cref="LedgerException">The record is damaged.</exception>
    public abstract LedgerRecord? Find(PaymentKey key);

    /// <summary>Writes a record, new or changed, with the events that led to it.</summary>
    public abstract void Save(LedgerRecord record, params ReadOnlySpan<LedgerEvent> events);
}
