using LianPay.Core.Gateway;
using LianPay.Core.Messages;

namespace LianPay.Core.Confirmation;

/// <summary>What a query told of a payment.</summary>
public sealed class PaymentState
{
    internal PaymentState(QueryReply reply, string? orderNumber, string? paybillId)
    {
        Reply = reply;
        OrderNumber = reply.OrderNumber ?? orderNumber;
        PaybillId = reply.PaybillId ?? paybillId;
        Status = !reply.WasSent && reply.Reason != OutcomeReason.None ? PaymentStatus.NotSent : StatusOf(reply.ResultPay);
        Reason = reply.ResultPay is not null && Status == PaymentStatus.Review ? nameof(ResultPay)
            : reply.Reason == OutcomeReason.None ? null : reply.Reason.ToString();
        Explanation = reply.ResultPay is { } word
            ? ResultPays.Find(word)?.Explanation ?? "The gateway gave a state that is not in its list: ask LianLian's support."
            : Explanations.Of(Status, reply.Reason, reply.RetCode, reply.Detail);
    }

    /// <summary>The call behind it.</summary>
    public QueryReply Reply { get; }

    /// <summary>商户付款流水号, or null when only a paybill was asked for and no answer came.</summary>
    public string? OrderNumber { get; }

    /// <summary>连连支付支付单号, or null.</summary>
    public string? PaybillId { get; }

    /// <summary>Where the payment stands.</summary>
    public PaymentStatus Status { get; }

    /// <summary>Why the status is what it is, when the gateway's word alone does not say; else null.</summary>
    public string? Reason { get; }

    /// <summary>In English, what it means and what to do.</summary>
    public string Explanation { get; }

    /// <summary>The status that a verified result_pay stands for (DESIGN section 4). A word that is not listed is for a person.</summary>
    internal static PaymentStatus StatusOf(string? resultPay) => resultPay switch
    {
        null => PaymentStatus.Unknown,
        "CHECK" => PaymentStatus.Held,
        "PROCESSING" or "WAITING" => PaymentStatus.Accepted,
        "SUCCESS" => PaymentStatus.Paid,
        "FAILURE" => PaymentStatus.Failed,
        "CANCEL" => PaymentStatus.Returned,
        "CLOSED" => PaymentStatus.Closed,
        _ => PaymentStatus.Review,
    };
}
