using LianPay.Core.Gateway;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;

namespace LianPay.Core.Confirmation;

/// <summary>
/// Confirms one payment: claims it in the ledger, asks first where the ledger is in doubt, sends, sends again only what is
/// proved not to have left, and asks where the gateway's answer leaves the outcome open. Every step is durable before the next.
/// </summary>
/// <param name="client">The gateway.</param>
/// <param name="ledger">The ledger.</param>
/// <param name="guard">Watches the batch that the payments belong to.</param>
/// <param name="clock">The clock.</param>
public sealed class Confirmer(GatewayClient client, PaymentLedger ledger, BatchGuard guard, TimeProvider clock)
{
    private const int MaxTries = 3;

    /// <summary>How long after the deadline of a call its claim counts as stale (DESIGN section 4).</summary>
    private static readonly TimeSpan ClaimMargin = TimeSpan.FromSeconds(60);

    private readonly Inquirer _inquirer = new(client, clock);
    private readonly Backoff _backoff = new(clock);
    private readonly Pause _pause = new(clock);
    private readonly ClaimDesk _desk = new(ledger, client.Timeout + ClaimMargin, clock);

    /// <summary>Confirms a payment that has passed the <see cref="ReviewGate"/>.</summary>
    /// <param name="payment">The row.</param>
    /// <param name="request">What the gate made of it.</param>
    /// <param name="cancellationToken">Ends every wait. What was sent by then is Unknown.</param>
    public async Task<ConfirmationResult> ConfirmAsync(HeldPayment payment, ConfirmRequest request, CancellationToken cancellationToken)
    {
        using CancellationTokenSource waits = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, guard.Stopped);
        try
        {
            await _pause.WaitAsync(waits.Token).ConfigureAwait(false);
            long start = clock.GetTimestamp();
            if (guard.StopReason != StopReason.None)
            {
                return ConfirmationResult.Untouched(payment, guard.StopReason);
            }

            PaymentKey key = new(client.GatewayName, client.PartnerId, request.OrderNumber);
            string codeMac = ledger.MacOf(key, payment.ConfirmCode!);
            Claim claim = await _desk.TakeAsync(key, payment, codeMac).ConfigureAwait(false);
            if (claim.Verdict == SendVerdict.QueryFirst)
            {
                QueryReply reply = await AskAsync(request, cancellationToken).ConfigureAwait(false);
                if (guard.StopReason != StopReason.None)
                {
                    // A stop that came while the gateway was asked: the answer is kept, and nothing is sent on it.
                    await _desk.RecordAsync(key, reply, claim.Record.Epoch, payment.ConfirmCode).ConfigureAwait(false);
                    return ConfirmationResult.Untouched(payment, guard.StopReason);
                }

                claim = await _desk.RetakeAsync(claim, payment, codeMac, reply).ConfigureAwait(false);
            }

            ConfirmationResult result = claim.Verdict == SendVerdict.Send
                ? await SendAsync(claim, payment, request, codeMac, start, waits.Token, cancellationToken).ConfigureAwait(false)
                : ConfirmationResult.NothingSent(claim, clock.GetElapsedTime(start));
            guard.ObserveEnd(result.Status);
            return result;
        }
        catch (LedgerException exception)
        {
            guard.Stop(exception);
            return ConfirmationResult.Untouched(payment, guard.StopReason);
        }
        catch (OperationCanceledException)
        {
            return ConfirmationResult.Untouched(payment, guard.StopReason == StopReason.None ? StopReason.Cancelled : guard.StopReason);
        }
    }

    private async Task<ConfirmationResult> SendAsync(
        Claim claim, HeldPayment payment, ConfirmRequest request, string codeMac, long start, CancellationToken waits, CancellationToken cancellationToken)
    {
        ConfirmReply reply;
        LedgerRecord record;
        int tries = 0;
        try
        {
            while (true)
            {
                reply = await client.ConfirmAsync(request, claim.Fence, cancellationToken).ConfigureAwait(false);
                tries++;
                guard.Observe(reply);
                _pause.Observe(reply);
                bool retries = reply.Outcome == CallOutcome.NotSent && Inquirer.IsPassing(reply.Reason) && tries < MaxTries && guard.StopReason == StopReason.None;
                bool asks = reply is { Outcome: CallOutcome.Unknown, Reason: OutcomeReason.MustQuery };
                record = await _desk.SettleAsync(claim, payment, reply, keepsClaim: retries || asks).ConfigureAwait(false);
                if (asks)
                {
                    // The gateway itself has answered, and its code leaves the outcome open: asking at once costs nothing.
                    // After a lost answer a query proves little yet: the gateway may apply a lost request late.
                    QueryReply state = await AskAsync(request, cancellationToken).ConfigureAwait(false);
                    record = await _desk.RecordAsync(record.Key, state, record.Epoch, payment.ConfirmCode).ConfigureAwait(false);
                    if (record.PaybillIds.Count > 1)
                    {
                        // One order has one paybill: two signed ones are a matter of security (FAULTS P25).
                        guard.ObserveTrust(OutcomeReason.OtherOrder);
                    }
                }

                if (!retries || await RetryAsync(claim, payment, codeMac, tries, waits).ConfigureAwait(false) is not { } next)
                {
                    break;
                }

                claim = next;
            }
        }
        catch (LedgerException exception)
        {
            // The intent is durable and its outcome is not: that is what Unknown means, whatever has just been heard.
            guard.Stop(exception);
            return ConfirmationResult.Unrecorded(claim.Record, tries, clock.GetElapsedTime(start), guard.StopReason);
        }

        return ConfirmationResult.Sent(record, reply, payment.ConfirmCode, tries, clock.GetElapsedTime(start), guard.StopReason);
    }

    private async Task<QueryReply> AskAsync(ConfirmRequest request, CancellationToken cancellationToken)
    {
        PaymentState state = await _inquirer.AskAsync(new QueryRequest(client.PartnerId, request.OrderNumber), cancellationToken).ConfigureAwait(false);
        guard.Observe(state.Reply);
        _pause.Observe(state.Reply);
        return state.Reply;
    }

    /// <summary>Waits, and records the intent of the next try; null when there is to be none. That the last one did not leave is durable already.</summary>
    private async Task<Claim?> RetryAsync(Claim claim, HeldPayment payment, string codeMac, int tries, CancellationToken waits)
    {
        try
        {
            if (!await WaitToRetryAsync(tries, waits).ConfigureAwait(false))
            {
                await _desk.ReleaseAsync(claim).ConfigureAwait(false);
                return null;
            }

            Claim next = await _desk.RetryAsync(claim, payment, codeMac).ConfigureAwait(false);
            return next.Verdict == SendVerdict.Send ? next : null;
        }
        catch (LedgerException exception)
        {
            guard.Stop(exception);
            return null;
        }
    }

    private async Task<bool> WaitToRetryAsync(int tries, CancellationToken waits)
    {
        try
        {
            await _backoff.WaitAsync(tries, waits).ConfigureAwait(false);
            return guard.StopReason == StopReason.None;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
