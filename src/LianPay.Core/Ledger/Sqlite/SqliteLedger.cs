namespace LianPay.Core.Ledger;

/// <summary>A ledger in a SQLite file on a local disk. Safe for any number of threads, ledgers and processes.</summary>
/// <remarks>
/// <para>A commit is durable when it returns: write-ahead log, <c>synchronous=FULL</c>. Every row carries a keyed checksum,
/// checked at every read, and an order counts as not recorded only when the ledger signed that.</para>
/// <para>A stream of <see cref="Read"/> is a snapshot; while it is open the log cannot be shortened.</para>
/// </remarks>
public sealed class SqliteLedger : PaymentLedger
{
    private static readonly TimeSpan UncleanLifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _clock;
    private readonly LedgerKey _key;
    private readonly SqliteBatchStore _store;
    private readonly SqliteReaders _readers;
    private readonly GroupCommit _writer;
    private readonly IDisposable _closing;
    private int _isDisposed;

    private SqliteLedger(string path, string owner, TimeProvider clock, LedgerKey key, SqliteBatchStore store, SqliteReaders readers)
    {
        Name = path;
        Owner = owner;
        _clock = clock;
        _key = key;
        _store = store;
        _readers = readers;
        _writer = new GroupCommit(store);

        // A script that never disconnects still ends well: only a process that was killed leaves its session behind.
        _closing = EndOfProcess.Do(() => DisposeAsync().AsTask().Wait(CloseTimeout));
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Owner { get; }

    /// <inheritdoc/>
    public override string Account { get; } = OsAccount.Current;

    /// <inheritdoc/>
    public override LedgerPolicy Policy => _readers.ReadHeader().Policy;

    /// <inheritdoc/>
    public override DateTimeOffset? UncleanSince =>
        _store.Header.UncleanSince is { } since && _clock.GetUtcNow() - since < UncleanLifetime ? since : null;

    /// <summary>How many transactions this ledger has committed.</summary>
    internal long Commits => _writer.Commits;

    /// <summary>Opens the ledger, and makes it and its key when there is none.</summary>
    /// <exception cref="LedgerException">It cannot be used; what is there is left as it is.</exception>
    public static SqliteLedger Open(SqliteLedgerOptions options)
    {
        string path = Path.GetFullPath(options.Path);
        try
        {
            LedgerKey key = SqliteLedgerOpening.FindOrCreate(path, options);
            string owner = ProcessIdentity.Current.NewOwner();
            SqliteDatabase database = SqliteLedgerOpening.OpenChecked(path, key, owner, options, out LedgerHeader header);
            return new SqliteLedger(
                path, owner, options.Clock, key, new SqliteBatchStore(database, key, path, header), new SqliteReaders(path, options.BusyTimeout, key));
        }
        catch (Exception exception) when (exception is Microsoft.Data.Sqlite.SqliteException or IOException or UnauthorizedAccessException)
        {
            throw SqliteErrors.Explain(path, exception);
        }
    }

    /// <inheritdoc/>
    public override string MacOf(PaymentKey key, string confirmCode) => _key.MacOf(key, confirmCode);

    /// <inheritdoc/>
    public override Task<T> WriteAsync<T>(PaymentKey? order, Func<LedgerTransaction, T> work) => _writer.RunAsync(order, work);

    /// <inheritdoc/>
    public override LedgerRecord? Find(PaymentKey key) => _readers.Find(key)?.Record;

    /// <inheritdoc/>
    public override (LedgerPolicy Policy, LedgerRecord? Record) Look(PaymentKey key) => _readers.Look(key);

    /// <inheritdoc/>
    public override IEnumerable<LedgerRecord> Read(LedgerQuery query) => _readers.Stream(records => records.Read(query));

    /// <inheritdoc/>
    public override IEnumerable<LedgerEvent> ReadHistory(PaymentKey key) =>
        _readers.Find(key) is { } record ? _readers.Stream(records => records.ReadHistory(record)) : [];

    /// <inheritdoc/>
    public override bool IsDead(string owner) => ProcessIdentity.Parse(owner) is { } process && process.IsDead();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        _closing.Dispose();
        await _writer.DisposeAsync().ConfigureAwait(false);
        _readers.Dispose();
        EndSession();
        _store.Dispose();
    }

    /// <summary>A session that cannot be ended counts as left behind: the next that opens is careful, and that is all.</summary>
    private void EndSession()
    {
        try
        {
            _store.EndSession(Owner);
        }
        catch (Exception exception) when (exception is LedgerException or Microsoft.Data.Sqlite.SqliteException)
        {
            _store.Rollback();
        }
    }
}
