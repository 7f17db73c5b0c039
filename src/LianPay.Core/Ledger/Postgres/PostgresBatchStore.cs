using System.Buffers.Binary;
using System.Data;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace LianPay.Core.Ledger;

/// <summary>The connection of a PostgreSQL ledger that writes.</summary>
/// <remarks>
/// <para>Each order is locked by an advisory lock until the end of the transaction, in the order of the locks' numbers, so that
/// two machines that take the same orders wait for each other and never for ever. No lock outlives the transaction, and none is held while
/// the gateway is called.</para>
/// <para>A commit whose answer is lost is looked up by the number of its transaction: it is known, or it does not count.</para>
/// </remarks>
internal sealed class PostgresBatchStore : IBatchStore, IDisposable
{
    /// <summary>Whoever is suspended inside a transaction lets go of its locks after so long.</summary>
    private const string SessionSettings = "SET idle_in_transaction_session_timeout = '5s'; SET lock_timeout = '10s'; SET statement_timeout = '15s'";

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    /// <summary>A difference of the clocks that is less than that counts as none: no rule goes by less.</summary>
    private static readonly TimeSpan LeastOffset = TimeSpan.FromSeconds(1);

    private static readonly string UpdateSql = $"{PaymentTable.Table.Update} AND checksum = ";
    private static readonly string SelectSql =
        $"{PaymentTable.Table.Select} WHERE (order_number, partner_id, gateway) IN (SELECT * FROM unnest(@orders::text[], @partners::text[], @gateways::text[]))";

    private readonly NpgsqlDataSource _source;
    private readonly LedgerKey _key;
    private readonly string _name;
    private readonly TimeSpan _patience;
    private readonly PostgresServer _server;
    private readonly PostgresTransaction _transaction = new();
    private readonly ManualResetEventSlim _never = new();
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _running;
    private LedgerHeader? _header;
    private string? _number;

    internal PostgresBatchStore(NpgsqlDataSource source, LedgerKey key, string name, TimeSpan patience, PostgresServer server)
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
        _connection ??= Open();
        _running = _connection.BeginTransaction(IsolationLevel.ReadCommitted);
        PaymentKey[] keys = [.. orders];
        using NpgsqlBatch batch = _connection.CreateBatch();
        batch.Transaction = _running;
        Add(batch, "SELECT count(pg_advisory_xact_lock(number)) FROM (SELECT number FROM unnest(@numbers::bigint[]) AS number ORDER BY number) AS sorted", ("numbers", LockNumbers(keys)));
        Add(
            batch,
            SelectSql,
            ("orders", keys.Select(key => key.OrderNumber).ToArray()),
            ("partners", keys.Select(key => key.PartnerId).ToArray()),
            ("gateways", keys.Select(key => key.Gateway).ToArray()));
        Add(batch, LedgerHeader.SelectSql);
        Add(batch, "SELECT nextval('payment_id') FROM generate_series(1, @count)", ("count", (long)keys.Length));
        Add(batch, "SELECT pg_current_xact_id()::text, extract(epoch FROM clock_timestamp())::double precision");

        DateTimeOffset asked = TimeProvider.System.GetUtcNow();
        using NpgsqlDataReader reader = batch.ExecuteReader();
        reader.NextResult();
        Dictionary<PaymentKey, PostgresSlot> known = ReadKnown(reader, keys);
        reader.NextResult();
        _header = LedgerHeader.Read(reader, _key, _name);
        reader.NextResult();
        List<(PaymentKey Key, PostgresSlot Slot)> slots = [];
        foreach (PaymentKey key in keys)
        {
            reader.Read();
            slots.Add((key, known.GetValueOrDefault(key) ?? new PostgresSlot(reader.GetInt64(0))));
        }

        reader.NextResult();
        reader.Read();
        _number = reader.GetString(0);
        _transaction.Reset(slots, _header.Policy, OffsetOf(reader.GetDouble(1), asked));
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
            if (!WasCommitted())
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

