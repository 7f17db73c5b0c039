namespace LianPay.Core.Ledger;

/// <summary>Goes through the columns of a row whose checksum was found to fit, so every value is what this release, or an older one, wrote.</summary>
internal sealed class RowReader(object?[] row)
{
    private int _next;

    internal void Skip(int columns = 1) => _next += columns;

    internal string Text() => (string)row[_next++]!;

    internal string? TextOrNull() => (string?)row[_next++];

    internal long Number() => (long)row[_next++]!;

    internal DateTimeOffset Time() => LedgerTime.Parse(Text());

    internal DateTimeOffset? TimeOrNull() => TextOrNull() is { } text ? LedgerTime.Parse(text) : null;

    internal T Word<T>()
        where T : struct, Enum => Enum.Parse<T>(Text());

    internal T? WordOrNull<T>()
        where T : struct, Enum => TextOrNull() is { } text ? Enum.Parse<T>(text) : null;
}
