using System.Buffers.Binary;
using LianPay.Core.Keys;

namespace LianPay.Core.Ledger;

/// <summary>The file of a SQLite ledger: made whole, or checked before SQLite touches it.</summary>
internal static class SqliteFile
{
    /// <summary>https://www.sqlite.org/fileformat2.html, section 1.3.</summary>
    private const int HeaderLength = 100;

    private const int VersionOffset = 60;
    private const int ApplicationIdOffset = 68;

    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    /// <summary>Refuses what is no ledger, or a newer one, by its first bytes: SQLite would "repair" a foreign file by its journal.</summary>
    /// <remarks>
    /// An empty file is refused too. A ledger is never empty, not even while it is made, so one that is has lost what it
    /// held, and a fresh one in its place would send everything again.
    /// </remarks>
    /// <exception cref="LedgerException">It is no ledger, or of a newer schema.</exception>
    internal static void CheckHeader(string path)
    {
        byte[] header = new byte[HeaderLength];
        int length = ReadHeader(path, header);
        if (length == 0)
        {
            throw LedgerDamage.Of(path, "the file is empty, and a ledger never is");
        }

        if (length < HeaderLength || !header.AsSpan().StartsWith(Magic) || ReadInt32(header, ApplicationIdOffset) != SqliteSchema.ApplicationId)
        {
            throw LedgerDamage.Of(path, "the file is not a LianPay ledger, or its first bytes are lost");
        }

        int version = ReadInt32(header, VersionOffset);
        if (version > SqliteSchema.Version)
        {
            throw NewerSchema(path);
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
                    System.Globalization.CultureInfo.InvariantCulture,
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

    internal static LedgerException NewerSchema(string path) => new(
        LedgerError.NewerSchema,
        $"The ledger {LedgerDamage.Show(path)} was written by a newer release of LianPay. Update LianPay on this machine; the ledger is left as it is.");

    private static int ReadHeader(string path, byte[] header)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        return file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
    }

    private static int ReadInt32(byte[] header, int offset) => BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(offset));

    private static void DeleteAll(string temporary)
    {
        foreach (string suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(temporary + suffix);
        }
    }
}
