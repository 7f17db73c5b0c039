using Npgsql;

namespace LianPay.Core.Ledger;

/// <summary>Tells whether a transaction counts whose commit was not answered: it has ended, and one of the rows that it wrote is there; or nothing of it counts.</summary>
/// <remarks>
/// The number of the transaction alone would not do: a server that lost it in a crash or a fail-over gives it to another. No other
/// ledger writes the same row: each line of a history names the ledger that wrote it (<see cref="LedgerEvent.Actor"/>).
/// </remarks>
internal sealed class PostgresCommitWitness
{
    private const string PolicySql = "SELECT 1 FROM ledger WHERE checksum = @p0";
    private const string RecordSql = "SELECT 1 FROM payment WHERE id = @p0 AND checksum = @p1";
    private const string LineSql = "SELECT 1 FROM payment_event WHERE payment_id = @p0 AND number = @p1 AND checksum = @p2";

    private string? _number;
    private (string Sql, object[] Values)? _row;

    /// <summary>False while the transaction has written nothing: then there is nothing to count.</summary>
    internal bool HasRow => _row is not null;

    /// <summary>Starts over with a transaction, by the number that the server gave it.</summary>
    internal void Follow(string number) => (_number, _row) = (number, null);

    /// <summary>The ledger's own row was written.</summary>
    internal void SawPolicy(object checksum) => _row ??= (PolicySql, [checksum]);

    /// <summary>A record was written, other than it was before.</summary>
    internal void SawRecord(long id, object checksum) => _row ??= (RecordSql, [id, checksum]);

    /// <summary>A line of a history was written. The best witness, for it never changes again.</summary>
    internal void SawLine(long id, long number, object checksum) => _row = (LineSql, [id, number, checksum]);

    /// <summary>Whether the transaction counts, or null while the server has not noticed that nobody listens any more, and may still commit.</summary>
    internal bool? WasCommitted(NpgsqlConnection connection) => Status(connection) switch
    {
        "in progress" => null,

        // Whatever is there: another ledger may have written the very same row since.
        "aborted" => false,

        // Not enough to believe: see above; and null is said of a number that is long past.
        _ => IsThere(connection),
    };

    private string? Status(NpgsqlConnection connection)
    {
        using NpgsqlCommand command = new("SELECT pg_xact_status(@number::xid8)", connection);
        command.Parameters.AddWithValue("number", _number!);
        try
        {
            return command.ExecuteScalar() as string;
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InvalidParameterValue)
        {
            // It is a number that this server has yet to give out: it has lost the transaction.
            return "aborted";
        }
    }

    private bool IsThere(NpgsqlConnection connection)
    {
        using PostgresStatements statements = new(connection);
        return statements.Scalar(_row!.Value.Sql, _row.Value.Values) is not null;
    }
}
