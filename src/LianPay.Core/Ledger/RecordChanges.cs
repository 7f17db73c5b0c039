using LianPay.Core.Confirmation;

namespace LianPay.Core.Ledger;

/// <summary>How a record takes what happens. Pure: the same evidence in any order and any number of repeats ends in the same status.</summary>
internal static class RecordChanges
{
    /// <summary>How long an 8901 may stand before a person must look (DESIGN section 4).</summary>
    internal static readonly TimeSpan NoRecordLimit = TimeSpan.FromHours(24);

    /// <summary>The record of an order that nothing is known of.</summary>
    internal static LedgerRecord Create(PaymentKey key, DateTimeOffset now) => new() { Key = key, CreatedAt = now, UpdatedAt = now };

    /// <summary>Gives the order to an owner until a time.</summary>
    internal static LedgerRecord WithClaim(this LedgerRecord record, string owner, DateTimeOffset expiresAt, DateTimeOffset now) =>
        record with { Owner = owner, Epoch = record.Epoch + 1, ClaimExpiresAt = expiresAt, UpdatedAt = now };

    /// <summary>Takes the order from an owner that is gone: its intent, if it left no outcome, may have been sent.</summary>
    internal static LedgerRecord WithTakeOver(this LedgerRecord record, DateTimeOffset now) =>
        record with
        {
            LastAttempt = record.LastAttempt == AttemptState.Open ? AttemptState.Unknown : record.LastAttempt,
            Reason = record.LastAttempt == AttemptState.Open ? "ProcessGone" : record.Reason,
            UpdatedAt = now,
        };

    /// <summary>Lets the order go, if the owner still has it.</summary>
    internal static LedgerRecord WithoutClaim(this LedgerRecord record, long epoch) =>
        record.Epoch == epoch ? record with { Owner = null, ClaimExpiresAt = null } : record;

    /// <summary>Records that a confirmation is about to be sent.</summary>
    internal static LedgerRecord WithIntent(this LedgerRecord record, HeldPayment payment, string codeMac, DateTimeOffset now) =>
        record with
        {
            HeldFor = payment.RetCode,
            ReviewedBy = payment.ReviewedBy,
            ReviewedAt = payment.ReviewedAt,
            CodeMac = codeMac,
            Attempts = record.Attempts + 1,
            Sends = record.Sends + 1,
            LastAttempt = AttemptState.Open,
            FirstSentAt = record.FirstSentAt ?? now,
            LastSentAt = now,
            NoRecordSince = null,
            RetCode = null,
            RetMessage = null,
            Reason = null,
            UpdatedAt = now,
        };

    /// <summary>Takes the outcome of a try.</summary>
    internal static LedgerRecord With(this LedgerRecord record, ConfirmEvidence evidence, DateTimeOffset now)
    {
        LedgerRecord changed = record with
        {
            Facts = record.Facts
                | (evidence.State == AttemptState.Accepted ? PaymentFacts.Accepted : PaymentFacts.None)
                | (evidence.IsOdd ? PaymentFacts.Odd : PaymentFacts.None),
            PaybillIds = Union(record.PaybillIds, evidence.PaybillId),
            WrongCodeMacs = evidence.IsWrongCode ? Union(record.WrongCodeMacs, record.CodeMac) : record.WrongCodeMacs,
            UpdatedAt = now,
        };

        // An answer to an earlier try, or a second one to this, adds facts alone: the last try has its own outcome.
        bool isNews = evidence.Attempt == record.Attempts && record.LastAttempt is AttemptState.Open or AttemptState.Unknown;
        return !isNews ? changed : changed with
        {
            LastAttempt = evidence.State,
            Sends = record.Sends - (evidence.State == AttemptState.NotSent ? 1 : 0),
            RetCode = evidence.RetCode,
            RetMessage = evidence.RetMessage,
            Reason = evidence.Reason,
        };
    }

    /// <summary>Takes the answer to a query, or a notification.</summary>
    internal static LedgerRecord With(this LedgerRecord record, QueryEvidence evidence, DateTimeOffset now)
    {
        DateTimeOffset? noRecordSince = !evidence.IsWithoutRecord || evidence.AskedAt <= record.LastSentAt ? record.NoRecordSince
            : Earlier(record.NoRecordSince, evidence.AskedAt);
        bool stillNoRecord = evidence.IsWithoutRecord && record.LastSentAt is { } sent && evidence.AskedAt - sent >= NoRecordLimit;
        return record with
        {
            Facts = record.Facts | evidence.Facts | (stillNoRecord ? PaymentFacts.Odd : PaymentFacts.None),
            PaybillIds = Union(record.PaybillIds, evidence.PaybillId),
            LastCheckAt = evidence.IsHeld ? Later(record.LastCheckAt, evidence.AskedAt) : record.LastCheckAt,
            OrderedAt = evidence.OrderedAt is { } ordered ? Earlier(record.OrderedAt, ordered) : record.OrderedAt,
            NoRecordSince = noRecordSince,
            UpdatedAt = now,
        };
    }

    /// <summary>Takes a person's word. It holds until the gateway says something new.</summary>
    internal static LedgerRecord WithPerson(this LedgerRecord record, PaymentStatus status, DateTimeOffset now) =>
        record with { PersonStatus = status, PersonFacts = record.Facts, UpdatedAt = now };

    private static IReadOnlyList<string> Union(IReadOnlyList<string> list, string? item) =>
        item is null || list.Contains(item, StringComparer.Ordinal) ? list : [.. list.Append(item).Order(StringComparer.Ordinal)];

    private static DateTimeOffset Later(DateTimeOffset? left, DateTimeOffset right) => left > right ? left.Value : right;

    private static DateTimeOffset Earlier(DateTimeOffset? left, DateTimeOffset right) => left < right ? left.Value : right;
}
