using System.Globalization;
using System.Text;

namespace LianPay.Core.Payments;

/// <summary>Says what is wrong with the text of a field without quoting it: a value in the wrong column may be a confirm code.</summary>
internal static class FieldText
{
    /// <summary>A phrase that continues the field's name.</summary>
    /// <param name="text">The value, which is not what it should be.</param>
    /// <param name="expected">What it should be, such as <c>18 digits</c>.</param>
    internal static string Problem(string? text, string expected)
    {
        if (string.IsNullOrEmpty(text))
        {
            return $"is missing or empty: it must be {expected}";
        }

        if (ExcelDamage.IsScientific(text))
        {
            return "is in scientific notation: Excel turned the id into a number and its digits are lost. Format the column as text and export it again from the source";
        }

        int index = text.AsSpan().IndexOfAnyExceptInRange('!', '~');
        if (index >= 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"has {CodePointAt(text, index)} as its character {index + 1}: it must be {expected}");
        }

        return string.Create(CultureInfo.InvariantCulture, $"must be {expected}; this one has {text.Length} characters{Digits(text)}");
    }

    /// <summary>The first character that cannot be seen, that looks like another, or that reorders what stands beside it, as <c>U+202E</c>; else <see langword="null"/>.</summary>
    internal static string? FirstInvisible(string text)
    {
        int index = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsInvisible(rune))
            {
                return CodePointAt(text, index);
            }

            index += rune.Utf16SequenceLength;
        }

        return null;
    }

    /// <summary>A name from the file, fit for a message: cut to 40 characters, and what cannot be seen is written as its code point.</summary>
    internal static string Quote(string name)
    {
        StringBuilder quoted = new("'");
        foreach (Rune rune in name.EnumerateRunes())
        {
            if (quoted.Length > 40)
            {
                quoted.Append('…');
                break;
            }

            string text = rune.ToString();
            quoted.Append(FirstInvisible(text) is { } codePoint ? $"<{codePoint}>" : text);
        }

        return quoted.Append('\'').ToString();
    }

    private static bool IsInvisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        // A no-break or an ideographic space looks like a space and compares as something else.
        UnicodeCategory.SpaceSeparator => rune.Value != ' ',
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => true,
        _ => false,
    };

    private static string CodePointAt(string text, int index)
    {
        int value = Rune.TryGetRuneAt(text, index, out Rune rune) ? rune.Value : text[index];
        return string.Create(CultureInfo.InvariantCulture, $"U+{value:X4}");
    }

    private static string Digits(ReadOnlySpan<char> text) => text.ContainsAnyExceptInRange('0', '9') ? ", not all of them digits" : ", all digits";
}
