namespace LianPay.Core.Ledger;

/// <summary>The statements of one connection: values are text, 64-bit integers or null, for <c>@p0</c>, <c>@p1</c>, … in their order. For one thread at a time.</summary>
internal abstract class SqlStatements : IDisposable
{
    /// <summary>Runs a statement, and gives the number of rows that it changed.</summary>
    internal abstract int Execute(string sql, params ReadOnlySpan<object?> values);

    /// <summary>Opens the rows of an answer. They must be disposed of before the same statement is used again.</summary>
    internal abstract SqlRows Query(string sql, params ReadOnlySpan<object?> values);

    /// <summary>The first column of the first row; null when there is no row.</summary>
    internal object? Scalar(string sql, params ReadOnlySpan<object?> values)
    {
        using SqlRows rows = Query(sql, values);
        return rows.Read() ? rows.GetValue(0) : null;
    }

    public abstract void Dispose();
}
