using System.Globalization;
using LianPay.Core.Keys;

namespace LianPay.Core.Ledger;

/// <summary>The file of a SQLite ledger: made whole, or checked before anything could change it.</summary>
internal static class SqliteFile
{
    /// <summary>Refuses what is no ledger, or a newer one, by the marks in the file itself.</summary>
    /// <remarks>
    /// <para>An empty file is refused too. A ledger is never empty, not even while it is made, so one that is has lost what it
    /// held, and a fresh one in its place would send everything again.</para>
    /// <para>SQLite reads the file, and not this code: on Unix, to close a file that was opened past SQLite takes away the
    /// locks of every connection of this process to it, and another process could then remove the log under them
    /// (https://www.sqlite.org/howtocorrupt.html, section 2.2).</para>
    /// </remarks>
    /// <exception cref="LedgerException">It is no ledger, or of a newer schema.</exception>
    internal static void Check(string path)
    {
        if (new FileInfo(path).Length == 0)
        {
            throw LedgerDamage.Of(path, "the file is empty, and a ledger never is");
        }

        using SqliteDatabase database = SqliteDatabase.OpenUntouched(path);
        CheckMarks(database.Statements, path);
    }

    /// <summary>Whose file it is, and of which version.</summary>
    /// <exception cref="LedgerException">It is no ledger, or of a newer schema.</exception>
    internal static void CheckMarks(SqlStatements statements, string path)
    {
        if (statements.Scalar("PRAGMA application_id") is not (long)SqliteSchema.ApplicationId)
        {
            throw LedgerDamage.Of(path, "the file is not a LianPay ledger, or its first bytes are lost");
        }

        long version = (long)statements.Scalar("PRAGMA user_version")!;
        if (version > SqliteSchema.Version)
        {
            throw new LedgerException(
                LedgerError.NewerSchema,
                $"The ledger {LedgerDamage.Show(path)} was written by a newer release of LianPay. Update LianPay on this machine; the ledger is left as it is.");
        }

        if (version < SqliteSchema.Version)
        {
            throw LedgerDamage.Of(path, "its schema version is none that ever was");
        }
    }

    /// <summary>Makes a new ledger, unless there is a file of that name by the time it is ready.</summary>
    /// <param name="path">Where.</param>
    /// <param name="key">Its key.</param>
    /// <param name="createdAt">The time now.</param>
    /// <param name="uncleanSince">The same, when there may have been a ledger before.</param>
    /// <param name="busyTimeout">For the connection.</param>
    internal static void Create(string path, LedgerKey key, DateTimeOffset createdAt, DateTimeOffset? uncleanSince, TimeSpan busyTimeout)
    {
        string temporary = NewFile.TemporaryBeside(path);
        try
        {
            OwnerOnly.Create(temporary).Dispose();
            using (SqliteDatabase database = SqliteDatabase.Open(temporary, forWriting: true, busyTimeout))
            {
                database.MakeDurable();
                database.Run(string.Create(
                    CultureInfo.InvariantCulture,
                    $"BEGIN; PRAGMA application_id = {SqliteSchema.ApplicationId}; PRAGMA user_version = {SqliteSchema.Version}; {string.Join(";\n", SqliteSchema.Objects.Values)}"));
                new LedgerHeader { CreatedAt = createdAt, KeyCheck = key.CheckValue, UncleanSince = uncleanSince }.Insert(database.Statements, key);
                new SqlitePaymentChain(database.Statements, key, path).Create();
                database.Run("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
            }

            _ = NewFile.TryPublish(temporary, path);
        }
        finally
        {
            DeleteAll(temporary);
        }
    }

    private static void DeleteAll(string temporary)
    {
        foreach (string suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(temporary + suffix);
        }
    }
}
