using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LianPay.Core.Ledger;

/// <summary>The prepared statements of one connection to SQLite. For one thread at a time.</summary>
internal sealed class SqliteStatements(SqliteConnection connection) : SqlStatements
{
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    internal override int Execute(string sql, params ReadOnlySpan<object?> values)
    {
        using SqliteStatement statement = Prepare(sql, values);
        while (statement.Read())
        {
            // What it gives back is not asked for.
        }

        return raw.sqlite3_changes(connection.Handle!);
    }

    /// <inheritdoc/>
    internal override SqlRows Query(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values);

    public override void Dispose()
    {
        foreach (SqliteStatement statement in _statements.Values)
        {
            statement.Close();
        }

        _statements.Clear();
    }

    private SqliteStatement Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_statements.TryGetValue(sql, out SqliteStatement? statement))
        {
            statement = new SqliteStatement(connection.Handle!, sql);
            _statements.Add(sql, statement);
        }

        statement.Bind(values);
        return statement;
    }
}
