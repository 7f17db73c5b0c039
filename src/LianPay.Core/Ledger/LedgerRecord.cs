using LianPay.Core.Confirmation;

namespace LianPay.Core.Ledger;

/// <summary>Everything that is known of one order. Immutable: a change is a new record.</summary>
/// <remarks>It holds no confirm code, payload or key. Times are UTC with a precision of a millisecond.</remarks>
public sealed record LedgerRecord
{
    /// <summary>How long an 8901 may stand before a person must look (DESIGN section 4).</summary>
    internal static readonly TimeSpan NoRecordLimit = TimeSpan.FromHours(24);

    /// <summary>Which order.</summary>
    public required PaymentKey Key { get; init; }

    /// <summary>The ret_code with which payment.htm held it: 4002, 4003 or 4004.</summary>
    public string? HeldFor { get; init; }

    /// <summary>The person whose review let it be sent.</summary>
    public string? ReviewedBy { get; init; }

    /// <summary>When that review was.</summary>
    public DateTimeOffset? ReviewedAt { get; init; }

    /// <summary>The account that recorded the last intent, as the operating system says.</summary>
    public string? ConfirmedBy { get; init; }

    /// <summary>The last review that was recorded in the ledger, or null: then the row brought its own.</summary>
    public LedgerReview? Review { get; init; }

    /// <summary>HMAC-SHA256 of the confirm code last used, in hex; the key lies outside the database.</summary>
    public string? CodeMac { get; init; }

    /// <summary>HMACs, in hex and sorted, of the codes that the gateway called wrong (4011): none of them is ever sent again.</summary>
    public IReadOnlyList<string> WrongCodeMacs { get; init; } = [];

    /// <summary>How many intents were recorded.</summary>
    public int Attempts { get; init; }

    /// <summary>How many of them may have reached the gateway: all but the ones proved not sent.</summary>
    public int Sends { get; init; }

    /// <summary>Which of them are proved not sent, by their numbers from 1, sorted.</summary>
    public IReadOnlyList<int> UnsentAttempts { get; init; } = [];

    /// <summary>What became of the last one.</summary>
    public AttemptState LastAttempt { get; init; }

    /// <summary>When the first intent was recorded.</summary>
    public DateTimeOffset? FirstSentAt { get; init; }

    /// <summary>When the last intent was recorded.</summary>
    public DateTimeOffset? LastSentAt { get; init; }

    /// <summary>The ret_code of the last answer to a confirmation, believed or not.</summary>
    public string? RetCode { get; init; }

    /// <summary>Its ret_msg, fit for a terminal.</summary>
    public string? RetMessage { get; init; }

    /// <summary>Why the last attempt ended as it did, as a stable word.</summary>
    public string? Reason { get; init; }

    /// <summary>What the gateway has said.</summary>
    public PaymentFacts Facts { get; init; }

    /// <summary>Every paybill that it has named, sorted: two are a contradiction.</summary>
    public IReadOnlyList<string> PaybillIds { get; init; } = [];

    /// <summary>When the last query that was answered with a signed CHECK began.</summary>
    public DateTimeOffset? LastCheckAt { get; init; }

    /// <summary>dt_order out of a signed CHECK.</summary>
    public DateTimeOffset? OrderedAt { get; init; }

    /// <summary>When the last query that was answered with 8901 began.</summary>
    public DateTimeOffset? LastNoRecordAt { get; init; }

    /// <summary>What a person has said that it is, or null.</summary>
    public PaymentStatus? PersonStatus { get; init; }

    /// <summary>The facts that the person knew.</summary>
    public PaymentFacts PersonFacts { get; init; }

    /// <summary>The process that works on it, or null.</summary>
    public string? Owner { get; init; }

    /// <summary>Counts the changes of hands: an update of an owner that has lost it changes nothing.</summary>
    public long Epoch { get; init; }

    /// <summary>When the claim of the owner counts as stale.</summary>
    public DateTimeOffset? ClaimExpiresAt { get; init; }

    /// <summary>When the record was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Where the payment stands: a function of everything above, whatever the order in which it was learnt.</summary>
    public PaymentStatus Status =>
        PersonStatus is { } said && PersonFacts == Facts ? said
        : IsContradictory ? PaymentStatus.Review
        : Has(PaymentFacts.Returned) ? PaymentStatus.Returned
        : Has(PaymentFacts.Paid) ? PaymentStatus.Paid
        : Has(PaymentFacts.Failed) ? PaymentStatus.Failed
        : Has(PaymentFacts.Closed) ? PaymentStatus.Closed
        : Has(PaymentFacts.Accepted) ? PaymentStatus.Accepted
        : Has(PaymentFacts.Odd) || IsMissing ? PaymentStatus.Review
        : WasHeldAfterLastSend || IsReviewedAlone ? PaymentStatus.Held
        : LastAttempt switch
        {
            // Only when no try has left: an earlier one may still be applied, whatever became of the last.
            AttemptState.NotSent when Sends == 0 => PaymentStatus.NotSent,
            AttemptState.Rejected => PaymentStatus.Rejected,
            _ => PaymentStatus.Unknown,
        };

    /// <summary>True when the gateway will not move on from where the payment stands, but for a paid one that the bank returns.</summary>
    public bool IsFinal => Status is PaymentStatus.Paid or PaymentStatus.Failed or PaymentStatus.Returned or PaymentStatus.Closed;

    /// <summary>True when a query that began after the last intent was answered with a signed CHECK.</summary>
    public bool WasHeldAfterLastSend => LastCheckAt is { } check && (LastSentAt is not { } sent || check > sent);

    /// <summary>Two paybills, a failure and a payment, or a closed order that was in process: a person must look.</summary>
    public bool IsContradictory =>
        PaybillIds.Count > 1
        || (Has(PaymentFacts.Failed) && (Has(PaymentFacts.Paid) || Has(PaymentFacts.Returned)))
        || (Has(PaymentFacts.Closed) && (Facts & (PaymentFacts.Accepted | PaymentFacts.Paid | PaymentFacts.Failed | PaymentFacts.Returned)) != 0);

    /// <summary>The gateway still has no record of it, a day after it was last sent or, when it never was, first asked about.</summary>
    private bool IsMissing =>
        LastNoRecordAt is { } asked && asked - (LastSentAt ?? CreatedAt) >= NoRecordLimit && !(LastCheckAt > asked);

    /// <summary>A person has reviewed it, and nothing else is known of it.</summary>
    private bool IsReviewedAlone => Review is not null && Attempts == 0 && LastNoRecordAt is null;

    private bool Has(PaymentFacts fact) => (Facts & fact) != 0;
}
