using System.Globalization;
using LianPay.Core.Messages;

namespace LianPay.Core.Gateway;

/// <summary>One call of queryPayment.htm. The state of the payout is set only by a verified answer.</summary>
public sealed class QueryReply : GatewayReply
{
    internal QueryReply(HttpExchange exchange, Answer? answer)
        : base(exchange, answer)
    {
        Reason = DefectOf(exchange, answer);
        if (Reason != OutcomeReason.None)
        {
            return;
        }

        MessageFields fields = answer!.Fields!;
        if (fields[FieldNames.RetCode] != RetCodes.Ok)
        {
            Reason = fields[FieldNames.RetCode] == RetCodes.NoRecord ? OutcomeReason.NoRecord : OutcomeReason.MustQuery;
            return;
        }

        OrderNumber = fields[FieldNames.OrderNumber];
        PaybillId = fields[FieldNames.PaybillId];
        ResultPay = fields[FieldNames.ResultPay];
        Amount = decimal.Parse(fields[FieldNames.Amount]!, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        OrderedAt = ChinaTime.TryParse(fields[FieldNames.OrderedAt]!, out DateTimeOffset orderedAt) ? orderedAt : null;
        SettleDate = fields[FieldNames.SettleDate];
        OrderInfo = Shown(fields[FieldNames.OrderInfo]);
        Memo = Shown(fields[FieldNames.Memo]);
        IsMemoUnsigned = answer.IsMemoUnsigned;

        static string? Shown(string? text) => text is null ? null : SafeText.Of(text, 255);
    }

    /// <summary><see cref="OutcomeReason.None"/> when the answer tells the state; else why it does not.</summary>
    public OutcomeReason Reason { get; }

    /// <summary>商户付款流水号.</summary>
    public string? OrderNumber { get; }

    /// <summary>连连支付支付单号; there is none while the order waits for its confirmation.</summary>
    public string? PaybillId { get; }

    /// <summary>The state: see <see cref="ResultPays"/>. Null unless the answer is verified and its ret_code is 0000.</summary>
    public string? ResultPay { get; }

    /// <summary>In yuan.</summary>
    public decimal? Amount { get; }

    /// <summary>When the merchant ordered the payment.</summary>
    public DateTimeOffset? OrderedAt { get; }

    /// <summary>清算日期, yyyyMMdd, when paid.</summary>
    public string? SettleDate { get; }

    /// <summary>订单描述, made fit for a terminal.</summary>
    public string? OrderInfo { get; }

    /// <summary>The reason of a failure, made fit for a terminal.</summary>
    public string? Memo { get; }

    /// <summary>True when <see cref="Memo"/> is not covered by the signature.</summary>
    public bool IsMemoUnsigned { get; }
}
