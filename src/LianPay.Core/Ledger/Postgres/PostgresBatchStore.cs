using System.Buffers.Binary;
using System.Data;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace LianPay.Core.Ledger;

/// <summary>The connection of a PostgreSQL ledger that writes.</summary>
/// <remarks>
/// <para>Each order is locked by an advisory lock until the end of the transaction, in the order of the locks' numbers, so that
/// two machines that take the same orders wait for each other and never for ever. No lock outlives the transaction, and none is held while
/// the gateway is called.</para>
/// <para>A commit whose answer is lost is looked up (<see cref="PostgresCommitWitness"/>).</para>
/// </remarks>
internal sealed class PostgresBatchStore : IBatchStore, IDisposable
{
    /// <summary>
    /// Whoever is suspended inside a transaction lets go of its locks after so long. And a plan that holds for any number of orders, which
    /// goes by the index: for many of them the server would rather read the whole table as long as that is small.
    /// </summary>
    private const string SessionSettings =
        "SET idle_in_transaction_session_timeout = '5s'; SET lock_timeout = '10s'; SET statement_timeout = '15s'; SET plan_cache_mode = force_generic_plan";

    private const string NowSql = "SELECT extract(epoch FROM clock_timestamp())::double precision";

    private const string EndSql = "SELECT pg_current_xact_id()::text, extract(epoch FROM clock_timestamp())::double precision, current_setting('synchronous_commit'), current_setting('fsync')";

    /// <summary>Takes the orders of a transaction.</summary>
    internal static readonly string SelectSql =
        $"{PaymentTable.Table.Select} WHERE (order_number, partner_id, gateway) IN (SELECT * FROM unnest(@orders::text[], @partners::text[], @gateways::text[]))";

    private readonly NpgsqlDataSource _source;
    private readonly LedgerKey _key;
    private readonly string _name;
    private readonly PostgresPatience _patience;
    private readonly PostgresServer _server;
    private readonly PostgresTransaction _transaction = new();
    private readonly PostgresCommitWitness _witness = new();
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _running;
    private LedgerHeader? _header;
    private string? _headerChecksum;

    internal PostgresBatchStore(NpgsqlDataSource source, LedgerKey key, string name, PostgresPatience patience, PostgresServer server)
    {
        _source = source;
        _key = key;
        _name = name;
        _patience = patience;
        _server = server;
    }

    public LedgerTransaction Transaction => _transaction;

    public void Begin(IReadOnlyCollection<PaymentKey> orders)
    {
        if (_connection is { FullState: not ConnectionState.Open })
        {
            // It broke while it was idle.
            Drop();
        }

        _connection ??= Open();
        _running = _connection.BeginTransaction(IsolationLevel.ReadCommitted);
        PaymentKey[] keys = [.. orders];
        using NpgsqlBatch batch = _connection.CreateBatch();
        batch.Transaction = _running;
        Add(batch, NowSql);
        Add(batch, "SELECT count(pg_advisory_xact_lock(number)) FROM (SELECT number FROM unnest(@numbers::bigint[]) AS number ORDER BY number) AS sorted", ("numbers", LockNumbers(keys)));
        Add(
            batch,
            SelectSql,
            ("orders", keys.Select(key => key.OrderNumber).ToArray()),
            ("partners", keys.Select(key => key.PartnerId).ToArray()),
            ("gateways", keys.Select(key => key.Gateway).ToArray()));
        Add(batch, LedgerHeader.SelectSql);
        Add(batch, "SELECT nextval('payment_id') FROM generate_series(1, @count)", ("count", (long)keys.Length));
        Add(batch, EndSql);

        DateTimeOffset asked = TimeProvider.System.GetUtcNow();
        using NpgsqlDataReader reader = batch.ExecuteReader();
        reader.Read();
        DateTimeOffset first = TimeOf(reader.GetDouble(0));
        reader.NextResult();
        reader.NextResult();
        Dictionary<PaymentKey, PostgresSlot> known = ReadKnown(reader, keys);
        reader.NextResult();
        PostgresRows rows = new(reader);
        _header = LedgerHeader.Read(rows, _key, _name);
        _headerChecksum = reader.GetString(reader.FieldCount - 1);
        reader.NextResult();
        List<(PaymentKey Key, PostgresSlot Slot)> slots = [];
        foreach (PaymentKey key in keys)
        {
            reader.Read();
            slots.Add((key, known.GetValueOrDefault(key) ?? new PostgresSlot(reader.GetInt64(0))));
        }

        reader.NextResult();
        reader.Read();
        _witness.Follow(reader.GetString(0));
        TimeSpan offset = PostgresClock.OffsetOf(asked, first, TimeOf(reader.GetDouble(1)), TimeProvider.System.GetUtcNow());
        _server.CheckDurability(reader.GetString(2), reader.GetString(3));
        _transaction.Reset(slots, _header.Policy, offset);
    }

