using System.Globalization;
using System.Text;

namespace LianPay.Core.Messages;

/// <summary>Text from outside made fit for a terminal, a log and a report: it can neither move the cursor nor reorder what stands beside it.</summary>
public static class SafeText
{
    /// <summary>
    /// Replaces control characters (C0, C1), format characters (bidirectional marks, zero-width characters), line and
    /// paragraph separators, characters of private use or of none at all, and lone surrogates by U+FFFD, and cuts what is longer
    /// than <paramref name="maxLength"/> characters, marking the cut by one more, an ellipsis.
    /// </summary>
    public static string Of(string text, int maxLength)
    {
        StringBuilder safe = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (safe.Length + rune.Utf16SequenceLength > maxLength)
            {
                return safe.Append('…').ToString();
            }

            safe.Append((IsHarmless(rune) ? rune : Rune.ReplacementChar).ToString());
        }

        return safe.ToString();
    }

    /// <summary>True when nothing in the text would be replaced.</summary>
    public static bool IsSafe(string text)
    {
        for (int index = 0; index < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, index, out Rune rune) || !IsHarmless(rune))
            {
                return false;
            }

            index += rune.Utf16SequenceLength;
        }

        return true;
    }

    private static bool IsHarmless(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}
