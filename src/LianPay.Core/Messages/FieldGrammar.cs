using System.Buffers;
using System.Globalization;

namespace LianPay.Core.Messages;

/// <summary>
/// What a machine field may look like: the one home of these rules for what is read from files, sent and received.
/// All of them are ASCII only, ordinal, and independent of the culture: a full-width or Arabic digit is no digit here.
/// </summary>
/// <remarks>
/// Lengths are those of PROTOCOL 1.3. The documents give no character set for <c>no_order</c>; this one is what keeps the
/// signed text unambiguous (no <c>&amp;</c>, no <c>=</c>).
/// </remarks>
public static class FieldGrammar
{
    /// <summary>The longest <c>no_order</c>, in characters.</summary>
    public const int OrderNumberMaxLength = 32;

    /// <summary>The length of a <c>confirm_code</c>, in digits.</summary>
    public const int ConfirmCodeLength = 6;

    /// <summary>The length of a <c>ret_code</c>, in digits.</summary>
    public const int RetCodeLength = 4;

    /// <summary>The length of an <c>oid_partner</c>, in digits.</summary>
    public const int PartnerIdLength = 18;

    /// <summary>The longest <c>oid_paybill</c>, in digits.</summary>
    public const int PaybillIdMaxLength = 18;

    /// <summary>The longest <c>notify_url</c> of confirmPayment.htm, in characters.</summary>
    public const int NotifyUrlMaxLength = 64;

    private const int AmountMaxWholeDigits = 9;
    private const int AmountMaxDecimals = 2;

    private static readonly SearchValues<char> OrderNumberCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz-");

    /// <summary>Whether the text is a <c>no_order</c>: 1 to 32 of <c>[0-9A-Za-z_-]</c>.</summary>
    public static bool IsOrderNumber(ReadOnlySpan<char> text) =>
        text.Length is >= 1 and <= OrderNumberMaxLength && !text.ContainsAnyExcept(OrderNumberCharacters);

    /// <summary>Whether the text is a <c>confirm_code</c>: 6 digits.</summary>
    public static bool IsConfirmCode(ReadOnlySpan<char> text) => text.Length == ConfirmCodeLength && IsDigits(text);

    /// <summary>Whether the text is a <c>ret_code</c>: 4 digits. It says nothing of what the code means.</summary>
    public static bool IsRetCode(ReadOnlySpan<char> text) => text.Length == RetCodeLength && IsDigits(text);

    /// <summary>Whether the text is an <c>oid_partner</c>: 18 digits.</summary>
    public static bool IsPartnerId(ReadOnlySpan<char> text) => text.Length == PartnerIdLength && IsDigits(text);

    /// <summary>Whether the text is an <c>oid_paybill</c>: 1 to 18 digits.</summary>
    public static bool IsPaybillId(ReadOnlySpan<char> text) => text.Length is >= 1 and <= PaybillIdMaxLength && IsDigits(text);

    /// <summary>Whether the text is a <c>money_order</c>: yuan, 1 to 9 digits, then a full stop and 1 or 2 decimals if any.</summary>
    public static bool IsAmount(ReadOnlySpan<char> text)
    {
        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point];
        if (whole.Length is < 1 or > AmountMaxWholeDigits || !IsDigits(whole))
        {
            return false;
        }

        if (point < 0)
        {
            return true;
        }

        ReadOnlySpan<char> decimals = text[(point + 1)..];
        return decimals.Length is >= 1 and <= AmountMaxDecimals && IsDigits(decimals);
    }

    /// <summary>
    /// Why the text is no <c>notify_url</c>, or <see langword="null"/> when it is one: an absolute http or https address of at most
    /// 64 printable ASCII characters, without user name. <c>&amp;</c> in its query is legal and signed as it stands.
    /// </summary>
    /// <returns>A phrase that continues "notify_url …"; it does not quote the text.</returns>
    public static string? NotifyUrlProblem(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "is empty";
        }

        if (text.Length > NotifyUrlMaxLength)
        {
            return string.Create(CultureInfo.InvariantCulture, $"is {text.Length} characters long: the gateway takes at most {NotifyUrlMaxLength}");
        }

        int strange = text.AsSpan().IndexOfAnyExceptInRange('!', '~');
        if (strange >= 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"has U+{(int)text[strange]:X4} as its character {strange + 1}: only printable ASCII without white space is an address");
        }

        if (text.Contains('\\', StringComparison.Ordinal))
        {
            return "has a backslash";
        }

        int authority = AuthorityStart(text);
        if (authority < 0)
        {
            return "does not start with http:// or https://";
        }

        ReadOnlySpan<char> rest = text.AsSpan(authority);
        int authorityLength = rest.IndexOfAny('/', '?', '#');
        if ((authorityLength < 0 ? rest : rest[..authorityLength]).Contains('@'))
        {
            return "carries a user name or a password before @";
        }

        return Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0 ? null : "is no valid address";
    }

    private static int AuthorityStart(string text) =>
        text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? "https://".Length
        : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? "http://".Length
        : -1;

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
