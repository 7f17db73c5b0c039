using System.Globalization;
using LianPay.Core.Messages;

namespace LianPay.Core.Payments;

/// <summary>A held payment as a file gave it, every machine field in its grammar. It carries the confirm code, which is a bearer secret.</summary>
/// <remarks>A class and not a record: the printed form of a record would show the code.</remarks>
public sealed class HeldPaymentRow : PaymentFileEntry
{
    internal HeldPaymentRow(string fileName, RawRow row)
        : base(fileName, row)
    {
        OrderNumber = row[PaymentField.OrderNumber]!;
        ConfirmCode = row[PaymentField.ConfirmCode]!;
        RetCode = row[PaymentField.RetCode]!;
        RetMessage = row[PaymentField.RetMessage];
        PartnerId = row[PaymentField.PartnerId];
        NotifyUrl = row[PaymentField.NotifyUrl];
        Amount = row[PaymentField.Amount] is { } amount ? decimal.Parse(amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : null;
        Payee = row[PaymentField.Payee];
        ReviewedBy = row[PaymentField.ReviewedBy];
        ReviewedAt = row[PaymentField.ReviewedAt] is { } time && IsoInstant.TryParse(time, out DateTimeOffset instant) ? instant : null;
        ReviewReason = row[PaymentField.ReviewReason];
        Decision = row[PaymentField.Decision];
        Extra = row.Extra.Count == 0 ? [] : row.Extra.ToArray();
        Warnings = ExcelDamage.Warnings(OrderNumber, PartnerId);
    }

    /// <summary><c>no_order</c>: 1 to 32 of <c>[0-9A-Za-z_-]</c>.</summary>
    public string OrderNumber { get; }

    /// <summary><c>confirm_code</c>: 6 digits. A bearer secret: whoever has it can have the payment sent.</summary>
    public string ConfirmCode { get; }

    /// <summary><c>ret_code</c> of the answer that held the payment: 4 digits. Whether it is one that a confirmation may follow is not decided here.</summary>
    public string RetCode { get; }

    /// <summary><c>ret_msg</c>: untrusted text.</summary>
    public string? RetMessage { get; }

    /// <summary><c>oid_partner</c>: 18 digits, if the file says.</summary>
    public string? PartnerId { get; }

    /// <summary><c>notify_url</c>, if the file says. Plain http passes: whether to warn is the caller's decision.</summary>
    public string? NotifyUrl { get; }

    /// <summary><c>money_order</c> in yuan, exact, with the decimals that the file gave.</summary>
    public decimal? Amount { get; }

    /// <summary><c>payee</c> or <c>acct_name</c>: untrusted text.</summary>
    public string? Payee { get; }

    /// <summary><c>reviewed_by</c>: the person who reviewed the payment.</summary>
    public string? ReviewedBy { get; }

    /// <summary><c>reviewed_at</c>, with the offset that the file gave.</summary>
    public DateTimeOffset? ReviewedAt { get; }

    /// <summary><c>review_reason</c>: why the reviewer decided so. Untrusted text.</summary>
    public string? ReviewReason { get; }

    /// <summary><c>decision</c>: what the reviewer decided. Any text but <c>Approved</c> is no approval; whether the payment may go on is not decided here.</summary>
    public string? Decision { get; }

    /// <summary>Every other column, name and text, in the order of the file. An empty CSV field is an empty text, JSON's null is <see langword="null"/>.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Extra { get; }

    /// <summary>What is allowed but looks wrong, as sentences for a person; they start with <c>Excel?</c>. Usually empty.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Source and order number; never the confirm code.</summary>
    public override string ToString() => $"{Source}: order {OrderNumber}";
}
