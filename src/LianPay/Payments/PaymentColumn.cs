using System.Collections.Frozen;
using LianPay.Core.Messages;

namespace LianPay.Payments;

/// <summary>A column of a payment and the names under which people have it.</summary>
internal sealed class PaymentColumn
{
    internal static readonly PaymentColumn OrderNumber = new("OrderNumber", FieldNames.OrderNumber);
    internal static readonly PaymentColumn ConfirmCode = new("ConfirmCode", FieldNames.ConfirmCode);
    internal static readonly PaymentColumn RetCode = new("RetCode", FieldNames.RetCode);
    internal static readonly PaymentColumn RetMessage = new("RetMessage", FieldNames.RetMessage);
    internal static readonly PaymentColumn PartnerId = new("PartnerId", FieldNames.PartnerId);
    internal static readonly PaymentColumn NotifyUrl = new("NotifyUrl", FieldNames.NotifyUrl);
    internal static readonly PaymentColumn Platform = new("Platform", FieldNames.Platform);
    internal static readonly PaymentColumn PaybillId = new("PaybillId", FieldNames.PaybillId);
    internal static readonly PaymentColumn Amount = new("Amount", FieldNames.Amount);
    internal static readonly PaymentColumn Payee = new("Payee", "acct_name");
    internal static readonly PaymentColumn ReviewedBy = new("ReviewedBy", "reviewed_by");
    internal static readonly PaymentColumn ReviewedAt = new("ReviewedAt", "reviewed_at");
    internal static readonly PaymentColumn ReviewReason = new("ReviewReason", "review_reason");
    internal static readonly PaymentColumn Decision = new("Decision", "decision");
    internal static readonly PaymentColumn Row = new("Row", "row");
    internal static readonly PaymentColumn Source = new("Source", "source");

    private static readonly FrozenSet<string> Known = new[]
    {
        OrderNumber, ConfirmCode, RetCode, RetMessage, PartnerId, NotifyUrl, Amount, Payee, ReviewedBy, ReviewedAt, ReviewReason, Decision, Row, Source,
    }.SelectMany(column => column.Names).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private PaymentColumn(params string[] names) => Names = names;

    /// <summary>The property's name, then the wire name.</summary>
    internal IReadOnlyList<string> Names { get; }

    internal static bool IsKnown(string name) => Known.Contains(name);
}
