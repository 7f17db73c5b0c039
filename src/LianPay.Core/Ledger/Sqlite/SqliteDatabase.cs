using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LianPay.Core.Ledger;

/// <summary>One connection to a SQLite ledger. For one thread at a time.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    /// <summary>How long SQLite itself waits before it is asked again: its waits start short, and in a crowd short waits are what gets a turn.</summary>
    private const int SliceMilliseconds = 50;

    /// <summary>However much others get done: nobody waits for ever.</summary>
    private const int MaxTimeouts = 12;

    private const int NoCheckpointOnClose = 1006; // SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE

    private readonly SqliteConnection _connection;
    private readonly string _path;
    private readonly TimeSpan _busyTimeout;

    private SqliteDatabase(SqliteConnection connection, string path, TimeSpan busyTimeout)
    {
        _connection = connection;
        _path = path;
        _busyTimeout = busyTimeout;
        Statements = new SqliteStatements(connection);
    }

    internal SqliteStatements Statements { get; }

    /// <summary>True between <see cref="Begin"/> and the end of the transaction, however it ended.</summary>
    internal bool IsInTransaction => raw.sqlite3_get_autocommit(_connection.Handle!) == 0;

    /// <summary>Opens a file that exists.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    internal static SqliteDatabase Open(string path, bool forWriting, TimeSpan busyTimeout) =>
        Open(path, path, forWriting ? SqliteOpenMode.ReadWrite : SqliteOpenMode.ReadOnly, busyTimeout);

    /// <summary>Opens a file as it lies there: without a lock, without its log, and without leaving a trace beside it.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    internal static SqliteDatabase OpenUntouched(string path) =>
        Open($"{UriOf(path)}?immutable=1", path, SqliteOpenMode.ReadOnly, TimeSpan.Zero);

    private static SqliteDatabase Open(string source, string path, SqliteOpenMode mode, TimeSpan busyTimeout)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            Pooling = false, // a pooled connection would hold the file open after the ledger was closed
        }.ConnectionString);
        SqliteDatabase database = new(connection, path, busyTimeout);
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle!, (int)busyTimeout.TotalMilliseconds);

            // Both find damage earlier; the last takes away what a damaged pointer could bring back: old rows whose checksum fits.
            database.Run("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA secure_delete = ON");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Sets what makes a commit durable: a log beside the file, flushed at every commit.</summary>
    /// <exception cref="LedgerException">The file system does not allow it.</exception>
    internal void MakeDurable()
    {
        if (Statements.Scalar("PRAGMA journal_mode = WAL") is not "wal")
        {
            throw SqliteErrors.NotWritable(_path);
        }

        Run("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = 4194304");
    }

    /// <summary>Whether closing the last connection moves the log into the file. Not for a file that is damaged: it stays as it is.</summary>
    internal void SetCheckpointOnClose(bool isOn) =>
        _ = raw.sqlite3_db_config(_connection.Handle!, NoCheckpointOnClose, isOn ? 0 : 1, out _);

    /// <summary>Runs statements without values.</summary>
    /// <exception cref="SqliteException">SQLite refuses.</exception>
    internal void Run(string sql) => SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(_connection.Handle!, sql), _connection.Handle!);

    /// <summary>Begins a transaction that writes.</summary>
    /// <exception cref="LedgerException"><see cref="LedgerError.Locked"/>: for the busy time-out nobody let go, and nobody got anything done.</exception>
    /// <exception cref="SqliteException">SQLite refuses for another reason.</exception>
    internal void Begin()
    {
        sqlite3 handle = _connection.Handle!;
        long start = Stopwatch.GetTimestamp();
        long lastProgress = start;
        long? version = null;
        raw.sqlite3_busy_timeout(handle, (int)Math.Min(SliceMilliseconds, _busyTimeout.TotalMilliseconds));
        try
        {
            int code;
            while ((code = raw.sqlite3_exec(handle, "BEGIN IMMEDIATE")) == raw.SQLITE_BUSY)
            {
                // In a crowd everybody waits for somebody: that is a queue, and no program that holds the file.
                long? now = TryReadDataVersion();
                if (now != (version ??= now))
                {
                    version = now;
                    lastProgress = Stopwatch.GetTimestamp();
                }

                if (Stopwatch.GetElapsedTime(lastProgress) >= _busyTimeout || Stopwatch.GetElapsedTime(start) >= MaxTimeouts * _busyTimeout)
                {
                    throw SqliteErrors.Locked(_path);
                }
            }

            SqliteException.ThrowExceptionForRC(code, handle);
        }
        finally
        {
            raw.sqlite3_busy_timeout(handle, (int)_busyTimeout.TotalMilliseconds);
        }
    }

    /// <summary>A number that changes when another connection has committed, in this process or in any other, and at no other time.</summary>
    /// <exception cref="SqliteException">SQLite refuses.</exception>
    internal long DataVersion() => (long)Statements.Scalar("PRAGMA data_version")!;

    /// <summary>Ends the transaction, if SQLite has not ended it by itself.</summary>
    internal void Rollback()
    {
        if (IsInTransaction)
        {
            _ = raw.sqlite3_exec(_connection.Handle!, "ROLLBACK");
        }
    }

    public void Dispose()
    {
        Statements.Dispose();
        _connection.Dispose();
    }

    /// <summary>A full path as SQLite reads URIs (https://www.sqlite.org/uri.html), every special character escaped: <see cref="Uri"/> keeps a "%41" in a file's name.</summary>
    private static string UriOf(string path)
    {
        string escaped = string.Join('/', path.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
        return $"file://{(escaped.StartsWith('/') ? "" : "/")}{escaped}";
    }

    /// <summary>As <see cref="DataVersion"/>; null while even reading is barred.</summary>
    private long? TryReadDataVersion()
    {
        try
        {
            return DataVersion();
        }
        catch (SqliteException)
        {
            return null;
        }
    }
}
