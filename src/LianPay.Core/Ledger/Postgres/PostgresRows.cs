using System.Data.Common;

namespace LianPay.Core.Ledger;

/// <summary>The rows of an answer of PostgreSQL.</summary>
internal sealed class PostgresRows(DbDataReader reader) : SqlRows
{
    /// <inheritdoc/>
    internal override bool Read() => reader.Read();

    /// <inheritdoc/>
    internal override object? GetValue(int column) => reader.GetValue(column) is var value && value is DBNull ? null : value;

    public override void Dispose() => reader.Dispose();
}
