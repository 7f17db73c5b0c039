using System.Globalization;
using LianPay.Core.Messages;

namespace LianPay.Sandbox;

/// <summary><c>queryPayment.htm</c> (PROTOCOL 1.4): plain signed fields, no envelope.</summary>
internal sealed class QueryEndpoint(RequestCheck check, OrderBook orders) : IEndpoint
{
    private const string FailureReason = "收款账户状态异常";

    public PreparedCall Prepare(MessageFields message)
    {
        if ((check.OfMerchant(message) ?? check.OfSignature(message) ?? check.OfCommonParameters(message) ?? OfParameters(message)) is { } rejection)
        {
            return PreparedCall.Rejected(rejection);
        }

        string? orderNumber = message[FieldNames.OrderNumber];
        return orders.Find(orderNumber, message[FieldNames.PaybillId]) is { } order
            ? new PreparedCall(order.OrderNumber, () => Describe(order))
            : PreparedCall.Rejected(SandboxReply.Rejected(RetCodes.NoRecord), orderNumber);
    }

    /// <summary>Yuan with exactly two decimals.</summary>
    internal static string AmountText(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    private SandboxReply Describe(HeldOrder order)
    {
        OrderState state = orders.Query(order);
        List<KeyValuePair<string, string>> fields =
        [
            KeyValuePair.Create(FieldNames.ResultPay, state.ResultPay),
            KeyValuePair.Create(FieldNames.OrderedAt, ChinaTime.Format(order.HeldAt)),
            KeyValuePair.Create(FieldNames.Amount, AmountText(order.Amount)),
        ];
        if (state.PaybillId is { } paybillId)
        {
            fields.Add(KeyValuePair.Create(FieldNames.PaybillId, paybillId));
        }

        if (state.PaidAt is { } paidAt)
        {
            fields.Add(KeyValuePair.Create(FieldNames.SettleDate, ChinaTime.Format(paidAt)[..8]));
        }

        if (state.ResultPay == "FAILURE")
        {
            fields.Add(KeyValuePair.Create(FieldNames.OrderInfo, FailureReason));
            fields.Add(KeyValuePair.Create(FieldNames.Memo, FailureReason));
        }

        return SandboxReply.About(check.PartnerId, order.OrderNumber, RetCodes.Ok, fields);
    }

    private static SandboxReply? OfParameters(MessageFields message) => (message[FieldNames.OrderNumber], message[FieldNames.PaybillId]) switch
    {
        (null, null) => SandboxReply.BadParameter(FieldNames.OrderNumber),
        ({ } number, _) when !FieldGrammar.IsOrderNumber(number) => SandboxReply.BadParameter(FieldNames.OrderNumber),
        (_, { } paybillId) when !FieldGrammar.IsPaybillId(paybillId) => SandboxReply.BadParameter(FieldNames.PaybillId),
        _ => null,
    };
}
