using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LianPay.Core.Ledger;

/// <summary>A prepared statement of SQLite, and the rows of its answer while one is read.</summary>
/// <remarks>
/// Values are bound by their places. Microsoft.Data.Sqlite looks every name up at every run, which for a record of forty columns costs more
/// than writing it. Where a lock is in the way SQLite itself waits, for the connection's busy time-out.
/// </remarks>
internal sealed class SqliteStatement : SqlRows
{
    /// <summary>Up to which length, in bytes, a text is turned to UTF-8 on the stack.</summary>
    private const int StackLimit = 512;

    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;

    /// <exception cref="SqliteException">SQLite does not take it.</exception>
    internal SqliteStatement(sqlite3 connection, string sql)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v3(connection, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <inheritdoc/>
    internal override bool Read()
    {
        int code = raw.sqlite3_step(_statement);
        Check(code);
        return code == raw.SQLITE_ROW;
    }

    /// <inheritdoc/>
    internal override object? GetValue(int column) => raw.sqlite3_column_type(_statement, column) switch
    {
        raw.SQLITE_NULL => null,
        raw.SQLITE_INTEGER => raw.sqlite3_column_int64(_statement, column),
        raw.SQLITE_TEXT => raw.sqlite3_column_text(_statement, column).utf8_to_string(),
        raw.SQLITE_FLOAT => raw.sqlite3_column_double(_statement, column),
        _ => raw.sqlite3_column_blob(_statement, column).ToArray(),
    };

    /// <summary>Gives the statement its values, in the order of their numbers.</summary>
    internal void Bind(ReadOnlySpan<object?> values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            Check(Bind(index + 1, values[index]));
        }
    }

    /// <summary>Makes the statement ready for its next run.</summary>
    /// <remarks>It repeats the code of a run that failed, which has been thrown already.</remarks>
    public override void Dispose() => _ = raw.sqlite3_reset(_statement);

    /// <summary>Gives the statement up.</summary>
    internal void Close() => _statement.Dispose();

    private int Bind(int place, object? value)
    {
        switch (value)
        {
            case null:
                return raw.sqlite3_bind_null(_statement, place);
            case long number:
                return raw.sqlite3_bind_int64(_statement, place, number);
            case string text:
                return Bind(place, text);
            default:
                throw new ArgumentException("A value is text, a 64-bit integer or nothing.", nameof(value));
        }
    }

    private int Bind(int place, string text)
    {
        byte[]? rented = null;
        int capacity = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> buffer = capacity <= StackLimit ? stackalloc byte[StackLimit] : (rented = ArrayPool<byte>.Shared.Rent(capacity));
        int length = Encoding.UTF8.GetBytes(text, buffer);
        int code = raw.sqlite3_bind_text(_statement, place, buffer[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return code;
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _connection);
}
