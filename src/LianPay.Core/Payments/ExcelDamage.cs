using System.Buffers;

namespace LianPay.Core.Payments;

/// <summary>The marks that a spreadsheet leaves on ids: it keeps 15 digits of a number, and writes long ones in scientific notation.</summary>
internal static class ExcelDamage
{
    private const int ExactDigits = 15;

    private static readonly SearchValues<char> MantissaCharacters = SearchValues.Create("0123456789.,");

    /// <summary>Fewer zeros at the end are too often there by chance.</summary>
    private const int SuspiciousZeros = 3;

    /// <summary>Whether the text is a number in scientific notation, such as <c>2.01606E+17</c>.</summary>
    internal static bool IsScientific(ReadOnlySpan<char> text)
    {
        int exponent = text.IndexOfAny('E', 'e');
        if (exponent < 1 || exponent == text.Length - 1)
        {
            return false;
        }

        ReadOnlySpan<char> power = text[(exponent + 1)..];
        return !text[..exponent].ContainsAnyExcept(MantissaCharacters)
            && power[0] is '+' or '-'
            && power.Length > 1
            && !power[1..].ContainsAnyExceptInRange('0', '9');
    }

    /// <summary>Sentences on ids that end like a number that Excel has cut to 15 digits.</summary>
    internal static IReadOnlyList<string> Warnings(string orderNumber, string? partnerId)
    {
        bool order = LooksCut(orderNumber);
        bool partner = LooksCut(partnerId);
        return (order, partner) switch
        {
            (false, false) => [],
            (true, false) => [Sentence("no_order")],
            (false, true) => [Sentence("oid_partner")],
            _ => [Sentence("no_order"), Sentence("oid_partner")],
        };
    }

    private static bool LooksCut(ReadOnlySpan<char> id) =>
        id.Length >= ExactDigits + SuspiciousZeros
        && !id.ContainsAnyExceptInRange('0', '9')
        && !id[ExactDigits..].ContainsAnyExcept('0');

    private static string Sentence(string field) =>
        $"Excel? {field} has only zeros after its 15th digit, as an id has that Excel turned into a number. Compare it with the original.";
}
