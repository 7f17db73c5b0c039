namespace LianPay.Core.Ledger;

/// <summary>The connection of a SQLite ledger that writes.</summary>
internal sealed class SqliteBatchStore : IBatchStore, IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly LedgerKey _key;
    private readonly string _path;
    private readonly SqliteTransaction _transaction;
    private LedgerHeader _header;
    private long? _version;
    private ((long Payments, long Events) Added, LedgerPolicy Policy) _mark;
    private bool _isMarked;

    internal SqliteBatchStore(SqliteDatabase database, LedgerKey key, string path, LedgerHeader header)
    {
        _database = database;
        _key = key;
        _path = path;
        _header = header;
        _transaction = new SqliteTransaction(
            new RecordStore(database.Statements, key, path), new SqlitePaymentChain(database.Statements, key, path), path);
    }

    /// <summary>The ledger's own row, as the last transaction found or left it.</summary>
    internal LedgerHeader Header => Volatile.Read(ref _header);

    public LedgerTransaction Transaction => _transaction;

    /// <remarks>SQLite lets one connection write at a time: whichever orders it is about, nobody else changes them.</remarks>
    public void Begin(IReadOnlyCollection<PaymentKey> orders)
    {
        _database.Begin();
        long version = _database.DataVersion();
        bool isSame = version == _version;
        if (!isSame)
        {
            Volatile.Write(ref _header, LedgerHeader.Read(_database.Statements, _key, _path));
            _version = version;
        }

        _transaction.Begin(_header.Policy, isSame);
        _isMarked = false;
    }

    public void Mark()
    {
        _mark = (_transaction.Added, _transaction.Policy);
        if (_isMarked)
        {
            _database.Statements.Execute("RELEASE work");
        }

        _database.Statements.Execute("SAVEPOINT work");
        _isMarked = true;
    }

    public void UndoToMark()
    {
        _database.Run("ROLLBACK TO work");
        _transaction.UndoTo(_mark.Added, _mark.Policy);
    }

    public void Commit()
    {
        (long payments, long events) = _transaction.Added;
        LedgerHeader header = _header;
        if (payments != 0 || events != 0 || _transaction.Policy != _header.Policy)
        {
            header = header with
            {
                PaymentCount = header.PaymentCount + payments,
                EventCount = header.EventCount + events,
                Policy = _transaction.Policy,
            };
            header.Update(_database.Statements, _key);
        }

        _database.Run("COMMIT");
        Volatile.Write(ref _header, header);
    }

    public void Rollback()
    {
        _version = null;
        _database.Rollback();
    }

    /// <remarks>Whatever fails on a local disk is no passing trouble of a network.</remarks>
    public bool Repeats(Exception exception, TimeSpan elapsed) => false;

    public LedgerException Explain(Exception exception) => SqliteErrors.Explain(_path, exception);

    public void Dispose() => _database.Dispose();

    /// <summary>Takes this process off the list of those that have the ledger open. Not while anything else is being written.</summary>
    internal void EndSession(string owner)
    {
        Begin([]);
        if (new SqliteSessions(_database.Statements, _key, _path).Remove(owner))
        {
            (_header with { SessionCount = _header.SessionCount - 1 }).Update(_database.Statements, _key);
        }

        _database.Run("COMMIT");
    }
}
