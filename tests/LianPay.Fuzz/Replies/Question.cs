using LianPay.Core.Messages;

namespace LianPay.Fuzz.Replies;

/// <summary>What was asked of the gateway, and so what an answer must be about.</summary>
/// <param name="Shape">Of which endpoint.</param>
/// <param name="OrderNumber">The order that was named, or null.</param>
/// <param name="PaybillId">The paybill that was named, or null.</param>
internal sealed record Question(ReplyShape Shape, string? OrderNumber, string? PaybillId)
{
    internal const string Partner = "201408071000001543";
    internal const string Order = "M20170208165924";
    internal const string Paybill = "2017020800000001";

    private static readonly Question Confirm = new(ReplyShape.Confirm, Order, PaybillId: null);
    private static readonly Question QueryByOrder = new(ReplyShape.Query, Order, PaybillId: null);
    private static readonly Question QueryByPaybill = new(ReplyShape.Query, OrderNumber: null, Paybill);

    internal bool IsQuery => Shape == ReplyShape.Query;

    /// <summary>The question that the first byte of an input stands for.</summary>
    internal static Question Of(byte selector) => (selector | 0x20) switch
    {
        'q' => QueryByOrder,
        'p' => QueryByPaybill,
        _ => Confirm,
    };
}
