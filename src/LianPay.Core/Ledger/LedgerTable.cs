using System.Globalization;
using System.Text;

namespace LianPay.Core.Ledger;

/// <summary>
/// The columns of a table, and the statements that follow from them. The last column of every table is <c>checksum</c>: a
/// keyed checksum of all the others, made at every write and checked at every read, because a database's own check does not
/// see every flipped bit.
/// </summary>
internal sealed class LedgerTable
{
    private const string ChecksumColumn = "checksum";

    private readonly string[] _columns;

    internal LedgerTable(string name, params string[] columns)
    {
        Name = name;
        _columns = columns;
        Select = $"SELECT {string.Join(", ", columns)}, {ChecksumColumn} FROM {name}";
        Insert = string.Create(
            CultureInfo.InvariantCulture,
            $"INSERT INTO {name} ({string.Join(", ", columns)}, {ChecksumColumn}) VALUES ({string.Join(", ", Enumerable.Range(0, columns.Length + 1).Select(Parameter))})");
        Update = $"UPDATE {name} SET {string.Join(", ", columns.Append(ChecksumColumn).Select((column, index) => $"{column} = {Parameter(index)}"))} WHERE {columns[0]} = {Parameter(0)}";
    }

    internal string Name { get; }

    /// <summary>Every column, without a condition.</summary>
    internal string Select { get; }

    /// <summary>Takes <see cref="Seal"/> of a row.</summary>
    internal string Insert { get; }

    /// <summary>Takes <see cref="Seal"/> of a row; the first column says which row.</summary>
    internal string Update { get; }

    /// <summary>The name of the parameter at a place, from 0.</summary>
    internal static string Parameter(int index) => string.Create(CultureInfo.InvariantCulture, $"@p{index}");

    /// <summary>Where a column stands in a row.</summary>
    internal int IndexOf(string column) => Array.IndexOf(_columns, column);

    /// <summary>The row with its checksum.</summary>
    /// <remarks>
    /// No text is stored with a U+0000 in it, which an answer of garbage may hold: SQLite gives such a text back up to there,
    /// and PostgreSQL refuses it. U+2400, its picture, stands in its place. Half a surrogate pair, which UTF-8 cannot say, becomes U+FFFD.
    /// </remarks>
    internal object?[] Seal(object?[] row, LedgerKey key)
    {
        object?[] storable = Array.ConvertAll(row, value => value is string text ? Storable(text) : value);
        return [.. storable, key.Checksum(Name, storable)];
    }

    /// <summary>Reads the row at which an answer to <see cref="Select"/> stands, without its checksum, which has been checked.</summary>
    /// <exception cref="LedgerException">It does not fit.</exception>
    internal object?[] Read(SqlRows rows, LedgerKey key, string ledger)
    {
        object?[] row = new object?[_columns.Length];
        bool isSound = true;
        for (int index = 0; index < row.Length; index++)
        {
            row[index] = rows.GetValue(index);
            isSound &= row[index] is string or long or null;
        }

        isSound = isSound
            && rows.GetValue(row.Length) is string checksum
            && string.Equals(checksum, key.Checksum(Name, row), StringComparison.Ordinal);
        return isSound ? row : throw LedgerDamage.Of(ledger, $"the checksum of a row of the table {Name}{Describe(row)} does not fit");
    }

    private static string Storable(string text)
    {
        string visible = text.Replace('\0', '\u2400');
        return visible.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 ? visible : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(visible));
    }

    /// <summary>Names the order, so that a person can look for it, as far as it can be read.</summary>
    private string Describe(object?[] row) =>
        IndexOf("order_number") is >= 0 and int index && row[index] is string order ? $" for the order {LedgerDamage.Show(order)}" : "";
}
