using System.Data.Common;

namespace LianPay.Core.Ledger;

/// <summary>The statements of one connection to PostgreSQL. For one thread at a time.</summary>
internal sealed class PostgresStatements(DbConnection connection) : SqlStatements
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    internal override int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <inheritdoc/>
    internal override SqlRows Query(string sql, params ReadOnlySpan<object?> values) => new PostgresRows(Prepare(sql, values).ExecuteReader());

    public override void Dispose()
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
