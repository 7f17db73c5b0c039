namespace LianPay.Payments;

/// <summary>A payment of a batch whose result is written when its turn comes.</summary>
/// <param name="Payment">The payment without its confirm code.</param>
/// <param name="Result">What comes of it.</param>
internal sealed record PendingResult(HeldPayment Payment, Task<Core.Confirmation.ConfirmationResult> Result)
{
    /// <summary>
    /// How many payments may wait for their turn for each one in flight: enough that one slow answer at the head does not
    /// leave the other slots idle, and few enough that memory stays flat.
    /// </summary>
    internal const int PerSlot = 8;

    internal ConfirmationResult ToResult(LianPayEnvironment environment) => Of(Result.GetAwaiter().GetResult(), Payment, environment);

    /// <summary>The result as scripts see it.</summary>
    internal static ConfirmationResult Of(Core.Confirmation.ConfirmationResult result, HeldPayment payment, LianPayEnvironment environment) => new()
    {
        OrderNumber = result.OrderNumber,
        Status = result.Status.ToPaymentStatus(),
        RetCode = result.RetCode,
        RetMessage = result.RetMessage,
        Explanation = result.Explanation,
        PaybillId = result.PaybillId,
        Amount = payment.Amount,
        Payee = payment.Payee,
        ReviewedBy = payment.ReviewedBy,
        Attempts = result.Attempts,
        SentAt = result.SentAt,
        Duration = result.Duration,
        Row = payment.Row,
        RowsInSource = payment.RowsInSource,
        Environment = environment,
        Reason = result.Reason,
        StopReason = result.StopReason == Core.Confirmation.StopReason.None ? null : result.StopReason.ToString(),
    };
}
