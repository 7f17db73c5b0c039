using System.Globalization;

namespace LianPay.Core.Ledger;

/// <summary>The steps of opening a SQLite ledger, each of which may refuse before anything was written.</summary>
internal static class SqliteLedgerOpening
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    /// <summary>The key of the ledger; both are made when there is no ledger.</summary>
    /// <exception cref="LedgerException">There is something else, or it cannot be made.</exception>
    internal static LedgerKey FindOrCreate(string path, SqliteLedgerOptions options)
    {
        string keyPath = options.KeyPath is { } given ? Path.GetFullPath(given) : path + LedgerKeyFile.Suffix;
        if (!Directory.Exists(Path.GetDirectoryName(path)) || Directory.Exists(path))
        {
            throw SqliteErrors.NoFolder(path);
        }

        if (!File.Exists(path))
        {
            Create(path, keyPath, options);
        }

        SqliteFile.Check(path);
        return LedgerKeyFile.Read(keyPath);
    }

    /// <summary>Opens the connection that writes, checks the ledger, and enters this process in it.</summary>
    /// <exception cref="LedgerException">It cannot be used; the file is left as it is.</exception>
    internal static SqliteDatabase OpenChecked(string path, LedgerKey key, string owner, SqliteLedgerOptions options, out LedgerHeader header)
    {
        SqliteDatabase database = SqliteDatabase.Open(path, forWriting: true, options.BusyTimeout);
        try
        {
            database.SetCheckpointOnClose(false);
            Check(database, key, path);
            database.MakeDurable();
            header = Enter(database, key, path, owner, LedgerTime.Truncate(options.Clock.GetUtcNow()));
            database.SetCheckpointOnClose(true);

            // So that a log that is lost does not take with it that somebody had the ledger open.
            database.Run("PRAGMA wal_checkpoint(PASSIVE)");
            return database;
        }
        catch
        {
            database.Rollback();
            database.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The key comes first, for a ledger without its key is worth nothing. A key that was there already belongs to another
    /// who makes the same ledger now, or to a ledger that is gone: that is told by waiting, and a ledger that may have
    /// known more begins as one that was left unclean.
    /// </summary>
    private static void Create(string path, string keyPath, SqliteLedgerOptions options)
    {
        bool isFirst = LedgerKeyFile.TryCreate(keyPath);
        if (!isFirst && SpinFor(options.BusyTimeout, () => File.Exists(path)))
        {
            return;
        }

        DateTimeOffset now = options.Clock.GetUtcNow();
        SqliteFile.Create(path, LedgerKeyFile.Read(keyPath), now, isFirst ? null : now, options.BusyTimeout);
    }

    private static bool SpinFor(TimeSpan time, Func<bool> condition)
    {
        using ManualResetEventSlim never = new();
        for (long start = System.Diagnostics.Stopwatch.GetTimestamp(); System.Diagnostics.Stopwatch.GetElapsedTime(start) < time; never.Wait(LookAgain))
        {
            if (condition())
            {
                return true;
            }
        }

        return condition();
    }

    private static void Check(SqliteDatabase database, LedgerKey key, string path)
    {
        database.Run("BEGIN"); // one snapshot: others may be writing
        SqliteFile.CheckMarks(database.Statements, path); // once more: the log may hold a newer first page than the file
        CheckSchema(database.Statements, path); // before any table is asked: in its place may stand a view whose answer never ends
        LedgerHeader header = LedgerHeader.Read(database.Statements, key, path);
        if (database.Statements.Scalar("PRAGMA integrity_check(1)") is not "ok")
        {
            throw LedgerDamage.Of(path, "SQLite's integrity check does not pass");
        }

        CheckCount(database.Statements, path, "payment", header.PaymentCount);
        CheckCount(database.Statements, path, "payment_event", header.EventCount);
        CheckCount(database.Statements, path, "payment_chain", header.PaymentCount + 1);
        CheckCount(database.Statements, path, "ledger_session", header.SessionCount);
        CheckCount(database.Statements, path, "ledger", 1);
        database.Run("COMMIT");
    }

    /// <summary>Each object as it was made: one flipped bit in a definition can make an index lead elsewhere. Objects that others added do no harm, but for triggers.</summary>
    private static void CheckSchema(SqlStatements statements, string path)
    {
        Dictionary<string, string> missing = new(SqliteSchema.Objects, StringComparer.Ordinal);
        bool hasTrigger = false;
        using (SqlRows rows = statements.Query("SELECT name, sql, type FROM sqlite_schema"))
        {
            while (rows.Read())
            {
                if (rows.GetValue(0) is string name && rows.GetValue(1) is string sql && missing.GetValueOrDefault(name) == sql)
                {
                    missing.Remove(name);
                }

                hasTrigger |= rows.GetValue(2) is "trigger";
            }
        }

        if (missing.Count > 0 || hasTrigger)
        {
            throw LedgerDamage.Of(path, hasTrigger ? "somebody has added a trigger to it" : $"the definition of {missing.Keys.First()} is not as it was made");
        }
    }

    private static void CheckCount(SqlStatements statements, string path, string table, long expected)
    {
        long count = (long)statements.Scalar($"SELECT count(*) FROM {table}")!;
        if (count != expected)
        {
            throw LedgerDamage.Of(path, string.Create(CultureInfo.InvariantCulture, $"the table {table} has {count} rows, and should have {expected}"));
        }
    }

    private static LedgerHeader Enter(SqliteDatabase database, LedgerKey key, string path, string owner, DateTimeOffset now)
    {
        SqliteSessions sessions = new(database.Statements, key, path);
        database.Begin();
        (IReadOnlyList<string> dead, long count) = sessions.FindDead(now);
        foreach (string left in dead)
        {
            sessions.Remove(left);
        }

        sessions.Add(owner, now);
        LedgerHeader header = LedgerHeader.Read(database.Statements, key, path);
        header = header with { SessionCount = count - dead.Count + 1, UncleanSince = dead.Count > 0 ? now : header.UncleanSince };
        header.Update(database.Statements, key);
        database.Run("COMMIT");
        return header;
    }
}
