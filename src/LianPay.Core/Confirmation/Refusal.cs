namespace LianPay.Core.Confirmation;

/// <summary>Why a row is refused before anything is sent. The names are stable: they are error ids and the <c>Reason</c> of Refused results.</summary>
public enum RefusalReason
{
    /// <summary>The order number is missing or breaks its grammar.</summary>
    OrderNumberInvalid,

    /// <summary>The confirm code is missing or is not six digits.</summary>
    ConfirmCodeInvalid,

    /// <summary>The ret_code is missing or is not four digits.</summary>
    RetCodeInvalid,

    /// <summary>The ret_code is not one that asks for a confirmation.</summary>
    NoConfirmationNeeded,

    /// <summary>The row is of another merchant than the connection.</summary>
    PartnerMismatch,

    /// <summary>There is no notify URL, neither in the row nor in the connection.</summary>
    NotifyUrlMissing,

    /// <summary>The notify URL breaks its grammar.</summary>
    NotifyUrlInvalid,

    /// <summary>The platform breaks its grammar.</summary>
    PlatformInvalid,

    /// <summary>No reviewer or no time of review is recorded.</summary>
    NotReviewed,

    /// <summary>A person denied it.</summary>
    ReviewDenied,

    /// <summary>The review is older than the 24 hours for which the gateway keeps the payment.</summary>
    ReviewExpired,

    /// <summary>The review lies in the future.</summary>
    ReviewInFuture,

    /// <summary>The ledger asks for an approval that is recorded in it, and has none.</summary>
    LedgerApprovalMissing,

    /// <summary>The ledger's approval is of another confirm code.</summary>
    ReviewOfOtherCode,

    /// <summary>The account that approved it wants to confirm it, and the ledger asks for two.</summary>
    SamePerson,

    /// <summary>The same order was given before in this run.</summary>
    DuplicateOrder,
}

/// <summary>A refused row: the reason, the field, and what to do.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Field">The wire name of the field that is to blame.</param>
/// <param name="Message">What is wrong. Quotes no secret.</param>
/// <param name="Advice">What the person who has to act can do.</param>
public sealed record Refusal(RefusalReason Reason, string Field, string Message, string Advice);
