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
        WriteAsync(key, (transaction, moment) =>
        {
            LedgerRecord? known = transaction.Find(key);
            if (known is not null && IsHeldByLiveProcess(known, moment.Now))
            {
                return new Claim(SendVerdict.Taken, "InFlight", known, Fence: null);
            }

            List<LedgerEvent> events = [];
            LedgerRecord record = known ?? RecordChanges.Create(key, moment.Now);
            if (record.Owner is not null)
            {
                record = record.WithTakeOver(moment.Now);
                events.Add(EventOf(record, LedgerEventKind.TakenOver, moment.Now));
            }

            return Decide(transaction, record, events, payment, codeMac, reply: null, moment);
        });

    /// <summary>Decides again, after the gateway has been asked.</summary>
    internal Task<Claim> RetakeAsync(Claim claim, HeldPayment payment, string codeMac, QueryReply reply) =>
        WriteAsync(claim.Record.Key, (transaction, moment) =>
        {
            LedgerRecord record = (transaction.Find(claim.Record.Key) ?? claim.Record).With(Evidence.Of(reply, moment.Offset), moment.Now);
            List<LedgerEvent> events = [EventOf(record, reply, moment.Now, payment.ConfirmCode)];
            if (record.Epoch != claim.Record.Epoch)
            {
                transaction.Save(record, [.. events]);
                return new Claim(SendVerdict.Taken, "InFlight", record, Fence: null);
            }

            return Decide(transaction, record, events, payment, codeMac, reply, moment);
        });

    /// <summary>Takes down the outcome of a send.</summary>
    /// <param name="claim">The claim under which it was sent.</param>
    /// <param name="payment">The row.</param>
    /// <param name="reply">The outcome.</param>
    /// <param name="keepsClaim">True when the order is to be tried or asked for again at once.</param>
    internal Task<LedgerRecord> SettleAsync(Claim claim, HeldPayment payment, ConfirmReply reply, bool keepsClaim) =>
        WriteAsync(claim.Record.Key, (transaction, moment) =>
        {
            LedgerRecord record = (transaction.Find(claim.Record.Key) ?? claim.Record).With(Evidence.Of(reply, claim.Record, payment.ConfirmCode), moment.Now);
            if (!keepsClaim)
            {
                record = record.WithoutClaim(claim.Record.Epoch);
            }

            transaction.Save(record, new LedgerEvent
            {
                At = moment.Now,
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
        WriteAsync(claim.Record.Key, (transaction, moment) =>
        {
            LedgerRecord record = transaction.Find(claim.Record.Key) ?? claim.Record;
            if (record.Epoch != claim.Record.Epoch || record.LastAttempt != AttemptState.NotSent)
            {
                return new Claim(SendVerdict.Taken, "InFlight", record, Fence: null);
            }

            // Nothing has left since the verdict was to send, so it stands, unless a person has denied it meanwhile.
            return Judge(transaction, record, payment, codeMac, moment.Now, out Review? review) is { } refusal
                ? Refuse(transaction, record, [], refusal)
                : Intend(transaction, record, [], payment, review!, codeMac, moment);
        });

    /// <summary>Lets an order go that is not to be tried again.</summary>
    internal Task<LedgerRecord> ReleaseAsync(Claim claim) =>
        WriteAsync(claim.Record.Key, (transaction, _) =>
        {
            LedgerRecord record = (transaction.Find(claim.Record.Key) ?? claim.Record).WithoutClaim(claim.Record.Epoch);
            transaction.Save(record);
            return record;
        });

    /// <summary>Takes down the answer to a query and lets the order go.</summary>
    internal Task<LedgerRecord> RecordAsync(PaymentKey key, QueryReply reply, long? releasedEpoch, string? confirmCode = null) =>
        WriteAsync(key, (transaction, moment) =>
        {
            LedgerRecord known = transaction.Find(key) ?? RecordChanges.Create(key, moment.Now);
            List<LedgerEvent> events = [];
            if (releasedEpoch is null && known.Owner is not null && !IsHeldByLiveProcess(known, moment.Now))
            {
                known = known.WithTakeOver(moment.Now).WithoutClaim(known.Epoch);
                events.Add(EventOf(known, LedgerEventKind.TakenOver, moment.Now));
            }

            LedgerRecord record = known.With(Evidence.Of(reply, moment.Offset), moment.Now);
            record = releasedEpoch is { } epoch ? record.WithoutClaim(epoch) : record;
            transaction.Save(record, [.. events, EventOf(record, reply, moment.Now, confirmCode)]);
            return record;
        });

    private Claim Decide(
        LedgerTransaction transaction, LedgerRecord record, List<LedgerEvent> events, HeldPayment payment, string codeMac, QueryReply? reply, Moment moment)
    {
        if (Judge(transaction, record, payment, codeMac, moment.Now, out Review? review) is { } refusal)
        {
            return Refuse(transaction, record, events, refusal);
        }

        bool isDoubtful = ledger.UncleanSince is { } unclean && moment.Now - unclean < SendRules.DoubtAfterUncleanClose;
        (SendVerdict verdict, string? reason) = SendRules.Decide(record, codeMac, review!.At, isDoubtful, reply?.StartedAt + moment.Offset, reply?.ClockSkew ?? TimeSpan.Zero, moment.Now);
        if (verdict == SendVerdict.Send)
        {
            return Intend(transaction, record, events, payment, review, codeMac, moment);
        }

        record = verdict == SendVerdict.QueryFirst
            ? record.WithClaim(ledger.Owner, moment.Now + claimLifetime, moment.Now)
            : record.WithoutClaim(record.Epoch);

        // An order that is only looked at leaves no trace.
        if (events.Count > 0 || verdict == SendVerdict.QueryFirst)
        {
            transaction.Save(record, [.. events]);
        }

        return new Claim(verdict, reason, record, Fence: null);
    }

    private Claim Intend(
        LedgerTransaction transaction, LedgerRecord record, List<LedgerEvent> events, HeldPayment payment, Review review, string codeMac, Moment moment)
    {
        record = record.WithClaim(ledger.Owner, moment.Now + claimLifetime, moment.Now).WithIntent(payment, review, ledger.Account, codeMac, moment.Now);
        transaction.Save(record, [.. events, EventOf(record, LedgerEventKind.Intent, moment.Now)]);
        return new Claim(SendVerdict.Send, null, record, moment.Fence);
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

    private Task<T> WriteAsync<T>(PaymentKey order, Func<LedgerTransaction, Moment, T> work) =>
        ledger.WriteAsync(order, transaction =>
        {
            // The fence counts from before the commit: a slow disk must not widen it.
            DateTimeOffset here = clock.GetUtcNow();
            return work(transaction, new Moment(here + transaction.ClockOffset, transaction.ClockOffset, new SendFence(clock, here, clock.GetTimestamp())));
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
        Reason = reply.ResultPay ?? reply.Reason.ToString(),
        Actor = ledger.Owner,
        Account = ledger.Account,
        Evidence = Evidence.TextOf(reply, confirmCode),
        IsVerified = reply.IsVerified,
    };

    /// <summary>The time at which a transaction works.</summary>
    /// <param name="Now">By the ledger's clock, which all who share it go by.</param>
    /// <param name="Offset">By how much that is ahead of this machine's.</param>
    /// <param name="Fence">What a send that is recorded now must keep to, by this machine's clock.</param>
    private readonly record struct Moment(DateTimeOffset Now, TimeSpan Offset, SendFence Fence);
}
