using Npgsql;

namespace LianPay.Core.Ledger;

/// <summary>A ledger on a PostgreSQL server, for runners on several machines. Safe for any number of threads, processes and machines.</summary>
/// <remarks>
/// A commit is durable when it returns: <c>synchronous_commit</c> below <c>on</c> is refused. Every row carries a keyed checksum,
/// checked at every read. The server's clock is the one that all machines go by.
/// </remarks>
public sealed class PostgresLedger : PaymentLedger
{
    private static readonly TimeSpan UncleanLifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    private readonly ManualResetEventSlim _never = new();
    private readonly TimeSpan _patience;

    private readonly TimeProvider _clock;
    private readonly LedgerKey _key;
    private readonly NpgsqlDataSource _source;
    private readonly PostgresServer _server;
    private readonly PostgresBatchStore _store;
    private readonly GroupCommit _writer;
    private int _isDisposed;

    private PostgresLedger(string name, PostgresLedgerOptions options, LedgerKey key, NpgsqlDataSource source, PostgresServer server, PostgresBatchStore store)
    {
        Name = name;
        _clock = options.Clock;
        _patience = options.Patience;
        _key = key;
        _source = source;
        _server = server;
        _store = store;
        _writer = new GroupCommit(store);
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Owner { get; } = ProcessIdentity.Current.NewOwner();

    /// <inheritdoc/>
    public override string Account { get; } = OsAccount.Current;

    /// <inheritdoc/>
    public override LedgerPolicy Policy => Use(statements => LedgerHeader.Read(statements, _key, Name).Policy);

    /// <inheritdoc/>
    public override DateTimeOffset? UncleanSince =>
        _server.ChangedAt is { } since && _clock.GetUtcNow() - since < UncleanLifetime ? since : null;

    /// <summary>How many transactions this ledger has committed.</summary>
    internal long Commits => _writer.Commits;

    /// <summary>Connects, and makes the tables, and the key's file, when there are none.</summary>
    /// <exception cref="LedgerException">It cannot be used; what is there is left as it is.</exception>
    public static PostgresLedger Open(PostgresLedgerOptions options)
    {
        NpgsqlConnectionStringBuilder settings = PostgresSettings.Read(options);
        string name = PostgresSettings.NameOf(settings);
        NpgsqlDataSource source = NpgsqlDataSource.Create(settings);
        try
        {
            PostgresServer server = new(name, options.Clock);
            LedgerKey key = Prepare(source, name, options);
            using (NpgsqlConnection connection = source.OpenConnection())
            {
                server.Check(connection);
            }

            return new PostgresLedger(name, options, key, source, server, new PostgresBatchStore(source, key, name, options.Patience, server));
        }
        catch (Exception exception)
        {
            source.Dispose();
            if (exception is LedgerException)
            {
                throw;
            }

            throw PostgresErrors.Explain(name, exception);
        }
    }

    /// <inheritdoc/>
    public override string MacOf(PaymentKey key, string confirmCode) => _key.MacOf(key, confirmCode);

    /// <inheritdoc/>
    public override Task<T> WriteAsync<T>(PaymentKey? order, Func<LedgerTransaction, T> work) => _writer.RunAsync(order, work);

    /// <inheritdoc/>
    public override LedgerRecord? Find(PaymentKey key) => FindStored(key)?.Record;

    /// <inheritdoc/>
    public override (LedgerPolicy Policy, LedgerRecord? Record) Look(PaymentKey key) => Patiently(() =>
    {
        using NpgsqlConnection connection = _source.OpenConnection();
        using NpgsqlBatch batch = new(connection) { BatchCommands = { new NpgsqlBatchCommand(LedgerHeader.SelectSql), new NpgsqlBatchCommand(RecordStore.FindSql) } };
        foreach ((string name, string value) in new[] { ("p0", key.OrderNumber), ("p1", key.PartnerId), ("p2", key.Gateway) })
        {
            batch.BatchCommands[1].Parameters.AddWithValue(name, value);
        }

        using NpgsqlDataReader reader = batch.ExecuteReader();
        LedgerPolicy policy = LedgerHeader.Read(reader, _key, Name).Policy;
        reader.NextResult();
        return (policy, reader.Read() ? PaymentTable.FromRow(PaymentTable.Table.Read(reader, _key, Name)).Record : null);
    });

    /// <inheritdoc/>
    public override IEnumerable<LedgerRecord> Read(LedgerQuery query) => Stream(records => records.Read(query));

    /// <inheritdoc/>
    public override IEnumerable<LedgerEvent> ReadHistory(PaymentKey key) =>
        FindStored(key) is { } record ? Stream(records => records.ReadHistory(record)) : [];

    /// <inheritdoc/>
    public override bool IsDead(string owner) => ProcessIdentity.Parse(owner) is { } process && process.IsDead();

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        await _writer.DisposeAsync().ConfigureAwait(false);
        _store.Dispose();
        await _source.DisposeAsync().ConfigureAwait(false);
        _never.Dispose();
    }

