using LianPay.Core.Gateway;
using LianPay.Core.Ledger;

namespace LianPay.Core.Confirmation;

/// <summary>Gives out orders, each to one worker at a time, and takes down what became of them. Every answer is durable.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="claimLifetime">After how long a claim counts as stale: the call's deadline and a minute.</param>
/// <param name="clock">The clock.</param>
internal sealed class ClaimDesk(PaymentLedger ledger, TimeSpan claimLifetime, TimeProvider clock)
{
    /// <summary>Claims an order; when it may be sent, its intent is recorded in the same transaction.</summary>
    internal Task<Claim> TakeAsync(PaymentKey key, HeldPayment payment, string codeMac) =>
        WriteAsync((transaction, now, timestamp) =>
        {
            LedgerRecord? known = transaction.Find(key);
            if (known is not null && IsHeldByLiveProcess(known, now))
            {
                return new Claim(SendVerdict.Taken, "InFlight", known, Fence: null);
            }

            List<LedgerEvent> events = [];
            LedgerRecord record = known ?? RecordChanges.Create(key, now);
            if (record.Owner is not null)
            {
                record = record.WithTakeOver(now);
                events.Add(EventOf(record, LedgerEventKind.TakenOver, now));
            }

            return Decide(transaction, record, events, payment, codeMac, reply: null, now, timestamp);
        });

    /// <summary>Decides again, after the gateway has been asked.</summary>
    internal Task<Claim> RetakeAsync(Claim claim, HeldPayment payment, string codeMac, QueryReply reply) =>
        WriteAsync((transaction, now, timestamp) =>
        {
            LedgerRecord record = (transaction.Find(claim.Record.Key) ?? claim.Record).With(Evidence.Of(reply), now);
            List<LedgerEvent> events = [EventOf(record, reply, now, payment.ConfirmCode)];
            if (record.Epoch != claim.Record.Epoch)
            {
                transaction.Save(record, [.. events]);
                return new Claim(SendVerdict.Taken, "InFlight", record, Fence: null);
            }

            return Decide(transaction, record, events, payment, codeMac, reply, now, timestamp);
        });

    /// <summary>Takes down the outcome of a send.</summary>
    /// <param name="claim">The claim under which it was sent.</param>
    /// <param name="payment">The row.</param>
    /// <param name="reply">The outcome.</param>
    /// <param name="keepsClaim">True when the order is to be tried or asked for again at once.</param>
    internal Task<LedgerRecord> SettleAsync(Claim claim, HeldPayment payment, ConfirmReply reply, bool keepsClaim) =>
        WriteAsync((transaction, now, _) =>
        {
            LedgerRecord record = (transaction.Find(claim.Record.Key) ?? claim.Record).With(Evidence.Of(reply, claim.Record, payment.ConfirmCode), now);
            if (!keepsClaim)
            {
                record = record.WithoutClaim(claim.Record.Epoch);
            }

            transaction.Save(record, new LedgerEvent
            {
                At = now,
                Kind = LedgerEventKind.Outcome,
                Attempt = claim.Record.Attempts,
                Status = record.Status,
                Reason = reply.Reason == OutcomeReason.None ? null : reply.Reason.ToString(),
                Actor = ledger.Owner,
                Account = ledger.Account,
                Evidence = Evidence.TextOf(reply, payment.ConfirmCode),
                IsVerified = reply.IsVerified,
            });
            return record;
        });

    /// <summary>Records the intent of the next try after one that is proved not to have left, unless the order has changed hands meanwhile.</summary>
    internal Task<Claim> RetryAsync(Claim claim, HeldPayment payment, string codeMac) =>
        WriteAsync((transaction, now, timestamp) =>
        {
            LedgerRecord record = transaction.Find(claim.Record.Key) ?? claim.Record;
            if (record.Epoch != claim.Record.Epoch || record.LastAttempt != AttemptState.NotSent)
            {
                return new Claim(SendVerdict.Taken, "InFlight", record, Fence: null);
            }

            // Nothing has left since the verdict was to send, so it stands, unless a person has denied it meanwhile.
            return Judge(transaction, record, payment, codeMac, now, out Review? review) is { } refusal
                ? Refuse(transaction, record, [], refusal)
                : Intend(transaction, record, [], payment, review!, codeMac, now, timestamp);
        });

    /// <summary>Lets an order go that is not to be tried again.</summary>
    internal Task<LedgerRecord> ReleaseAsync(Claim claim) =>
        WriteAsync((transaction, _, _) =>
        {
            LedgerRecord record = (transaction.Find(claim.Record.Key) ?? claim.Record).WithoutClaim(claim.Record.Epoch);
            transaction.Save(record);
            return record;
        });

