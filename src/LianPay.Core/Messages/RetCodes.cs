using System.Collections.Frozen;

namespace LianPay.Core.Messages;

/// <summary>The ret_codes of the instantpay family, in the order of PROTOCOL 2.1 (source: LianLian's RetCodeEnum.java).</summary>
public static class RetCodes
{
    /// <summary>The one code that says that a request succeeded.</summary>
    public const string Ok = "0000";

    /// <summary>From a query: no such order (yet).</summary>
    public const string NoRecord = "8901";

    /// <summary>From a confirmation: no such order, or it does not wait for one. It may have been confirmed elsewhere.</summary>
    public const string NotHeld = "4001";

    /// <summary>Too many wrong confirm codes: the order is locked.</summary>
    public const string CodeLocked = "4008";

    /// <summary>A wrong confirm code.</summary>
    public const string WrongCode = "4011";

    /// <summary>Every listed code.</summary>
    public static IReadOnlyList<RetCode> All { get; } =
    [
        new("0000", "交易成功", RetCodeClass.Ok, "Accepted: the payment is in process. It is not paid yet."),
        new("1001", "商户请求签名未通过", RetCodeClass.Fail, "The gateway could not verify our signature. Check that the merchant's public key in LianLian's portal is the one of this private key.", IsConfiguration: true),
        new("1002", "商户单号重复", RetCodeClass.Query, "An order of this number exists. Query its state."),
        new("1004", "商户请求参数校验错误", RetCodeClass.Fail, "A parameter was refused; the gateway's message names it."),
        new("1005", "不支持该银行账户类型", RetCodeClass.Fail, "The payee's kind of bank account is not supported."),
        new("1008", "商户请求IP错误", RetCodeClass.Fail, "This machine's public address is not on the merchant's whitelist at LianLian.", IsConfiguration: true),
        new("2005", "原交易已在进行处理，请勿重复提交", RetCodeClass.Query, "An order of this number is already in process. Query its state."),
        new("3001", "非法的商户", RetCodeClass.Fail, "The gateway does not know this merchant number.", IsConfiguration: true),
        new("4001", "该订单不存在或非复核状态", RetCodeClass.ConfirmFail, "The order does not wait for a confirmation: it was closed, never existed, or was confirmed elsewhere. Query its state; do not pay again."),
        new("4002", "疑似重复提交订单", RetCodeClass.Review, "Held: suspected duplicate (same day, same amount, same card, other order number). A person must review it."),
        new("4003", "收款银行卡和姓名不一致", RetCodeClass.Review, "Held: the payee's card and name do not match. A person must review it."),
        new("4004", "疑似重复提交订单且收款银行卡和姓名不一致", RetCodeClass.Review, "Held: suspected duplicate, and the payee's card and name do not match. A person must review it."),
        new("4005", "商户未开通权限", RetCodeClass.Fail, "The merchant has no right to this product. Ask LianLian to open it.", IsConfiguration: true),
        new("4006", "敏感信息加密异常", RetCodeClass.Query, "The gateway failed to encrypt. The outcome is unknown: query."),
        new("4007", "敏感信息解密异常", RetCodeClass.Query, "The gateway failed to decrypt. The outcome is unknown: query. At first integration: the payload was sealed with another key than LianLian's."),
        new("4008", "验证码次数超限", RetCodeClass.ConfirmFail, "Too many wrong confirm codes: the gateway has locked the order. A person must look at it in the merchant portal."),
        new("4009", "验证码异常", RetCodeClass.Query, "The gateway failed to check the confirm code. The outcome is unknown: query."),
        new("4010", "验证码失效", RetCodeClass.ConfirmFail, "The confirm code has expired; the gateway will close the order. Query before anything else."),
        new("4011", "验证码不匹配", RetCodeClass.ConfirmFail, "Wrong confirm code. Six wrong codes lock the order: check where the code came from."),
        new("4012", "银行卡查询异常", RetCodeClass.Fail, "The payee's card could not be found; usually it does not exist."),
        new("4103", "账户异常", RetCodeClass.RetrySame, "The merchant's account has a problem. Mend it; the same order may then be tried again."),
        new("4104", "付款订单创建失败", RetCodeClass.RetrySame, "The gateway could not create the payment. The same order may be tried again."),
        new("4105", "大额行号查询失败", RetCodeClass.Fail, "The payee's bank branch code could not be found."),
        new("8901", "没有记录", RetCodeClass.Query, "The gateway has no record of the order (yet). Query again later; do not pay again."),
        new("9104", "账户余额不足", RetCodeClass.RetrySame, "The merchant's balance is too low. Top it up; the same order may then be tried again."),
        new("9910", "风险等级过高", RetCodeClass.Fail, "Refused by the gateway's risk control."),
        new("9911", "超过单笔限额", RetCodeClass.Fail, "Above the limit of one payment."),
        new("9912", "超过单日限额", RetCodeClass.Fail, "Above the day's limit."),
        new("9913", "超过单月限额", RetCodeClass.Fail, "Above the month's limit."),
        new("9999", "系统错误", RetCodeClass.Query, "The gateway failed. The outcome is unknown: query."),
    ];

    // Of the platform-wide list (PROTOCOL 2.1, last paragraph; FAULTS P21): it says nothing sure of the order, but much of the set-up.
    private static readonly RetCode IllegalRequest =
        new("9901", "请求报文非法", RetCodeClass.Query, "The gateway could not read the request. The outcome is unknown: query.", IsConfiguration: true);

    private static readonly FrozenDictionary<string, RetCode> ByCode =
        All.Append(IllegalRequest).ToFrozenDictionary(row => row.Code, StringComparer.Ordinal);

    /// <summary>The row of a code. A code that is not listed is a query code: nothing is known of it.</summary>
    public static RetCode Find(string code) => ByCode.TryGetValue(code, out RetCode? row)
        ? row
        : new RetCode(code, string.Empty, RetCodeClass.Query, "This code is not in LianLian's list for instantpay. The outcome is unknown: query.");
}
