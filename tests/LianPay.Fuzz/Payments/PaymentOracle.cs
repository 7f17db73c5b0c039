using System.Globalization;
using System.Text.RegularExpressions;
using LianPay.Core.Payments;
using static LianPay.Fuzz.OracleException;

namespace LianPay.Fuzz.Payments;

/// <summary>What holds of every file of payments that was read.</summary>
internal static partial class PaymentOracle
{
    private const RegexOptions Plain = RegexOptions.CultureInvariant;

    internal static void Check(PaymentReading reading, IReadOnlyList<ModelRow>? model)
    {
        HashSet<string> orders = new(StringComparer.Ordinal);
        long payments = 0;
        long row = 0;
        long line = 0;
        foreach (PaymentFileEntry entry in reading.Entries)
        {
            row++;
            Require(entry.Row == row, "Rows are not counted one by one.");
            Require(entry.Line >= line, "Lines run backwards.");
            line = entry.Line;
            if (entry is HeldPaymentRow payment)
            {
                payments++;
                Require(orders.Add(payment.OrderNumber), "The same order leaves twice.");
                CheckGrammar(payment);
                CheckAgainst(model, payment);
            }
        }

        Require(payments == reading.PaymentCount && row - payments == reading.ErrorCount, "The second reading does not give what the check counted.");
        Require(model is null || model.Count == row, "There are more rows, or fewer, than in the file.");
    }

    private static void CheckGrammar(HeldPaymentRow payment)
    {
        Require(OrderNumber().IsMatch(payment.OrderNumber), "no_order is not in its grammar.");
        Require(ConfirmCode().IsMatch(payment.ConfirmCode), "confirm_code is not in its grammar.");
        Require(RetCode().IsMatch(payment.RetCode), "ret_code is not in its grammar.");
        Require(payment.PartnerId is null || PartnerId().IsMatch(payment.PartnerId), "oid_partner is not in its grammar.");
        Require(payment.NotifyUrl is null || (payment.NotifyUrl.Length <= 64 && Uri.TryCreate(payment.NotifyUrl, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0), "notify_url is no address.");
        Require(payment.ReviewedBy is null || !payment.ReviewedBy.Any(character => char.IsControl(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format), "reviewed_by holds what cannot be seen.");
        Require(payment.OrderNumber.Contains(payment.ConfirmCode, StringComparison.Ordinal) || payment.Source.Contains(payment.ConfirmCode, StringComparison.Ordinal)
            || !payment.ToString().Contains(payment.ConfirmCode, StringComparison.Ordinal), "A payment shows its confirm code.");
    }

    /// <summary>Every value is what the file says under the name of that column, and none is left out.</summary>
    private static void CheckAgainst(IReadOnlyList<ModelRow>? model, HeldPaymentRow payment)
    {
        if (model is null)
        {
            return;
        }

        ModelRow expected = payment.Row <= model.Count ? model[(int)payment.Row - 1] : new ModelRow(null, []);
        Require(expected.Line is null || expected.Line == payment.Line, "A payment is said to stand on another line.");
        List<KeyValuePair<string, string?>> extra = [];
        int known = 0;
        foreach ((string name, string? text) in expected.Columns)
        {
            if (IsValueOf(payment, name, string.IsNullOrEmpty(text) ? null : text) is { } isRight)
            {
                Require(isRight, $"{name} is not what the file says.");
                known++;
            }
            else
            {
                extra.Add(KeyValuePair.Create(name, text));
            }
        }

        Require(known >= 3, "A payment was made of a row without its columns.");
        Require(payment.Extra.SequenceEqual(extra), "The other columns are not what the file says.");
    }

    /// <summary>Whether the payment has this text under this heading; null for a heading that means nothing.</summary>
    private static bool? IsValueOf(HeldPaymentRow payment, string heading, string? text) => heading.ToUpperInvariant() switch
    {
        "NO_ORDER" or "ORDERNUMBER" => payment.OrderNumber == text,
        "CONFIRM_CODE" or "CONFIRMCODE" => payment.ConfirmCode == text,
        "RET_CODE" or "RETCODE" => payment.RetCode == text,
        "RET_MSG" or "RETMESSAGE" => payment.RetMessage == text,
        "OID_PARTNER" or "PARTNERID" => payment.PartnerId == text,
        "NOTIFY_URL" or "NOTIFYURL" => payment.NotifyUrl == text,
        "MONEY_ORDER" or "AMOUNT" => payment.Amount?.ToString(CultureInfo.InvariantCulture) == Unpadded(text),
        "PAYEE" or "ACCT_NAME" => payment.Payee == text,
        "REVIEWED_BY" or "REVIEWEDBY" => payment.ReviewedBy == text,
        "REVIEWED_AT" or "REVIEWEDAT" => payment.ReviewedAt is { } at ? text is not null && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out DateTimeOffset expected) && expected.EqualsExact(at) : text is null,
        "REVIEW_REASON" or "REVIEWREASON" => payment.ReviewReason == text,
        "DECISION" => payment.Decision == text,
        _ => null,
    };

    /// <summary>An amount without leading zeros, as a decimal writes itself.</summary>
    private static string? Unpadded(string? amount)
    {
        string? digits = amount?.TrimStart('0');
        return digits is null ? null : digits.Length == 0 || digits[0] == '.' ? $"0{digits}" : digits;
    }

    [GeneratedRegex(@"\A(?!(?:[nN][uU][lL][lL])\z)[0-9A-Za-z_-]{1,32}\z", Plain)]
    private static partial Regex OrderNumber();

    [GeneratedRegex(@"\A[0-9]{6}\z", Plain)]
    private static partial Regex ConfirmCode();

    [GeneratedRegex(@"\A[0-9]{4}\z", Plain)]
    private static partial Regex RetCode();

    [GeneratedRegex(@"\A[0-9]{18}\z", Plain)]
    private static partial Regex PartnerId();
}
