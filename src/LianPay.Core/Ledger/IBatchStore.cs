namespace LianPay.Core.Ledger;

/// <summary>The database as the writer sees it: one transaction at a time, and a mark in it to which a piece of work can be undone.</summary>
internal interface IBatchStore
{
    /// <summary>What work gets in its hands, between <see cref="Begin"/> and the end of the transaction.</summary>
    LedgerTransaction Transaction { get; }

    /// <summary>Begins a transaction that nobody else can write beside.</summary>
    void Begin();

    /// <summary>Sets the mark.</summary>
    void Mark();

    /// <summary>Undoes what was done since the mark.</summary>
    void UndoToMark();

    /// <summary>Returns when the transaction is durable.</summary>
    void Commit();

    /// <summary>Ends the transaction without a trace, if there is one. Does not throw.</summary>
    void Rollback();

    /// <summary>What an exception of the database means.</summary>
    LedgerException Explain(Exception exception);
}
