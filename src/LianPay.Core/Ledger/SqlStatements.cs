using System.Data.Common;

namespace LianPay.Core.Ledger;

/// <summary>The prepared statements of one connection. For one thread at a time.</summary>
internal sealed class SqlStatements(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    /// <summary>Runs a statement, and gives the number of rows that it changed.</summary>
    internal int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>The first column of the first row.</summary>
    internal object? Scalar(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteScalar();

    /// <summary>Opens a reader. It must be disposed of before the same statement is used again.</summary>
    internal DbDataReader Query(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteReader();

    public void Dispose()
    {
        foreach (DbCommand command in _commands.Values)
        {
            command.Dispose();
        }

        _commands.Clear();
    }

    private DbCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out DbCommand? command))
        {
            command = Create(sql, values.Length);
            _commands.Add(sql, command);
        }

        for (int index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = values[index] ?? DBNull.Value;
        }

        return command;
    }

    private DbCommand Create(string sql, int parameters)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int index = 0; index < parameters; index++)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = LedgerTable.Parameter(index);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
