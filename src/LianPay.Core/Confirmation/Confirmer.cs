using LianPay.Core.Gateway;
using LianPay.Core.Messages;

namespace LianPay.Core.Confirmation;

/// <summary>Confirms one payment: sends, sends again only what is proved not to have left, and asks where the gateway's answer leaves the outcome open.</summary>
/// <param name="client">The gateway.</param>
/// <param name="guard">Watches the batch that the payments belong to.</param>
/// <param name="clock">The clock.</param>
public sealed class Confirmer(GatewayClient client, BatchGuard guard, TimeProvider clock)
{
    private const int MaxSends = 3;

    // What a gateway that says 429 without a time is given.
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(5);

    private readonly Inquirer _inquirer = new(client, clock);
    private readonly Backoff _backoff = new(clock);
    private long _pausedUntil = clock.GetTimestamp();

    /// <summary>Confirms a payment that has passed the <see cref="ReviewGate"/>.</summary>
    /// <param name="payment">The row.</param>
    /// <param name="request">What the gate made of it.</param>
    /// <param name="cancellationToken">Ends every wait. What was sent by then is Unknown.</param>
    public async Task<ConfirmationResult> ConfirmAsync(HeldPayment payment, ConfirmRequest request, CancellationToken cancellationToken)
    {
        using CancellationTokenSource waits = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, guard.Stopped);
        long start = 0;
        ConfirmReply? reply = null;
        int attempts = 0;
        try
        {
            while (attempts < MaxSends)
            {
                await PauseAsync(waits.Token).ConfigureAwait(false);
                if (guard.StopReason != StopReason.None)
                {
                    break;
                }

                start = attempts == 0 ? clock.GetTimestamp() : start;
                reply = await client.ConfirmAsync(request, cancellationToken).ConfigureAwait(false);
                attempts++;
                guard.Observe(reply);
                SlowDown(reply);
                if (reply.Outcome != CallOutcome.NotSent || !Inquirer.IsPassing(reply.Reason) || attempts == MaxSends)
                {
                    break;
                }

                await _backoff.WaitAsync(attempts, waits.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // A wait between sends was ended: the last reply, if any, still says what happened.
        }

        if (reply is null)
        {
            return ConfirmationResult.Untouched(payment, guard.StopReason == StopReason.None ? StopReason.Cancelled : guard.StopReason);
        }

        PaymentState? state = NeedsQuery(reply)
            ? await _inquirer.AskAsync(new QueryRequest(request.Fields[FieldNames.PartnerId]!, request.OrderNumber), cancellationToken).ConfigureAwait(false)
            : null;
        if (state is not null)
        {
            guard.ObserveTrust(Contradict(reply, state.Reply) ? OutcomeReason.OtherOrder : state.Reply.Reason);
            SlowDown(state.Reply);
        }

        ConfirmationResult result = ResultOf(payment, reply, state, attempts, clock.GetElapsedTime(start));
        guard.ObserveEnd(result.Status);
        return result;
    }

    /// <remarks>
    /// The gateway itself has answered, and its code leaves the outcome open: asking at once costs nothing. After a lost
    /// answer a query proves little yet: the gateway may apply a lost request late.
    /// </remarks>
    private static bool NeedsQuery(ConfirmReply reply) => reply is { Outcome: CallOutcome.Unknown, Reason: OutcomeReason.MustQuery };

    private ConfirmationResult ResultOf(HeldPayment payment, ConfirmReply reply, PaymentState? state, int attempts, TimeSpan duration)
    {
        PaymentStatus status = StatusOf(reply);
        OutcomeReason reason = reply.Reason;
        string explanation = Explanations.Of(status, reply.Reason, reply.RetCode, reply.Detail);
        if (state is not null && Contradict(reply, state.Reply))
        {
            status = PaymentStatus.Review;
            reason = OutcomeReason.OtherOrder;
            explanation = "The gateway has signed two different paybills for this one order: a person must look at it in LianLian's merchant portal.";
        }
        else if (state is not null && Settles(state.Status))
        {
            status = state.Status;
            explanation = state.Explanation;
        }

        return new ConfirmationResult
        {
            OrderNumber = payment.OrderNumber,
            Status = status,
            Reason = reason == OutcomeReason.None ? null : reason.ToString(),
            RetCode = reply.RetCode,
            RetMessage = reply.RetMessage,
            Explanation = explanation,
            PaybillId = reply.PaybillId ?? state?.PaybillId,
            Attempts = attempts,
            SentAt = reply.StartedAt,
            Duration = duration,
            GatewayTime = reply.GatewayTime,
            StopReason = guard.StopReason,
        };
    }

    private static PaymentStatus StatusOf(ConfirmReply reply) => reply.Outcome switch
    {
        CallOutcome.NotSent => PaymentStatus.NotSent,
        CallOutcome.Accepted => PaymentStatus.Accepted,
        CallOutcome.Rejected => PaymentStatus.Rejected,
        _ => reply.Reason is OutcomeReason.HeldAgain or OutcomeReason.CodeLocked ? PaymentStatus.Review : PaymentStatus.Unknown,
    };

    /// <remarks>One order has one paybill (PROTOCOL 1.2, FAULTS P25).</remarks>
    private static bool Contradict(ConfirmReply confirmed, QueryReply queried) =>
        confirmed.PaybillId is { } one && queried.PaybillId is { } other && one != other;

    /// <remarks>CHECK right after a send settles nothing: the request may still be applied.</remarks>
    private static bool Settles(PaymentStatus queried) => queried is PaymentStatus.Accepted or PaymentStatus.Paid or PaymentStatus.Failed
        or PaymentStatus.Returned or PaymentStatus.Closed or PaymentStatus.Review;

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        // Again after each wait: another call may have been told meanwhile to wait longer.
        while (clock.GetElapsedTime(clock.GetTimestamp(), Volatile.Read(ref _pausedUntil)) is { Ticks: > 0 } wait)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private void SlowDown(GatewayReply reply)
    {
        if (reply.RetryAfter is null && reply.HttpStatus != 429)
        {
            return;
        }

        TimeSpan pause = reply.RetryAfter ?? DefaultPause;
        long until = clock.GetTimestamp() + (long)(pause.TotalSeconds * clock.TimestampFrequency);
        long known = Volatile.Read(ref _pausedUntil);
        while (until > known)
        {
            long seen = Interlocked.CompareExchange(ref _pausedUntil, until, known);
            if (seen == known)
            {
                return;
            }

            known = seen;
        }
    }
}