    /// <summary>The key is made together with the tables, by whichever machine comes first; the others need a copy of it.</summary>
    private static LedgerKey Prepare(NpgsqlDataSource source, string name, PostgresLedgerOptions options)
    {
        string keyPath = Path.GetFullPath(options.KeyPath ?? throw new LedgerException(LedgerError.Settings, "A ledger on PostgreSQL needs -LedgerKeyPath: the file of its record key, the same on every machine."));
        using NpgsqlConnection connection = source.OpenConnection();
        PostgresSchema.Prepare(connection, name, () =>
        {
            try
            {
                LedgerKeyFile.TryCreate(keyPath);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new LedgerException(LedgerError.KeyUnusable, "The record key cannot be made where -LedgerKeyPath says: the folder must exist and be writable.");
            }

            LedgerKey made = LedgerKeyFile.Read(keyPath);
            return (new LedgerHeader { CreatedAt = options.Clock.GetUtcNow(), KeyCheck = made.CheckValue }, made);
        });

        LedgerKey key = LedgerKeyFile.Read(keyPath);
        using SqlStatements statements = new(connection);
        _ = LedgerHeader.Read(statements, key, name);
        return key;
    }

    private StoredRecord? FindStored(PaymentKey key) => Use(statements => new RecordStore(statements, _key, Name).Find(key));

    private T Use<T>(Func<SqlStatements, T> read) => Patiently(() =>
    {
        using NpgsqlConnection connection = _source.OpenConnection();
        using SqlStatements statements = new(connection);
        return read(statements);
    });

    /// <summary>Streams over a connection of its own, in one snapshot.</summary>
    private IEnumerable<T> Stream<T>(Func<RecordStore, IEnumerable<T>> read)
    {
        using NpgsqlConnection connection = Explained(_source.OpenConnection);
        using SqlStatements statements = new(connection);
        using IEnumerator<T> items = read(new RecordStore(statements, _key, Name)).GetEnumerator();
        while (Explained(items.MoveNext))
        {
            yield return items.Current;
        }
    }

    /// <summary>Reads again while the server is away: a batch in its middle must not end for a restart.</summary>
    private T Patiently<T>(Func<T> read) => Explained(() =>
    {
        for (long start = System.Diagnostics.Stopwatch.GetTimestamp(); ; _never.Wait(LookAgain))
        {
            try
            {
                return read();
            }
            catch (Exception exception) when (PostgresErrors.IsPassing(exception) && System.Diagnostics.Stopwatch.GetElapsedTime(start) < _patience)
            {
                // What the pool holds was cut as well.
                _source.Clear();
            }
        }
    });

    private T Explained<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ObjectDisposedException)
        {
            throw LedgerException.Closed();
        }
        catch (Exception exception) when (exception is NpgsqlException or System.Net.Sockets.SocketException or TimeoutException or IOException)
        {
            throw PostgresErrors.Explain(Name, exception);
        }
    }
}
