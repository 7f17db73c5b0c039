using LianPay.Core.Confirmation;

namespace LianPay.Core.Ledger;

/// <summary>How a record takes what happens. Pure: the same evidence in any order and any number of repeats ends in the same status.</summary>
internal static class RecordChanges
{
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
    internal static LedgerRecord WithIntent(this LedgerRecord record, HeldPayment payment, Review review, string account, string codeMac, DateTimeOffset now) =>
        record with
        {
            HeldFor = payment.RetCode,
            ReviewedBy = review.Reviewer,
            ReviewedAt = review.At,
            ConfirmedBy = account,
            CodeMac = codeMac,
            Attempts = record.Attempts + 1,
            Sends = record.Sends + 1,
            LastAttempt = AttemptState.Open,
            FirstSentAt = record.FirstSentAt ?? now,
            LastSentAt = now,
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
            WrongCodeMacs = Union(record.WrongCodeMacs, evidence.WrongCodeMac),
            UpdatedAt = now,
        };
        changed = changed.WithPaybill(evidence.PaybillId);
        if (evidence.State == AttemptState.NotSent && !record.UnsentAttempts.Contains(evidence.Attempt))
        {
            changed = changed with { Sends = record.Sends - 1, UnsentAttempts = [.. record.UnsentAttempts.Append(evidence.Attempt).Order()] };
        }

        // An answer to an earlier try, or a second one to this, adds facts alone: the last try has its own outcome.
        bool isNews = evidence.Attempt == record.Attempts && record.LastAttempt is AttemptState.Open or AttemptState.Unknown;
        return !isNews ? changed : changed with
        {
            LastAttempt = evidence.State,
            RetCode = evidence.RetCode,
            RetMessage = evidence.RetMessage,
            Reason = evidence.Reason,
        };
    }

    /// <summary>Takes the answer to a query, or a notification.</summary>
    internal static LedgerRecord With(this LedgerRecord record, QueryEvidence evidence, DateTimeOffset now)
    {
        LedgerRecord changed = record with
        {
            Facts = record.Facts | evidence.Facts,
            LastCheckAt = evidence.IsHeld ? Later(record.LastCheckAt, evidence.AskedAt) : record.LastCheckAt,
            OrderedAt = evidence.OrderedAt is { } ordered ? Earlier(record.OrderedAt, ordered) : record.OrderedAt,
            LastNoRecordAt = evidence.IsWithoutRecord ? Later(record.LastNoRecordAt, evidence.AskedAt) : record.LastNoRecordAt,
            UpdatedAt = now,
        };
        return changed.WithPaybill(evidence.PaybillId);
    }

    /// <summary>Takes a person's review.</summary>
    internal static LedgerRecord WithReview(this LedgerRecord record, LedgerReview review, string? heldFor, DateTimeOffset now) =>
        record with { Review = review, HeldFor = record.HeldFor ?? heldFor, UpdatedAt = now };

    /// <summary>Takes a person's word. It holds until the gateway says something new.</summary>
    internal static LedgerRecord WithPerson(this LedgerRecord record, PaymentStatus status, DateTimeOffset now) =>
        record with { PersonStatus = status, PersonFacts = record.Facts, UpdatedAt = now };

    /// <summary>A second paybill is news that no fact tells: a person who has spoken before did not know of it.</summary>
    private static LedgerRecord WithPaybill(this LedgerRecord record, string? paybillId)
    {
        IReadOnlyList<string> paybillIds = Union(record.PaybillIds, paybillId);
        bool isContradicted = paybillIds.Count > 1 && paybillIds.Count > record.PaybillIds.Count;
        return record with { PaybillIds = paybillIds, PersonStatus = isContradicted ? null : record.PersonStatus };
    }

    private static IReadOnlyList<string> Union(IReadOnlyList<string> list, string? item) =>
        item is null ? list : [.. list.Union([item], StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static DateTimeOffset Later(DateTimeOffset? left, DateTimeOffset right) => left > right ? left.Value : right;

    private static DateTimeOffset Earlier(DateTimeOffset? left, DateTimeOffset right) => left < right ? left.Value : right;
}