    public bool Repeats(Exception exception, TimeSpan elapsed)
    {
        if (!PostgresErrors.IsPassing(exception) || elapsed >= _patience)
        {
            return false;
        }

        // Another pace each time, so that machines that failed together do not come back together.
        _never.Wait(RandomNumberGenerator.GetInt32(20, 400));
        return true;
    }

    public LedgerException Explain(Exception exception) => PostgresErrors.Explain(_name, exception);

    public void Dispose()
    {
        Rollback();
        Drop();
        _never.Dispose();
    }

    private NpgsqlConnection Open()
    {
        NpgsqlConnection connection = _source.OpenConnection();
        try
        {
            _server.Check(connection);
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
        while (reader.Read())
        {
            try
            {
                StoredRecord record = PaymentTable.FromRow(PaymentTable.Table.Read(reader, _key, _name));
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
        foreach (PostgresSlot slot in _transaction.Changed)
        {
            StoredRecord record = slot.Record!;
            object?[] row = PaymentTable.Table.Seal(PaymentTable.ToRow(record), _key);
            if (slot.Before is null)
            {
                AddRow(batch, PaymentTable.Table.Insert, row);
            }
            else
            {
                AddRow(batch, UpdateSql + LedgerTable.Parameter(row.Length), [.. row, slot.ChecksumBefore]);
            }

            long number = slot.Before?.EventCount ?? 0;
            foreach (LedgerEvent line in slot.Events)
            {
                AddRow(batch, PaymentEventTable.Table.Insert, PaymentEventTable.Table.Seal(PaymentEventTable.ToRow(record, ++number, line), _key));
            }
        }

        if (_transaction.Policy != _header!.Policy)
        {
            (string sql, object?[] row) = (_header with { Policy = _transaction.Policy }).UpdateOf(_key);
            AddRow(batch, sql, row);
        }

        if (batch.BatchCommands.Count == 0)
        {
            return;
        }

        batch.ExecuteNonQuery();
        if (batch.BatchCommands.Cast<NpgsqlBatchCommand>().Any(command => command.RecordsAffected != 1))
        {
            // A row is not as it was read: somebody has written past the locks.
            throw new PostgresRepeatException();
        }
    }

    /// <exception cref="LedgerException">It cannot be found out.</exception>
    private bool WasCommitted()
    {
        for (long start = System.Diagnostics.Stopwatch.GetTimestamp(); System.Diagnostics.Stopwatch.GetElapsedTime(start) < _patience; _never.Wait(LookAgain))
        {
            try
            {
                _connection ??= Open();
                using NpgsqlCommand command = new("SELECT pg_xact_status(@number::xid8)", _connection);
                command.Parameters.AddWithValue("number", _number!);
                switch (command.ExecuteScalar() as string)
                {
                    case "committed":
                        return true;
                    case "aborted":
                        return false;
                    default:
                        // "in progress": the server has not yet noticed that nobody listens.
                        break;
                }
            }
            catch (Exception exception) when (PostgresErrors.IsPassing(exception))
            {
                Drop();
            }
        }

        throw PostgresErrors.Unreachable(_name, "the connection was lost in a commit, and the server has not come back to tell whether it counts");
    }

    private static TimeSpan OffsetOf(double serverSeconds, DateTimeOffset asked)
    {
        TimeSpan offset = DateTimeOffset.UnixEpoch.AddSeconds(serverSeconds) - asked;
        return offset.Duration() < LeastOffset ? TimeSpan.Zero : offset;
    }

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

    private static void AddRow(NpgsqlBatch batch, string sql, object?[] row)
    {
        NpgsqlBatchCommand command = new(sql);
        for (int index = 0; index < row.Length; index++)
        {
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"p{index}"), row[index] ?? DBNull.Value);
        }

        batch.BatchCommands.Add(command);
    }
}
