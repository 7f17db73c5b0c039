namespace LianPay.Core.Messages;

/// <summary>One row of the table of result_pay.</summary>
/// <param name="Value">The word on the wire.</param>
/// <param name="Chinese">The gateway's own name of the state.</param>
/// <param name="Explanation">In English, what it means and what to do.</param>
/// <param name="IsFinal">True when the gateway will not move on from it, but for a paid order that the bank returns.</param>
public sealed record ResultPay(string Value, string Chinese, string Explanation, bool IsFinal);

/// <summary>The states of a payout in the answer to a query, in the order of PROTOCOL 2.2.</summary>
public static class ResultPays
{
    /// <summary>Every listed state.</summary>
    public static IReadOnlyList<ResultPay> All { get; } =
    [
        new("APPLY", "付款申请", "A state that should not occur: ask LianLian's support.", IsFinal: false),
        new("CHECK", "复核申请", "Waits for a confirmation. Nothing has gone to the bank. It can still be confirmed until it is closed: do not pay it under another number.", IsFinal: false),
        new("PROCESSING", "付款处理中", "At the bank. Wait for the notification or ask again.", IsFinal: false),
        new("WAITING", "", "Waits for the answer of the payee's bank.", IsFinal: false),
        new("SUCCESS", "付款成功", "Paid. The bank may still return it.", IsFinal: true),
        new("FAILURE", "付款失败", "The payment failed.", IsFinal: true),
        new("CANCEL", "付款退款", "The bank returned the money; it is back on the merchant's account at LianLian.", IsFinal: true),
        new("CLOSED", "付款关闭", "Closed: it was not confirmed within 24 hours.", IsFinal: true),
    ];

    /// <summary>The row of a state, or null when it is not listed.</summary>
    public static ResultPay? Find(string value) => All.FirstOrDefault(row => row.Value == value);
}
