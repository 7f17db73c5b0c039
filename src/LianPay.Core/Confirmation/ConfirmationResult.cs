using LianPay.Core.Gateway;
using LianPay.Core.Ledger;

namespace LianPay.Core.Confirmation;

/// <summary>What came of one payment of a batch.</summary>
public sealed class ConfirmationResult
{
    /// <summary>商户付款流水号 as given, or null when none was.</summary>
    public required string? OrderNumber { get; init; }

    /// <summary>Where the payment stands.</summary>
    public required PaymentStatus Status { get; init; }

    /// <summary>In English, what happened and what to do.</summary>
    public required string Explanation { get; init; }

    /// <summary>The name of the <see cref="OutcomeReason"/> or <see cref="RefusalReason"/>, or null when the status says all.</summary>
    public string? Reason { get; init; }

    /// <summary>The ret_code of the gateway's answer to the confirmation, or null.</summary>
    public string? RetCode { get; init; }

    /// <summary>The ret_msg of that answer, fit for a terminal, or null.</summary>
    public string? RetMessage { get; init; }

    /// <summary>连连支付支付单号 out of a verified answer, or null.</summary>
    public string? PaybillId { get; init; }

    /// <summary>How often the confirmation was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>When the last try began, or null when none did.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>From the first try to the outcome.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Why the row was refused after it had passed the gate: a review was recorded meanwhile. Else null.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Why the batch stopped before or at this payment.</summary>
    public StopReason StopReason { get; init; }

    /// <summary>The result of a row that was refused.</summary>
    /// <param name="orderNumber">商户付款流水号, when it is legible.</param>
    /// <param name="reason">Why, as a stable word.</param>
    /// <param name="explanation">Why, and what to do.</param>
    public static ConfirmationResult Refused(string? orderNumber, string reason, string explanation) => new()
    {
        OrderNumber = orderNumber,
        Status = PaymentStatus.Refused,
        Reason = reason,
        Explanation = explanation,
    };

    /// <summary>The result of a row before which the batch stopped.</summary>
    public static ConfirmationResult Untouched(HeldPayment payment, StopReason reason) => new()
    {
        OrderNumber = payment.OrderNumber,
        Status = PaymentStatus.Untouched,
        Reason = reason.ToString(),
        StopReason = reason,
        Explanation = Explanations.Of(PaymentStatus.Untouched),
    };

    /// <summary>The result of a payment that was sent, or tried to be.</summary>
    internal static ConfirmationResult Sent(LedgerRecord record, ConfirmReply reply, string? confirmCode, int tries, TimeSpan duration, StopReason stopReason) => new()
    {
        OrderNumber = record.Key.OrderNumber,
        Status = record.Status,
        Reason = record.PaybillIds.Count > 1 ? nameof(OutcomeReason.OtherOrder) : reply.Reason == OutcomeReason.None ? null : reply.Reason.ToString(),
        RetCode = reply.RetCode,
        RetMessage = Evidence.Mask(reply.RetMessage, confirmCode),
        Explanation = record.PaybillIds.Count > 1
            ? Explanations.TwoPaybills
            : Explanations.Of(record.Status, reply.Reason, reply.RetCode, Evidence.Mask(reply.Detail, confirmCode)),
        PaybillId = record.PaybillIds.Count == 1 ? record.PaybillIds[0] : null,
        Attempts = tries,
        SentAt = reply.StartedAt,
        Duration = duration,
        StopReason = stopReason,
    };

    /// <summary>The result of a payment whose outcome could not be made durable.</summary>
    internal static ConfirmationResult Unrecorded(LedgerRecord record, int tries, TimeSpan duration, StopReason stopReason) => new()
    {
        OrderNumber = record.Key.OrderNumber,
        Status = PaymentStatus.Unknown,
        Reason = stopReason.ToString(),
        Explanation = $"The outcome could not be recorded in the ledger. {Explanations.Of(PaymentStatus.Unknown)}",
        Attempts = tries,
        SentAt = record.LastSentAt,
        Duration = duration,
        StopReason = stopReason,
    };

