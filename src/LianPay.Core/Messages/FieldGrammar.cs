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

    /// <summary>The longest <c>platform</c>, in characters (PROTOCOL 1.2).</summary>
    public const int PlatformMaxLength = 32;

    private const int AmountMaxWholeDigits = 9;
    private const int AmountMaxDecimals = 2;

    private static readonly SearchValues<char> OrderNumberCharacters =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz-");

    /// <summary>Whether the text is a <c>no_order</c>: 1 to 32 of <c>[0-9A-Za-z_-]</c>, and not the word <c>null</c>.</summary>
    public static bool IsOrderNumber(ReadOnlySpan<char> text) =>
        text.Length is >= 1 and <= OrderNumberMaxLength && !text.ContainsAnyExcept(OrderNumberCharacters) && !IsNull(text);

    /// <summary>Whether the text is a <c>confirm_code</c>: 6 digits.</summary>
    public static bool IsConfirmCode(ReadOnlySpan<char> text) => IsDigits(text, ConfirmCodeLength, ConfirmCodeLength);

    /// <summary>Whether the text is a <c>ret_code</c>: 4 digits. It says nothing of what the code means.</summary>
    public static bool IsRetCode(ReadOnlySpan<char> text) => IsDigits(text, RetCodeLength, RetCodeLength);

    /// <summary>Whether the text is an <c>oid_partner</c>: 18 digits.</summary>
    public static bool IsPartnerId(ReadOnlySpan<char> text) => IsDigits(text, PartnerIdLength, PartnerIdLength);

    /// <summary>Whether the text is an <c>oid_paybill</c>: 1 to 18 digits.</summary>
    public static bool IsPaybillId(ReadOnlySpan<char> text) => IsDigits(text, 1, PaybillIdMaxLength);

    /// <summary>Whether the text is a <c>money_order</c>: yuan, 1 to 9 digits, then a full stop and 1 or 2 decimals if any.</summary>
    public static bool IsAmount(ReadOnlySpan<char> text)
    {
        int point = text.IndexOf('.');
        return point < 0
            ? IsDigits(text, 1, AmountMaxWholeDigits)
            : IsDigits(text[..point], 1, AmountMaxWholeDigits) && IsDigits(text[(point + 1)..], 1, AmountMaxDecimals);
    }

    /// <summary>Whether the text is a <c>platform</c>: 1 to 32 visible characters of any script, inner blanks allowed, and not the word <c>null</c>.</summary>
    public static bool IsPlatform(string text) =>
        text.Length is >= 1 and <= PlatformMaxLength && text.AsSpan().Trim().Length == text.Length && SafeText.IsSafe(text) && !IsNull(text);

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
        if (authority == 0)
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
        : 0;

    /// <remarks>LianLian's own .NET code leaves a value out of the signed text that spells null in any letter case (PROTOCOL 3.2).</remarks>
    private static bool IsNull(ReadOnlySpan<char> text) => text.Equals("null", StringComparison.OrdinalIgnoreCase);

    private static bool IsDigits(ReadOnlySpan<char> text, int minLength, int maxLength) =>
        text.Length >= minLength && text.Length <= maxLength && !text.ContainsAnyExceptInRange('0', '9');
}
