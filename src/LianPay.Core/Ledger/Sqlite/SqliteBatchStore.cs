namespace LianPay.Core.Ledger;

/// <summary>The connection of a SQLite ledger that writes.</summary>
internal sealed class SqliteBatchStore : IBatchStore, IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly LedgerKey _key;
    private readonly string _path;
    private readonly SqliteTransaction _transaction;
    private LedgerHeader _header;
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

    /// <summary>The ledger's own row, as it was when the last transaction began.</summary>
    internal LedgerHeader Header => Volatile.Read(ref _header);

    public LedgerTransaction Transaction => _transaction;

    /// <remarks>SQLite lets one connection write at a time: whichever orders it is about, nobody else changes them.</remarks>
    public void Begin(IReadOnlyCollection<PaymentKey> orders)
    {
        _database.Begin();
        Volatile.Write(ref _header, LedgerHeader.Read(_database.Statements, _key, _path));
        _transaction.Reset(added: default, _header.Policy);
        _isMarked = false;
    }

    public void Mark()
    {
        _mark = (_transaction.Added, _transaction.Policy);
        _database.Run(_isMarked ? "RELEASE work; SAVEPOINT work" : "SAVEPOINT work");
        _isMarked = true;
    }

    public void UndoToMark()
    {
        _database.Run("ROLLBACK TO work");
        _transaction.Reset(_mark.Added, _mark.Policy);
    }

    public void Commit()
    {
        (long payments, long events) = _transaction.Added;
        if (payments != 0 || events != 0 || _transaction.Policy != _header.Policy)
        {
            LedgerHeader changed = _header with
            {
                PaymentCount = _header.PaymentCount + payments,
                EventCount = _header.EventCount + events,
                Policy = _transaction.Policy,
            };
            changed.Update(_database.Statements, _key);
        }

        _database.Run("COMMIT");
    }

    public void Rollback() => _database.Rollback();

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
