using System.Globalization;

namespace LianPay.Core.Ledger;

/// <summary>Times as the ledger stores them: UTC, to the millisecond, as text that a person can read and that sorts by time.</summary>
public static class LedgerTime
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    internal static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    internal static string? Text(DateTimeOffset? time) => time is { } known ? Text(known) : null;

    /// <summary>The time as it will be read again.</summary>
    public static DateTimeOffset Truncate(DateTimeOffset time) => time.AddTicks(-(time.UtcTicks % TimeSpan.TicksPerMillisecond));

    /// <exception cref="FormatException">The text is no such time.</exception>
    internal static DateTimeOffset Parse(string text) =>
        DateTimeOffset.ParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
