using LianPay.Core.Messages;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LianPay.Core.Ledger;

/// <summary>What an error of SQLite, or of the file system below it, means for a person (https://www.sqlite.org/rescode.html).</summary>
internal static class SqliteErrors
{
    /// <summary>With less room than this, an unexplained failure to write is put down to a full disk: a log and its index need that much.</summary>
    private const long LeastRoom = 256 * 1024;

    internal static LedgerException Explain(string path, Exception exception) => exception switch
    {
        LedgerException known => known,
        SqliteException sqlite => Explain(path, sqlite),
        UnauthorizedAccessException => NotWritable(path),
        DirectoryNotFoundException => NoFolder(path),
        IOException => IsDiskFull(path) ? Full(path) : NotWritable(path),
        _ => new LedgerException(
            LedgerError.NotWritable,
            $"The ledger {LedgerDamage.Show(path)} could not be written, for a reason that is not its own: {exception.GetType().Name}. Nothing of the last change counts."),
    };

    internal static LedgerException NoFolder(string path) => new(
        LedgerError.Unreachable,
        $"There is no folder for the ledger {LedgerDamage.Show(path)}. Make the folder, or give another path. If a ledger was there before, bring it back first: a new one knows nothing of what was sent.");

    internal static LedgerException NotWritable(string path) => new(
        LedgerError.NotWritable,
        $"The ledger {LedgerDamage.Show(path)} cannot be written. The file, and its folder because of the log beside it, must be writable for this account, on a local disk that is not mounted read-only.");

    internal static LedgerException Locked(string path) => new(
        LedgerError.Locked,
        $"Another program holds the ledger {LedgerDamage.Show(path)} and does not let go of it: a backup, a virus scanner, or a tool with an open transaction. End it, or wait, and run the command again.");

    private static LedgerException Explain(string path, SqliteException exception)
    {
        switch (exception.SqliteErrorCode)
        {
            case raw.SQLITE_FULL:
                return Full(path);
            case raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL:
                return Locked(path);
            case raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH:
                return NotWritable(path);
            case raw.SQLITE_CANTOPEN or raw.SQLITE_IOERR when IsDiskFull(path):
                return Full(path);
            case raw.SQLITE_CANTOPEN:
                return NotWritable(path);
            case raw.SQLITE_IOERR when IsReadError(exception.SqliteExtendedErrorCode):
                return LedgerDamage.Of(path, "the disk cannot read it");
            case raw.SQLITE_IOERR:
                return NotWritable(path);
            case raw.SQLITE_NOMEM:
                return new LedgerException(LedgerError.NotWritable, $"There is not enough memory to use the ledger {LedgerDamage.Show(path)}. Nothing of the last change counts.");
            default:
                // What SQLite says may quote a value out of a row: its words are not passed on but for the code.
                return LedgerDamage.Of(path, $"SQLite reports {SafeText.Of(raw.sqlite3_errstr(exception.SqliteErrorCode).utf8_to_string(), 80)}");
        }
    }

    private static LedgerException Full(string path) => new(
        LedgerError.Full,
        $"The disk of the ledger {LedgerDamage.Show(path)} is full. Nothing of the last change counts. Make room, and run the command again.");

    private static bool IsReadError(int extended) =>
        extended is raw.SQLITE_IOERR_READ or raw.SQLITE_IOERR_SHORT_READ or raw.SQLITE_IOERR_FSTAT;

    private static bool IsDiskFull(string path)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace < LeastRoom;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }
}
