namespace LianPay;

/// <summary>Where a payment stands by the gateway's own word.</summary>
public sealed class PaymentState
{
    internal PaymentState(Core.Confirmation.PaymentState state, LianPayEnvironment environment)
    {
        OrderNumber = state.OrderNumber;
        Status = state.Status.ToPaymentStatus();
        ResultPay = state.Reply.ResultPay;
        Amount = state.Reply.Amount;
        PaybillId = state.PaybillId;
        OrderedAt = state.Reply.OrderedAt;
        SettleDate = state.Reply.SettleDate;
        RetCode = state.Reply.RetCode;
        RetMessage = state.Reply.RetMessage;
        Memo = state.Reply.Memo;
        Explanation = state.Explanation;
        Reason = state.Reason;
        Environment = environment;
    }

    /// <summary>商户付款流水号.</summary>
    public string? OrderNumber { get; }

    /// <summary>Where the payment stands.</summary>
    public PaymentStatus Status { get; }

    /// <summary>The gateway's word for the state, or null when it gave none that is believed.</summary>
    public string? ResultPay { get; }

    /// <summary>In yuan.</summary>
    public PaymentAmount? Amount { get; }

    /// <summary>连连支付支付单号; there is none while the payment waits for its confirmation.</summary>
    public string? PaybillId { get; }

    /// <summary>When the merchant ordered the payment, in China's time.</summary>
    public PaymentTime? OrderedAt { get; }

    /// <summary>清算日期, yyyyMMdd, when paid.</summary>
    public string? SettleDate { get; }

    /// <summary>The gateway's ret_code, or null.</summary>
    public string? RetCode { get; }

    /// <summary>The gateway's own words, as sent.</summary>
    public string? RetMessage { get; }

    /// <summary>The gateway's reason of a failure, or null.</summary>
    public string? Memo { get; }

    /// <summary>In English, what it means and what to do.</summary>
    public string Explanation { get; }

    /// <summary>Why the status is what it is, as a stable word, or null when the gateway's word says all.</summary>
    public string? Reason { get; }

    /// <summary>Whether money moves.</summary>
    public LianPayEnvironment Environment { get; }

    /// <summary>Order number and status.</summary>
    public override string ToString() => $"{OrderNumber} {Status}";
}
