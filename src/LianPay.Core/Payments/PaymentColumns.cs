using System.Collections.Frozen;

namespace LianPay.Core.Payments;

/// <summary>By which headings a column is known. Headings compare without regard to case, by the ordinal rule.</summary>
internal static class PaymentColumns
{
    private static readonly string[] WireNames =
    [
        "no_order", "confirm_code", "ret_code", "ret_msg", "oid_partner", "notify_url", "money_order", "payee", "reviewed_by", "reviewed_at",
        "review_reason", "decision",
    ];

    private static readonly FrozenDictionary<string, PaymentField> Headings = AllHeadings().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The columns without which no row is a held payment.</summary>
    internal static IReadOnlyList<PaymentField> Required { get; } = [PaymentField.OrderNumber, PaymentField.ConfirmCode, PaymentField.RetCode];

    /// <summary>How many fields are known.</summary>
    internal static int Count => WireNames.Length;

    /// <summary>The name by which messages call the field.</summary>
    internal static string WireName(PaymentField field) => WireNames[(int)field];

    internal static bool TryFind(string heading, out PaymentField field) => Headings.TryGetValue(heading, out field);

    /// <summary>The field that the heading would name but for white space, quotes or invisible characters around or inside it.</summary>
    internal static bool TryFindNear(string heading, out PaymentField field)
    {
        string bare = string.Concat(heading.Where(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
        return Headings.TryGetValue(bare, out field);
    }

    private static IEnumerable<KeyValuePair<string, PaymentField>> AllHeadings()
    {
        foreach (PaymentField field in Enum.GetValues<PaymentField>())
        {
            yield return KeyValuePair.Create(WireName(field), field);
            // Only the headings whose two forms differ by more than case: the dictionary ignores case.
            if (!WireName(field).Equals(field.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                yield return KeyValuePair.Create(field.ToString(), field);
            }
        }

        // The gateway's own name of the payee in payment.htm (PROTOCOL 1.2).
        yield return KeyValuePair.Create("acct_name", PaymentField.Payee);
    }
}