    /// <summary>Takes down the answer to a query and lets the order go.</summary>
    internal Task<LedgerRecord> RecordAsync(PaymentKey key, QueryReply reply, long? releasedEpoch, string? confirmCode = null) =>
        WriteAsync((transaction, now, _) =>
        {
            LedgerRecord known = transaction.Find(key) ?? RecordChanges.Create(key, now);
            List<LedgerEvent> events = [];
            if (releasedEpoch is null && known.Owner is not null && !IsHeldByLiveProcess(known, now))
            {
                known = known.WithTakeOver(now).WithoutClaim(known.Epoch);
                events.Add(EventOf(known, LedgerEventKind.TakenOver, now));
            }

            LedgerRecord record = known.With(Evidence.Of(reply), now);
            record = releasedEpoch is { } epoch ? record.WithoutClaim(epoch) : record;
            transaction.Save(record, [.. events, EventOf(record, reply, now, confirmCode)]);
            return record;
        });

    private Claim Decide(
        LedgerTransaction transaction, LedgerRecord record, List<LedgerEvent> events, HeldPayment payment, string codeMac, QueryReply? reply, DateTimeOffset now, long timestamp)
    {
        if (Judge(transaction, record, payment, codeMac, now, out Review? review) is { } refusal)
        {
            return Refuse(transaction, record, events, refusal);
        }

        bool isDoubtful = ledger.UncleanSince is { } unclean && now - unclean < SendRules.DoubtAfterUncleanClose;
        (SendVerdict verdict, string? reason) = SendRules.Decide(record, codeMac, review!.At, isDoubtful, reply?.StartedAt, reply?.ClockSkew ?? TimeSpan.Zero, now);
        if (verdict == SendVerdict.Send)
        {
            return Intend(transaction, record, events, payment, review, codeMac, now, timestamp);
        }

        record = verdict == SendVerdict.QueryFirst
            ? record.WithClaim(ledger.Owner, now + claimLifetime, now)
            : record.WithoutClaim(record.Epoch);

        // An order that is only looked at leaves no trace.
        if (events.Count > 0 || verdict == SendVerdict.QueryFirst)
        {
            transaction.Save(record, [.. events]);
        }

        return new Claim(verdict, reason, record, Fence: null);
    }

    private Claim Intend(
        LedgerTransaction transaction, LedgerRecord record, List<LedgerEvent> events, HeldPayment payment, Review review, string codeMac, DateTimeOffset now, long timestamp)
    {
        record = record.WithClaim(ledger.Owner, now + claimLifetime, now).WithIntent(payment, review, ledger.Account, codeMac, now);
        transaction.Save(record, [.. events, EventOf(record, LedgerEventKind.Intent, now)]);
        return new Claim(SendVerdict.Send, null, record, new SendFence(clock, now, timestamp));
    }

    private Refusal? Judge(LedgerTransaction transaction, LedgerRecord record, HeldPayment payment, string codeMac, DateTimeOffset now, out Review? review) =>
        ReviewRules.Judge(transaction.Policy, record.Review, payment, codeMac, ledger.Account, now, out review);

    private static Claim Refuse(LedgerTransaction transaction, LedgerRecord record, List<LedgerEvent> events, Refusal refusal)
    {
        LedgerRecord released = record.WithoutClaim(record.Epoch);
        if (events.Count > 0 || record.Owner is not null)
        {
            transaction.Save(released, [.. events]);
        }

        return new Claim(SendVerdict.Refused, refusal.Reason.ToString(), released, Fence: null) { Refusal = refusal };
    }

    private bool IsHeldByLiveProcess(LedgerRecord record, DateTimeOffset now) =>
        record.Owner is not null && record.ClaimExpiresAt > now && !ledger.IsDead(record.Owner);

    private Task<T> WriteAsync<T>(Func<LedgerTransaction, DateTimeOffset, long, T> work) =>
        ledger.WriteAsync(transaction =>
        {
            // The fence counts from before the commit: a slow disk must not widen it.
            long timestamp = clock.GetTimestamp();
            return work(transaction, clock.GetUtcNow(), timestamp);
        });

    private LedgerEvent EventOf(LedgerRecord record, LedgerEventKind kind, DateTimeOffset now) => new()
    {
        At = now,
        Kind = kind,
        Attempt = record.Attempts,
        Status = record.Status,
        Reason = record.Reason,
        Actor = ledger.Owner,
        Account = ledger.Account,
    };

    private LedgerEvent EventOf(LedgerRecord record, QueryReply reply, DateTimeOffset now, string? confirmCode) => new()
    {
        At = now,
        Kind = LedgerEventKind.Query,
        Status = record.Status,
        Reason = reply.ResultPay ?? (reply.Reason == OutcomeReason.None ? null : reply.Reason.ToString()),
        Actor = ledger.Owner,
        Account = ledger.Account,
        Evidence = Evidence.TextOf(reply, confirmCode),
        IsVerified = reply.IsVerified,
    };
}
