using System.Text.RegularExpressions;

namespace LianPay.Reports;

/// <summary>The text of an error that is not this module's own: it may quote a row with its confirm code, or a key.</summary>
internal static partial class ForeignText
{
    /// <summary>The text with everything masked that could be a confirm code, a pay_load or a line of a key.</summary>
    internal static string Mask(string text) => Secret().Replace(text, "[masked]");

    // A whole PEM block; six digits that are no part of a longer number; an envelope; 48 characters of base64 and more, which no name is without a break.
    [GeneratedRegex(@"-----BEGIN.*?(?:-----END[^-]*-----|\z)|(?<![0-9])[0-9]{6}(?![0-9])|lianpay1_0_1\$\S*|[A-Za-z0-9+/]{48,}={0,2}", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Secret();
}
