using LianPay.Core.Messages;

namespace LianPay.Core.Gateway;

/// <summary>One call of confirmPayment.htm and its classified outcome.</summary>
public sealed class ConfirmReply : GatewayReply
{
    internal ConfirmReply(HttpExchange exchange, Answer? answer)
        : base(exchange, answer)
    {
        OutcomeReason defect = DefectOf(exchange, answer);
        (Outcome, Reason) = !exchange.BodyStarted ? (CallOutcome.NotSent, defect)
            : defect != OutcomeReason.None ? (CallOutcome.Unknown, defect)
            : Classify(answer!.Fields![FieldNames.RetCode]!);
        PaybillId = IsVerified ? answer!.Fields![FieldNames.PaybillId] : null;
    }

    /// <summary>What the call came to.</summary>
    public CallOutcome Outcome { get; }

    /// <summary>Why.</summary>
    public OutcomeReason Reason { get; }

    /// <summary>连连支付支付单号 out of a verified answer, or null.</summary>
    public string? PaybillId { get; }

    /// <summary>What a verified ret_code says of a confirmation (DESIGN section 4, PROTOCOL 2.1).</summary>
    internal static (CallOutcome Outcome, OutcomeReason Reason) Classify(string retCode)
    {
        RetCode row = RetCodes.Find(retCode);
        return row switch
        {
            { Code: RetCodes.Ok } => (CallOutcome.Accepted, OutcomeReason.None),
            { Code: RetCodes.WrongCode } => (CallOutcome.Rejected, OutcomeReason.WrongCode),
            { Code: RetCodes.CodeLocked } => (CallOutcome.Unknown, OutcomeReason.CodeLocked),
            { Class: RetCodeClass.Review } => (CallOutcome.Unknown, OutcomeReason.HeldAgain),
            { Class: RetCodeClass.Fail, IsConfiguration: true } => (CallOutcome.Rejected, OutcomeReason.Configuration),
            { Class: RetCodeClass.Fail or RetCodeClass.RetrySame } => (CallOutcome.Rejected, OutcomeReason.RefusedByGateway),

            // 4001 and 4010 too: the order may have been confirmed elsewhere, or by a request of ours that was thought lost.
            _ => (CallOutcome.Unknown, OutcomeReason.MustQuery),
        };
    }
}
