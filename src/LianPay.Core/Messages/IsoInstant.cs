using System.Globalization;

namespace LianPay.Core.Messages;

/// <summary>A point in time as ISO 8601 with an explicit offset, such as <c>2026-11-23T08:30:00+08:00</c>.</summary>
public static class IsoInstant
{
    // 'K' would read a time without offset as local time: the shape is checked before, so that it only ever meets Z or an offset.
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    /// <summary>Reads it. A time without an offset is refused: it would be another one on another machine.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        return HasOffset(text) && DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out instant);
    }

    private static bool HasOffset(ReadOnlySpan<char> text)
    {
        const int SecondsEnd = 19;
        if (text.Length <= SecondsEnd)
        {
            return false;
        }

        ReadOnlySpan<char> rest = text[SecondsEnd..];
        if (rest[0] == '.')
        {
            int digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (digits < 1)
            {
                return false;
            }

            rest = rest[(1 + digits)..];
        }

        return rest is "Z"
            || (rest.Length == 6 && rest[0] is '+' or '-' && rest[3] == ':');
    }
}
