using System.Data.Common;

namespace LianPay.Core.Ledger;

/// <summary>The statements of one connection to PostgreSQL, for as long as one piece of work lasts: the driver prepares what comes again by itself. For one thread at a time.</summary>
internal sealed class PostgresStatements(DbConnection connection) : SqlStatements
{
    private readonly List<DbCommand> _commands = [];

    /// <inheritdoc/>
    internal override int Execute(string sql, params ReadOnlySpan<object?> values) => Create(sql, values).ExecuteNonQuery();

    /// <inheritdoc/>
    internal override SqlRows Query(string sql, params ReadOnlySpan<object?> values) => new PostgresRows(Create(sql, values).ExecuteReader());

    public override void Dispose() => _commands.ForEach(command => command.Dispose());

    private DbCommand Create(string sql, ReadOnlySpan<object?> values)
    {
        DbCommand command = connection.CreateCommand();
        _commands.Add(command);
        command.CommandText = sql;
        for (int index = 0; index < values.Length; index++)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = LedgerTable.Parameter(index);
            parameter.Value = values[index] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