    public void Mark() => _transaction.Mark();

    public void UndoToMark() => _transaction.UndoToMark();

    public void Commit()
    {
        Write();
        try
        {
            _running!.Commit();
        }
        catch (Exception exception) when (PostgresErrors.IsPassing(exception))
        {
            // No answer, or that of a server that shuts down, which may have committed before it says so.
            Drop();
            if (_witness.HasRow && !WasCommitted())
            {
                throw new PostgresRepeatException();
            }
        }

        _running?.Dispose();
        _running = null;
    }

    public void Rollback()
    {
        try
        {
            _running?.Dispose();
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or IOException)
        {
            // The connection is gone, and with it the transaction.
        }

        _running = null;
        if (_connection is { FullState: not (ConnectionState.Open) })
        {
            Drop();
        }
    }

    public bool Repeats(Exception exception, TimeSpan elapsed) => _patience.AllowsAnother(exception, elapsed);

    public LedgerException Explain(Exception exception) => PostgresErrors.Explain(_name, exception);

    public void Dispose()
    {
        Rollback();
        Drop();
    }

    private NpgsqlConnection Open()
    {
        NpgsqlConnection connection = _source.OpenConnection();
        try
        {
            _server.Check(connection);
            _server.Remember(connection);
            using NpgsqlCommand command = new(SessionSettings, connection);
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Drop()
    {
        NpgsqlConnection? connection = _connection;
        _connection = null;
        _running = null;
        try
        {
            connection?.Dispose();
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or IOException)
        {
            // It was gone already.
        }
    }

    private Dictionary<PaymentKey, PostgresSlot> ReadKnown(NpgsqlDataReader reader, PaymentKey[] keys)
    {
        Dictionary<PaymentKey, PostgresSlot> known = [];
        PostgresRows rows = new(reader);
        while (reader.Read())
        {
            try
            {
                StoredRecord record = PaymentTable.FromRow(PaymentTable.Table.Read(rows, _key, _name));
                known.Add(record.Record.Key, new PostgresSlot(record.Id)
                {
                    Before = record,
                    Record = record,
                    ChecksumBefore = reader.GetString(reader.FieldCount - 1),
                });
            }
            catch (LedgerException exception)
            {
                // One damaged row spoils the work on its order, and no other.
                PaymentKey damaged = keys.First(key => key.OrderNumber == reader["order_number"] as string && key.PartnerId == reader["partner_id"] as string && key.Gateway == reader["gateway"] as string);
                known[damaged] = new PostgresSlot(0) { Damage = exception };
            }
        }

        return known;
    }

    private void Write()
    {
        using NpgsqlBatch batch = _connection!.CreateBatch();
        batch.Transaction = _running;
        if (_transaction.Policy != _header!.Policy)
        {
            (string sql, object?[] row) = (_header with { Policy = _transaction.Policy }).UpdateOf(_key);
            AddUpdate(batch, sql, row, _headerChecksum!);
            _witness.SawPolicy(row[^1]!);
        }

        foreach (PostgresSlot slot in _transaction.Changed)
        {
            Write(batch, slot);
        }

        if (batch.BatchCommands.Count == 0)
        {
            return;
        }

        batch.ExecuteNonQuery();
        if (batch.BatchCommands.Cast<NpgsqlBatchCommand>().Any(command => command.RecordsAffected != 1))
        {
            // A row is not as it was read: somebody has written past the locks, or has set the policy meanwhile.
            throw new PostgresRepeatException();
        }
    }

    private void Write(NpgsqlBatch batch, PostgresSlot slot)
    {
        StoredRecord record = slot.Record!;
        object?[] row = PaymentTable.Table.Seal(PaymentTable.ToRow(record), _key);
        if (slot.Events.Count == 0 && Equals(row[^1], slot.ChecksumBefore))
        {
            // Saved as it was. It would be there whether the transaction counts or not, and so no witness.
            return;
        }

        if (slot.Before is null)
        {
            AddRow(batch, PaymentTable.Table.Insert, row);
        }
        else
        {
            AddUpdate(batch, PaymentTable.Table.Update, row, slot.ChecksumBefore!);
        }

        _witness.SawRecord(record.Id, row[^1]!);
        long number = slot.Before?.EventCount ?? 0;
        foreach (LedgerEvent line in slot.Events)
        {
            object?[] lineRow = PaymentEventTable.Table.Seal(PaymentEventTable.ToRow(record, ++number, line), _key);
            AddRow(batch, PaymentEventTable.Table.Insert, lineRow);
            _witness.SawLine(record.Id, number, lineRow[^1]!);
        }
    }

    /// <summary>Whether a transaction counts whose commit was not answered.</summary>
    /// <exception cref="LedgerException">It cannot be found out.</exception>
    private bool WasCommitted()
    {
        for (long start = Stopwatch.GetTimestamp(); !_patience.IsOver(Stopwatch.GetElapsedTime(start)); PostgresPatience.WaitAMoment())
        {
            try
            {
                _connection ??= Open();
                if (_witness.WasCommitted(_connection) is { } counts)
                {
                    return counts;
                }
            }
            catch (Exception exception) when (PostgresErrors.IsPassing(exception))
            {
                Drop();
            }
        }

        throw PostgresErrors.Unreachable(_name, "the connection was lost in a commit, and the server has not come back to tell whether it counts");
    }

    private static DateTimeOffset TimeOf(double seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    /// <summary>One number for each order. Two orders of one number only wait for each other.</summary>
    private static long[] LockNumbers(PaymentKey[] keys) => [.. keys.Select(key =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"LianPay\n{key.Gateway}\n{key.PartnerId}\n{key.OrderNumber}"))))];

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach ((string name, object value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        batch.BatchCommands.Add(command);
    }

    /// <summary>An update that finds the row only while it is as it was read.</summary>
    private static void AddUpdate(NpgsqlBatch batch, string sql, object?[] row, string checksumBefore) =>
        AddRow(batch, $"{sql} AND checksum = {LedgerTable.Parameter(row.Length)}", [.. row, checksumBefore]);

    private static void AddRow(NpgsqlBatch batch, string sql, object?[] row)
    {
        NpgsqlBatchCommand command = new(sql);
        for (int index = 0; index < row.Length; index++)
        {
            // Every column that may be empty is text. Said so, the statement is the same one whichever of them are, and is prepared once.
            string name = string.Create(CultureInfo.InvariantCulture, $"p{index}");
            command.Parameters.Add(row[index] is { } value ? new NpgsqlParameter(name, value) : new NpgsqlParameter(name, NpgsqlDbType.Text) { Value = DBNull.Value });
        }

        batch.BatchCommands.Add(command);
    }
}
