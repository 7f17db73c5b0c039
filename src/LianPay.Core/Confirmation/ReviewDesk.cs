using LianPay.Core.Ledger;

namespace LianPay.Core.Confirmation;

/// <summary>Records a person's reviews in a ledger, so that who confirms may be another process, machine and person.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="gateway">Host and port of the gateway.</param>
/// <param name="partnerId">商户编号.</param>
/// <param name="clock">The clock.</param>
public sealed class ReviewDesk(PaymentLedger ledger, string gateway, string partnerId, TimeProvider clock)
{
    /// <summary>The record of an order, or null: what was decided before is shown to whoever decides now.</summary>
    /// <exception cref="LedgerException">It cannot be read.</exception>
    public LedgerRecord? Find(string orderNumber) => ledger.Find(KeyOf(orderNumber));

    /// <summary>Records a review. A later one takes its place; the history keeps both.</summary>
    /// <param name="payment">What was reviewed. An approval is one of its confirm code.</param>
    /// <param name="decision">Approved or denied.</param>
    /// <param name="reviewer">The person.</param>
    /// <param name="reason">Why.</param>
    /// <returns>The record, with the review in it unless the order is in process or final: then there is nothing left to decide. And what it took the place of.</returns>
    /// <exception cref="LedgerException">It could not be recorded.</exception>
    public Task<RecordedReview> RecordAsync(HeldPayment payment, ReviewDecision decision, string reviewer, string reason)
    {
        PaymentKey key = KeyOf(payment.OrderNumber!);
        string? codeMac = decision == ReviewDecision.Approved ? ledger.MacOf(key, payment.ConfirmCode!) : null;
        return ledger.WriteAsync(key, transaction =>
        {
            DateTimeOffset now = LedgerTime.Truncate(clock.GetUtcNow() + transaction.ClockOffset);
            LedgerRecord record = transaction.Find(key) ?? RecordChanges.Create(key, now);
            if (IsDecided(record))
            {
                return new RecordedReview(record, Replaced: null);
            }

            LedgerReview? replaced = record.Review;
            record = record.WithReview(new LedgerReview(decision, reviewer, reason, now, ledger.Account, codeMac), payment.RetCode, now);
            transaction.Save(record, new LedgerEvent
            {
                At = now,
                Kind = LedgerEventKind.Review,
                Status = record.Status,
                Reason = decision.ToString(),
                Actor = reviewer,
                Account = ledger.Account,
                Evidence = reason,
            });
            return new RecordedReview(record, replaced);
        });
    }

    /// <summary>True when a review comes too late: the payment is in process, or final.</summary>
    public static bool IsDecided(LedgerRecord record) => record.IsFinal || record.Status == PaymentStatus.Accepted;

    private PaymentKey KeyOf(string orderNumber) => new(gateway, partnerId, orderNumber);
}
