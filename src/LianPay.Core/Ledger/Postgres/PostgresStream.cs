using Npgsql;

namespace LianPay.Core.Ledger;

/// <summary>What is read one by one over a connection of its own, in one snapshot.</summary>
internal sealed class PostgresStream<T> : IDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly SqlStatements _statements;
    private readonly IEnumerator<T>? _items;

    /// <summary>Reads the first: until then nothing has been given out, and all of it may be tried again.</summary>
    internal PostgresStream(NpgsqlDataSource source, Func<SqlStatements, IEnumerable<T>> read)
    {
        _connection = source.OpenConnection();
        _statements = new PostgresStatements(_connection);
        try
        {
            _items = read(_statements).GetEnumerator();
            HasCurrent = _items.MoveNext();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    internal bool HasCurrent { get; private set; }

    internal T Current => _items!.Current;

    internal bool MoveNext() => HasCurrent = _items!.MoveNext();

    public void Dispose()
    {
        _items?.Dispose();
        _statements.Dispose();
        _connection.Dispose();
    }
}
