namespace LianPay.Core.Confirmation;

/// <summary>Why a batch stopped before its end (DESIGN section 4).</summary>
public enum StopReason
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>Three equal refusals of the merchant's set-up in a row.</summary>
    Configuration,

    /// <summary>Two answers whose signature, partner or order was not right.</summary>
    BadSignature,

    /// <summary>The gateway's certificate is not valid, or not a pinned one.</summary>
    Certificate,

    /// <summary>The gateway cannot be reached.</summary>
    Connectivity,

    /// <summary>The ledger is damaged, full or not writable: nothing may be sent that is not recorded.</summary>
    Ledger,

    /// <summary>The ledger is locked or out of reach.</summary>
    LedgerUnreachable,

    /// <summary>The user or the system stopped it.</summary>
    Cancelled,
}
