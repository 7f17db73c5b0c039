using System.Collections.Concurrent;

namespace LianPay.Core.Ledger;

/// <summary>The connections of a SQLite ledger that read. A reader never waits for the writer, nor the writer for a reader.</summary>
internal sealed class SqliteReaders(string path, TimeSpan busyTimeout, LedgerKey key) : IDisposable
{
    private readonly ConcurrentBag<SqliteDatabase> _idle = [];
    private volatile bool _isClosed;

    internal StoredRecord? Find(PaymentKey payment) => Use(database => Find(database, payment));

    /// <summary>The policy and the record of an order, of one moment: asked for every row of a batch, it takes the locks of the file once.</summary>
    internal (LedgerPolicy Policy, LedgerRecord? Record) Look(PaymentKey payment) => Use(database =>
    {
        database.Statements.Execute("BEGIN");
        try
        {
            return (LedgerHeader.Read(database.Statements, key, path).Policy, Find(database, payment)?.Record);
        }
        finally
        {
            database.Rollback();
        }
    });

    /// <summary>The ledger's own row, as it is now.</summary>
    internal LedgerHeader ReadHeader() => Use(database => LedgerHeader.Read(database.Statements, key, path));

    /// <summary>Streams over a connection of its own, in one snapshot of the ledger.</summary>
    internal IEnumerable<T> Stream<T>(Func<RecordStore, IEnumerable<T>> read)
    {
        SqliteDatabase database = Rent();
        try
        {
            using IEnumerator<T> items = read(new RecordStore(database.Statements, key, path)).GetEnumerator();
            while (Explained(items.MoveNext))
            {
                yield return items.Current;
            }
        }
        finally
        {
            Return(database);
        }
    }

    public void Dispose()
    {
        _isClosed = true;
        while (_idle.TryTake(out SqliteDatabase? database))
        {
            database.Dispose();
        }
    }

    private StoredRecord? Find(SqliteDatabase database, PaymentKey payment)
    {
        RecordStore records = new(database.Statements, key, path);

        // When the chain knows it and the table does not, it may have been made between the two looks; it is never unmade.
        return records.Find(payment)
            ?? (new SqlitePaymentChain(database.Statements, key, path).Contains(payment)
                ? records.Find(payment) ?? throw SqliteTransaction.Missing(path, payment)
                : null);
    }

    private T Use<T>(Func<SqliteDatabase, T> read)
    {
        SqliteDatabase database = Rent();
        try
        {
            return Explained(() => read(database));
        }
        finally
        {
            Return(database);
        }
    }

    private SqliteDatabase Rent()
    {
        if (_isClosed)
        {
            throw LedgerException.Closed();
        }

        return _idle.TryTake(out SqliteDatabase? database)
            ? database
            : Explained(() => SqliteDatabase.Open(path, forWriting: false, busyTimeout));
    }

    private void Return(SqliteDatabase database)
    {
        _idle.Add(database);
        if (_isClosed)
        {
            Dispose();
        }
    }

    private T Explained<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is Microsoft.Data.Sqlite.SqliteException or IOException or UnauthorizedAccessException)
        {
            throw SqliteErrors.Explain(path, exception);
        }
    }
}
