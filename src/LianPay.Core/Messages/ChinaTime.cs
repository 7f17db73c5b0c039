using System.Globalization;

namespace LianPay.Core.Messages;

/// <summary>Dates and times on the wire: digits only, in China's time, which has been UTC+8 without summer time since 1991.</summary>
public static class ChinaTime
{
    /// <summary>China's offset from UTC.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>Reads <c>yyyyMMddHHmmss</c>.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        // The first eight hours of the year 1 are before the first instant that DateTimeOffset can hold.
        bool parsed = DateTime.TryParseExact(text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime local)
            && local - DateTime.MinValue >= Offset;
        time = parsed ? new DateTimeOffset(local, Offset) : default;
        return parsed;
    }

    /// <summary>Writes <c>yyyyMMddHHmmss</c>.</summary>
    public static string Format(DateTimeOffset time) =>
        time.ToOffset(Offset).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    /// <summary>True for a date as <c>yyyyMMdd</c>.</summary>
    public static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