    /// <summary>The result of a payment that the ledger, or the gateway when asked, did not let be sent.</summary>
    internal static ConfirmationResult NothingSent(Claim claim, TimeSpan duration)
    {
        LedgerRecord record = claim.Record;
        PaymentStatus status = claim.Verdict switch
        {
            SendVerdict.Taken => PaymentStatus.Taken,
            SendVerdict.Review => PaymentStatus.Review,
            SendVerdict.Refused => PaymentStatus.Refused,
            _ => record.Status,
        };
        string? reason = claim.Reason ?? (status == PaymentStatus.Taken ? record.Status.ToString() : record.Reason);
        return new ConfirmationResult
        {
            OrderNumber = record.Key.OrderNumber,
            Status = status,
            Reason = reason,
            RetCode = record.RetCode,
            RetMessage = record.RetMessage,
            Refusal = claim.Refusal,
            Explanation = claim.Refusal is { } refusal ? $"{refusal.Message} {refusal.Advice}"
                : status == PaymentStatus.Taken ? Explanations.OfTaken(record.Status, claim.Reason) : Explanations.OfWait(status, claim.Reason),
            PaybillId = record.PaybillIds.Count == 1 ? record.PaybillIds[0] : null,
            SentAt = record.LastSentAt,
            Duration = duration,
        };
    }

    /// <summary>The result of asking for a recorded payment.</summary>
    internal static ConfirmationResult Resolved(LedgerRecord record, PaymentState state, TimeSpan duration, StopReason stopReason)
    {
        bool isSettled = record.Status == state.Status;
        return new ConfirmationResult
        {
            OrderNumber = record.Key.OrderNumber,
            Status = record.Status,
            Reason = state.Reason ?? record.Reason,
            RetCode = record.RetCode,
            RetMessage = record.RetMessage,
            Explanation = isSettled ? state.Explanation : Explanations.Of(record.Status),
            PaybillId = record.PaybillIds.Count == 1 ? record.PaybillIds[0] : null,
            SentAt = record.LastSentAt,
            Duration = duration,
            StopReason = stopReason,
        };
    }

    /// <summary>The result that a record stands for by itself.</summary>
    internal static ConfirmationResult Recorded(LedgerRecord record, StopReason stopReason) => new()
    {
        OrderNumber = record.Key.OrderNumber,
        Status = record.Status,
        Reason = record.Reason,
        RetCode = record.RetCode,
        RetMessage = record.RetMessage,
        Explanation = Explanations.Of(record.Status),
        PaybillId = record.PaybillIds.Count == 1 ? record.PaybillIds[0] : null,
        SentAt = record.LastSentAt,
        StopReason = stopReason,
    };

    /// <summary>The result of a recorded payment whose record cannot be read.</summary>
    internal static ConfirmationResult Unreadable(string orderNumber, StopReason stopReason) => new()
    {
        OrderNumber = orderNumber,
        Status = PaymentStatus.Unknown,
        Reason = stopReason.ToString(),
        Explanation = $"Its record in the ledger could not be read. {Explanations.Of(PaymentStatus.Unknown)}",
        StopReason = stopReason,
    };

    /// <summary>The result of a payment that the user, when asked, did not want to be sent.</summary>
    public static ConfirmationResult Declined(HeldPayment payment) => new()
    {
        OrderNumber = payment.OrderNumber,
        Status = PaymentStatus.Untouched,
        Reason = "Declined",
        Explanation = "You were asked and said no. Nothing was sent.",
    };

    /// <summary>The result of a payment at which this program failed. The exception's text may quote anything, so only its type is told.</summary>
    internal static ConfirmationResult Faulted(HeldPayment payment, Exception exception) => new()
    {
        OrderNumber = payment.OrderNumber,
        Status = PaymentStatus.Unknown,
        Reason = "Fault",
        Explanation = $"An unexpected {exception.GetType().Name} in this program. {Explanations.Of(PaymentStatus.Unknown)}",
    };
}
