using LianPay.Core.Gateway;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;

namespace LianPay.Core.Confirmation;

/// <summary>Settles what the ledger holds open: by asking the gateway, or by a person's word.</summary>
/// <param name="client">The gateway.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="guard">Watches the answers and the ledger: two that are not signed right stop everything, and so does a ledger that fails.</param>
/// <param name="clock">The clock.</param>
public sealed class Resolver(GatewayClient client, PaymentLedger ledger, BatchGuard guard, TimeProvider clock)
{
    private readonly Inquirer _inquirer = new(client, clock);
    private readonly ClaimDesk _desk = new(ledger, client.Timeout, clock);

    /// <summary>What may be settled by asking (DESIGN section 4). A paid order may still come back.</summary>
    public static IReadOnlyList<PaymentStatus> OpenStatuses { get; } =
        [PaymentStatus.Unknown, PaymentStatus.Accepted, PaymentStatus.Held, PaymentStatus.Rejected];

    /// <summary>
    /// Asks once for an order, at most three times when the network fails, and takes the answer down. What cannot be taken down
    /// stops the asking, and the order stands where the ledger says: an answer that is not durable settles nothing.
    /// </summary>
    public async Task<ConfirmationResult> AskAsync(string orderNumber, CancellationToken cancellationToken)
    {
        long start = clock.GetTimestamp();
        PaymentKey key = new(client.GatewayName, client.PartnerId, orderNumber);
        PaymentState state = await _inquirer.AskAsync(new QueryRequest(client.PartnerId, orderNumber), cancellationToken).ConfigureAwait(false);
        guard.Observe(state.Reply);
        try
        {
            LedgerRecord record = await _desk.RecordAsync(key, state.Reply, releasedEpoch: null).ConfigureAwait(false);
            return ConfirmationResult.Resolved(record, state, clock.GetElapsedTime(start), guard.StopReason);
        }
        catch (LedgerException exception)
        {
            guard.Stop(exception);
            return Recall(orderNumber);
        }
    }

    /// <summary>What the ledger says of a recorded order, without asking. A ledger that cannot say it stops the asking, and the order is Unknown.</summary>
    public ConfirmationResult Recall(string orderNumber)
    {
        PaymentKey key = new(client.GatewayName, client.PartnerId, orderNumber);
        try
        {
            return ConfirmationResult.Recorded(ledger.Find(key) ?? RecordChanges.Create(key, clock.GetUtcNow()), guard.StopReason);
        }
        catch (LedgerException exception)
        {
            guard.Stop(exception);
            return ConfirmationResult.Unreadable(orderNumber, guard.StopReason);
        }
    }

    /// <summary>True when asking again soon may tell more.</summary>
    public static bool IsOpen(ConfirmationResult result) => result.Status is PaymentStatus.Unknown or PaymentStatus.Accepted or PaymentStatus.Rejected;

    /// <summary>Closes a review by a person's word. The history stays.</summary>
    /// <param name="orderNumber">商户付款流水号.</param>
    /// <param name="status">What the person has found out: Paid, Failed, Returned or Closed.</param>
    /// <param name="reviewer">The person.</param>
    /// <param name="reason">What was found.</param>
    /// <returns>The result, or null when the order is not in review.</returns>
    /// <exception cref="LedgerException">It could not be recorded.</exception>
    public async Task<ConfirmationResult?> CloseReviewAsync(string orderNumber, PaymentStatus status, string reviewer, string reason)
    {
        PaymentKey key = new(client.GatewayName, client.PartnerId, orderNumber);
        LedgerRecord? closed = await ledger.WriteAsync(key, transaction =>
        {
            LedgerRecord? record = transaction.Find(key);
            if (record is not { Status: PaymentStatus.Review })
            {
                return null;
            }

            DateTimeOffset now = clock.GetUtcNow() + transaction.ClockOffset;
            record = record.WithPerson(status, now);
            transaction.Save(record, new LedgerEvent { At = now, Kind = LedgerEventKind.Person, Status = status, Actor = reviewer, Account = ledger.Account, Evidence = reason });
            return record;
        }).ConfigureAwait(false);
        return closed is null ? null : ConfirmationResult.Recorded(closed, StopReason.None);
    }
}
