using System.Diagnostics;
using System.Net.Sockets;
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

    private readonly TimeProvider _clock;
    private readonly PostgresPatience _patience;
    private readonly DateTimeOffset? _createdUnclean;
    private readonly LedgerKey _key;
    private readonly NpgsqlDataSource _source;
    private readonly PostgresServer _server;
    private readonly PostgresBatchStore _store;
    private readonly GroupCommit _writer;
    private int _isDisposed;

    private PostgresLedger(string name, PostgresLedgerOptions options, LedgerKey key, LedgerHeader header, NpgsqlDataSource source, PostgresServer server)
    {
        Name = name;
        _clock = options.Clock;
        _patience = new PostgresPatience(options.Patience);
        _createdUnclean = header.UncleanSince;
        _key = key;
        _source = source;
        _server = server;
        _store = new PostgresBatchStore(source, key, name, _patience, server);
        _writer = new GroupCommit(_store);
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
        (_server.ChangedAt ?? _createdUnclean) is { } since && _clock.GetUtcNow() - since < UncleanLifetime ? since : null;

    /// <summary>How many transactions this ledger has committed.</summary>
    internal long Commits => _writer.Commits;

    /// <summary>Connects, and makes the tables, and the key's file, when there are none.</summary>
    /// <exception cref="LedgerException">It cannot be used; what is there is left as it is.</exception>
    public static PostgresLedger Open(PostgresLedgerOptions options)
    {
        NpgsqlConnectionStringBuilder settings = PostgresSettings.Read(options);
        if (options.KeyPath is null)
        {
            throw new LedgerException(LedgerError.Settings, "A ledger on PostgreSQL needs -LedgerKeyPath: the file of its record key, the same on every machine.");
        }

        string name = PostgresSettings.NameOf(settings);
        NpgsqlDataSource source = PostgresSettings.CreateSource(settings);
        try
        {
            PostgresServer server = new(name, options.Clock);
            using NpgsqlConnection connection = source.OpenConnection();
            server.Check(connection); // before anything is made there
            (LedgerKey key, LedgerHeader header) = Prepare(connection, name, options);
            server.Remember(connection);
            return new PostgresLedger(name, options, key, header, source, server);
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
    public override (LedgerPolicy Policy, LedgerRecord? Record) Look(PaymentKey key) => Explained(() =>
    {
        using NpgsqlConnection connection = _source.OpenConnection();
        using NpgsqlBatch batch = new(connection) { BatchCommands = { new NpgsqlBatchCommand(LedgerHeader.SelectSql), new NpgsqlBatchCommand(RecordStore.FindSql) } };
        foreach ((string name, string value) in new[] { ("p0", key.OrderNumber), ("p1", key.PartnerId), ("p2", key.Gateway) })
        {
            batch.BatchCommands[1].Parameters.AddWithValue(name, value);
        }

        using NpgsqlDataReader reader = batch.ExecuteReader();
        using PostgresRows rows = new(reader);
        LedgerPolicy policy = LedgerHeader.Read(rows, _key, Name).Policy;
        reader.NextResult();
        return (policy, rows.Read() ? PaymentTable.FromRow(PaymentTable.Table.Read(rows, _key, Name)).Record : null);
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
    }

    /// <summary>The key is made together with the tables, by whichever machine comes first; the others need a copy of it.</summary>
    private static (LedgerKey Key, LedgerHeader Header) Prepare(NpgsqlConnection connection, string name, PostgresLedgerOptions options)
    {
        string keyPath = Path.GetFullPath(options.KeyPath!);
        PostgresSchema.Prepare(connection, name, () =>
        {
            // A key that was there already belongs to a ledger that may have known more: this one begins as one that was left unclean.
            DateTimeOffset now = options.Clock.GetUtcNow();
            DateTimeOffset? uncleanSince = TryCreateKey(keyPath) ? null : now;
            LedgerKey made = LedgerKeyFile.Read(keyPath);
            return (new LedgerHeader { CreatedAt = now, KeyCheck = made.CheckValue, UncleanSince = uncleanSince }, made);
        });

        LedgerKey key = LedgerKeyFile.Read(keyPath);
        using PostgresStatements statements = new(connection);
        return (key, LedgerHeader.Read(statements, key, name));
    }

    private static bool TryCreateKey(string path)
    {
        try
        {
            return LedgerKeyFile.TryCreate(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LedgerException(LedgerError.KeyUnusable, "The record key cannot be made where -LedgerKeyPath says: the folder must exist and be writable.");
        }
    }

    private StoredRecord? FindStored(PaymentKey key) => Use(statements => new RecordStore(statements, _key, Name).Find(key));

    private T Use<T>(Func<SqlStatements, T> read) => Explained(() =>
    {
        using NpgsqlConnection connection = _source.OpenConnection();
        using PostgresStatements statements = new(connection);
        return read(statements);
    });

    /// <summary>Streams in one snapshot. What has been given out cannot be taken back, so only the beginning is tried again.</summary>
    private IEnumerable<T> Stream<T>(Func<RecordStore, IEnumerable<T>> read)
    {
        using PostgresStream<T> stream = Explained(() => new PostgresStream<T>(_source, statements => read(new RecordStore(statements, _key, Name))));
        while (stream.HasCurrent)
        {
            yield return stream.Current;
            ExplainedOnce(stream.MoveNext);
        }
    }

    /// <summary>Reads, again while the server restarts or fails over, and explains what does not pass.</summary>
    private T Explained<T>(Func<T> read)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return read();
            }
            catch (ObjectDisposedException)
            {
                throw LedgerException.Closed();
            }
            catch (Exception exception) when (IsOfTheServer(exception))
            {
                if (!_patience.AllowsAnother(exception, Stopwatch.GetElapsedTime(start)))
                {
                    throw PostgresErrors.Explain(Name, exception);
                }
            }
        }
    }

    private void ExplainedOnce(Func<bool> read)
    {
        try
        {
            read();
        }
        catch (ObjectDisposedException)
        {
            throw LedgerException.Closed();
        }
        catch (Exception exception) when (IsOfTheServer(exception))
        {
            throw PostgresErrors.Explain(Name, exception);
        }
    }

    private static bool IsOfTheServer(Exception exception) => exception is NpgsqlException or SocketException or TimeoutException or IOException || PostgresErrors.IsPassing(exception);
}
