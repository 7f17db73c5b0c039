using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LianPay.Fuzz.Replies;

/// <summary>What makes an answer one that is believed, written down a second time from DESIGN section 5 and PROTOCOL 1.3 to 2.1, without a line of the product.</summary>
internal static partial class ReplyModel
{
    private const RegexOptions Plain = RegexOptions.CultureInvariant;
    private const int MaxBytes = 64 * 1024;
    private const int MaxFields = 64;

    private static readonly string[] Always = ["ret_code", "ret_msg", "sign_type", "sign", "oid_partner", "no_order"];
    private static readonly string[] OkOfQuery = ["result_pay", "dt_order", "money_order"];
    private static readonly string[] OptionalOfQuery = ["oid_paybill", "settle_date", "info_order", "memo"];
    private static readonly string[] OptionalOfConfirm = ["oid_paybill", "confirm_code"];

    private static readonly string[] Known =
    [
        "oid_partner", "no_order", "confirm_code", "oid_paybill", "notify_url", "platform", "api_version", "sign", "sign_type", "pay_load",
        "ret_code", "ret_msg", "result_pay", "dt_order", "money_order", "settle_date", "info_order", "memo",
        "card_no", "acct_name", "bank_name", "flag_card", "prcptcd", "bank_code", "city_code", "brabank_name", "risk_item",
    ];

    private static readonly Dictionary<string, Regex> Grammar = new(StringComparer.Ordinal)
    {
        ["oid_partner"] = new(@"\A[0-9]{18}\z", Plain),
        ["no_order"] = new(@"\A(?!(?:[nN][uU][lL][lL])\z)[0-9A-Za-z_-]{1,32}\z", Plain),
        ["oid_paybill"] = new(@"\A[0-9]{1,18}\z", Plain),
        ["ret_code"] = new(@"\A[0-9]{4}\z", Plain),
        ["confirm_code"] = new(@"\A[0-9]{6}\z", Plain),
        ["money_order"] = new(@"\A[0-9]{1,9}(?:\.[0-9]{1,2})?\z", Plain),
        ["dt_order"] = new(@"\A[0-9]{14}\z", Plain),
        ["settle_date"] = new(@"\A[0-9]{8}\z", Plain),
        ["result_pay"] = new(@"\A[A-Z]{1,16}\z", Plain),
    };

    private static readonly Regex Splittable = new($"&(?:{string.Join('|', Known)})=", Plain);

    /// <summary>The text that is signed (PROTOCOL 3.1).</summary>
    internal static byte[] SignedBytes(IEnumerable<KeyValuePair<string, string>> fields) => Encoding.UTF8.GetBytes(string.Join(
        '&',
        fields.Where(field => field.Key != "sign" && field.Value.Length > 0)
            .OrderBy(field => field.Key, StringComparer.Ordinal)
            .Select(field => $"{field.Key}={field.Value}")));

    /// <summary>Whether an answer with a valid signature is to be believed.</summary>
    /// <param name="fields">Every field, <c>sign</c> among them, in the order in which they came.</param>
    /// <param name="bytes">How long the body is.</param>
    /// <param name="question">What was asked.</param>
    /// <param name="isMemoSigned">False when the signature is over the fields without <c>memo</c>.</param>
    internal static bool IsBelieved(IReadOnlyList<KeyValuePair<string, string>> fields, int bytes, Question question, bool isMemoSigned)
    {
        if (bytes > MaxBytes || fields.Count > MaxFields
            || fields.Any(field => !Name().IsMatch(field.Key))
            || fields.DistinctBy(field => field.Key, StringComparer.Ordinal).Count() != fields.Count)
        {
            return false;
        }

        // An empty field counts as absent.
        Dictionary<string, string> present = fields.Where(field => field.Value.Length > 0).ToDictionary(StringComparer.Ordinal);
        return (isMemoSigned || question.IsQuery || !present.ContainsKey("memo"))
            && present.GetValueOrDefault("sign_type") == "RSA"
            && Always.All(present.ContainsKey)
            && present["oid_partner"] == Question.Partner
            && (question.OrderNumber is null || present["no_order"] == question.OrderNumber)
            && (question.PaybillId is null || present.GetValueOrDefault("oid_paybill", question.PaybillId) == question.PaybillId)
            && IsShape(present, question)
            && present.All(field => !Splittable.IsMatch(field.Value) && IsInGrammar(field.Key, field.Value));
    }

    private static bool IsShape(Dictionary<string, string> present, Question question)
    {
        bool isOk = present["ret_code"] == "0000";
        string[] allowed = question.IsQuery ? [.. Always, .. OkOfQuery, .. OptionalOfQuery] : [.. Always, .. OptionalOfConfirm];
        return present.Keys.All(name => allowed.Contains(name) || !Known.Contains(name))
            && (!isOk || !question.IsQuery || OkOfQuery.All(present.ContainsKey))
            && (!isOk || question.OrderNumber is not null || present.ContainsKey("oid_paybill"))
            && (!present.ContainsKey("confirm_code") || present["ret_code"] is "4002" or "4003" or "4004");
    }

    private static bool IsInGrammar(string name, string value) =>
        (!Grammar.TryGetValue(name, out Regex? grammar) || grammar.IsMatch(value))
        && name switch
        {
            // In China's time: the first eight hours of the year 1 have no instant in UTC.
            "dt_order" => IsDay(value[..8]) && string.CompareOrdinal(value, "00010101080000") >= 0
                && Number(value[8..10]) < 24 && Number(value[10..12]) < 60 && Number(value[12..]) < 60,
            "settle_date" => IsDay(value),
            _ => true,
        };

    private static bool IsDay(string digits)
    {
        int year = Number(digits[..4]);
        int month = Number(digits[4..6]);
        return year >= 1 && month is >= 1 and <= 12 && Number(digits[6..]) is >= 1 and int day && day <= DateTime.DaysInMonth(year, month);
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A[a-z_]{1,64}\z", Plain)]
    private static partial Regex Name();
}
