namespace LianPay.Core.Ledger;

/// <summary>The database as the writer sees it: one transaction at a time, and a mark in it to which a piece of work can be undone.</summary>
internal interface IBatchStore
{
    /// <summary>What work gets in its hands, between <see cref="Begin"/> and the end of the transaction.</summary>
    LedgerTransaction Transaction { get; }

    /// <summary>Begins a transaction in which nobody else changes these orders.</summary>
    /// <param name="orders">Every order that its work will look at.</param>
    void Begin(IReadOnlyCollection<PaymentKey> orders);

    /// <summary>Sets the mark.</summary>
    void Mark();

    /// <summary>Undoes what was done since the mark.</summary>
    void UndoToMark();

    /// <summary>Returns when the transaction is durable.</summary>
    void Commit();

    /// <summary>Ends the transaction without a trace, if there is one. Does not throw.</summary>
    void Rollback();

    /// <summary>
    /// After a transaction that failed and was rolled back: true when nothing of it counts and the same work is to be run again,
    /// because the cause passes. It may wait.
    /// </summary>
    /// <param name="exception">Why it failed.</param>
    /// <param name="elapsed">Since the first try.</param>
    bool Repeats(Exception exception, TimeSpan elapsed);

    /// <summary>What an exception of the database means.</summary>
    LedgerException Explain(Exception exception);
}
