using System.Collections.Frozen;

namespace LianPay.Core.Messages;

/// <summary>The names of the fields on the wire (PROTOCOL 1.2 to 1.5).</summary>
public static class FieldNames
{
    /// <summary>商户编号, the merchant: 18 digits.</summary>
    public const string PartnerId = "oid_partner";

    /// <summary>商户付款流水号, the merchant's own number of the payout: 1 to 32 characters.</summary>
    public const string OrderNumber = "no_order";

    /// <summary>确认付款验证码, the six digits that the gateway gave with 4002, 4003 or 4004. A bearer secret.</summary>
    public const string ConfirmCode = "confirm_code";

    /// <summary>连连支付支付单号, the gateway's own number of the payout: up to 18 digits.</summary>
    public const string PaybillId = "oid_paybill";

    /// <summary>服务器异步通知地址, where the gateway posts the final state: at most 64 characters.</summary>
    public const string NotifyUrl = "notify_url";

    /// <summary>平台来源, the platform that the payment came from. Optional.</summary>
    public const string Platform = "platform";

    /// <summary>版本号, <c>1.0</c>.</summary>
    public const string ApiVersion = "api_version";

    /// <summary>签名, base64 of the signature.</summary>
    public const string Sign = "sign";

    /// <summary>签名方式, <c>RSA</c>. Part of the signed text.</summary>
    public const string SignType = "sign_type";

    /// <summary>The sealed request (PROTOCOL 4).</summary>
    public const string Payload = "pay_load";

    /// <summary>交易结果代码, four digits.</summary>
    public const string RetCode = "ret_code";

    /// <summary>交易结果描述, Chinese text.</summary>
    public const string RetMessage = "ret_msg";

    /// <summary>付款结果, the state of the payout in the answer to a query.</summary>
    public const string ResultPay = "result_pay";

    /// <summary>商户付款时间, yyyyMMddHHmmss in China's time (UTC+8).</summary>
    public const string OrderedAt = "dt_order";

    /// <summary>Amount in yuan with at most two decimals.</summary>
    public const string Amount = "money_order";

    /// <summary>清算日期, yyyyMMdd, when paid.</summary>
    public const string SettleDate = "settle_date";

    /// <summary>订单描述, free text.</summary>
    public const string OrderInfo = "info_order";

    /// <summary>Free text: in the answer to a query the reason of a failure. Perhaps not signed (PROTOCOL 1.4).</summary>
    public const string Memo = "memo";

    /// <summary>Every name that means something to this product or, in payment.htm, to the gateway: text that could be split into one of these is refused.</summary>
    internal static readonly FrozenSet<string> Known = new[]
    {
        PartnerId, OrderNumber, ConfirmCode, PaybillId, NotifyUrl, Platform, ApiVersion, Sign, SignType, Payload, RetCode, RetMessage,
        ResultPay, OrderedAt, Amount, SettleDate, OrderInfo, Memo,
        "card_no", "acct_name", "bank_name", "flag_card", "prcptcd", "bank_code", "city_code", "brabank_name", "risk_item",
    }.ToFrozenSet(StringComparer.Ordinal);
}
