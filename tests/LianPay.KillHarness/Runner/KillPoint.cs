namespace LianPay.KillHarness.Runner;

/// <summary>Where in its work a runner may be ended. The order is that of one confirmation.</summary>
internal enum KillPoint
{
    /// <summary>The ledger is open and nothing was done.</summary>
    Opened,

    /// <summary>A claim without an intent is written in a transaction that is not committed.</summary>
    ClaimWritten,

    /// <summary>That claim is committed, and who waits for it does not know.</summary>
    ClaimCommitted,

    /// <summary>A take-over from a process that is gone is written and not committed.</summary>
    TakeOverWritten,

    /// <summary>The take-over is committed.</summary>
    TakeOverCommitted,

    /// <summary>A query is about to be sent.</summary>
    BeforeQuery,

    /// <summary>The answer to a query has arrived.</summary>
    QueryReplied,

    /// <summary>The answer to a query is written and not committed.</summary>
    QueryWritten,

    /// <summary>The answer to a query is committed.</summary>
    QueryCommitted,

    /// <summary>An intent is written and not committed.</summary>
    IntentWritten,

    /// <summary>The intent is committed, and who waits for it does not know.</summary>
    IntentCommitted,

    /// <summary>The confirmation is about to be sent: nothing of it has been serialised.</summary>
    BeforeSend,

    /// <summary>Half of the confirmation's body is on the wire.</summary>
    HalfSent,

    /// <summary>All of it is on the wire.</summary>
    Sent,

    /// <summary>The answer has arrived.</summary>
    Replied,

    /// <summary>The outcome is written and not committed.</summary>
    OutcomeWritten,

    /// <summary>The outcome is committed, and who waits for it does not know.</summary>
    OutcomeCommitted,

    /// <summary>All work is done and the ledger is about to be closed.</summary>
    Closing,
}
