using System.Globalization;
using LianPay.Core.Keys;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;

namespace LianPay.Core.Checks;

/// <summary>The check of the ledger: it is opened once more, as another process would, which reads it whole and writes to it.</summary>
internal static class LedgerCheck
{
    /// <summary>Below it, somebody should make room: a batch of a hundred thousand payments takes about as much.</summary>
    private const long AdvisedRoom = 256L * 1024 * 1024;

    private const string Advice = "See docs/operations.md, \"When the ledger fails\".";

    internal static CheckReport Of(CheckSubject subject) =>
        subject.LedgerFault is { } fault ? CheckReport.Failed(CheckNames.Ledger, fault.Detail, fault.Advice)
        : subject.Ledger switch
        {
            SqliteLedgerOptions file => File.Exists(file.Path) ? Open(file) : Missing(file.Path, subject.HasOpenLedger),
            PostgresLedgerOptions server => Open(server),
            _ => CheckReport.Skipped(CheckNames.Ledger, "There is no ledger."),
        };

    internal static CheckReport Judge(string path, DateTimeOffset? uncleanSince, long? room)
    {
        string found = string.Create(CultureInfo.InvariantCulture, $"{KeyPath.Show(path)} opens, is whole and can be written{(room is { } free ? $"; {Readable(free)} free" : "")}.");
        return room < AdvisedRoom ? CheckReport.Warning(CheckNames.Ledger, found, "Make room on the disk: when it is full, nothing is sent.")
            : uncleanSince is { } since ? CheckReport.Warning(
                CheckNames.Ledger,
                string.Create(CultureInfo.InvariantCulture, $"{found} A process died while it had it open; that was noticed at {since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC."),
                "For 24 hours an order without a record is queried before its first send. Nothing else is to be done.")
            : CheckReport.Passed(CheckNames.Ledger, found);
    }

    private static CheckReport Open(SqliteLedgerOptions options)
    {
        try
        {
            SqliteLedger ledger = SqliteLedger.Open(options);
            DateTimeOffset? uncleanSince = ledger.UncleanSince;
            ledger.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return Judge(options.Path, uncleanSince, RoomAt(options.Path));
        }
        catch (LedgerException exception)
        {
            return CheckReport.Failed(CheckNames.Ledger, exception.Message, Advice);
        }
    }

    /// <summary>Opening it makes sure that the server can be reached, writes durably, and that its key is this one.</summary>
    private static CheckReport Open(PostgresLedgerOptions options)
    {
        try
        {
            PostgresLedger ledger = PostgresLedger.Open(options);
            bool isUnclean = ledger.UncleanSince is not null;
            ledger.DisposeAsync().AsTask().GetAwaiter().GetResult();
            string found = $"The server '{SafeText.Of(ledger.Name, 200)}' can be reached, its commits are durable, and its key is this one.";
            return isUnclean
                ? CheckReport.Warning(CheckNames.Ledger, $"{found} Another server has taken over, or the ledger was made anew, less than a day ago.", "For 24 hours an order without a record is queried before its first send. Nothing else is to be done.")
                : CheckReport.Passed(CheckNames.Ledger, found);
        }
        catch (LedgerException exception)
        {
            return CheckReport.Failed(CheckNames.Ledger, exception.Message, Advice);
        }
    }

    private static CheckReport Missing(string path, bool isInUse) =>
        isInUse ? CheckReport.Failed(CheckNames.Ledger, $"The file {KeyPath.Show(path)} is gone, although the connection has it open.", "Stop, and bring the file back from the backup: a new ledger knows nothing of what was sent.")
        : !Directory.Exists(Path.GetDirectoryName(path)) ? CheckReport.Failed(CheckNames.Ledger, $"There is no folder for the ledger {KeyPath.Show(path)}.", "Make the folder, or name another path.")
        : CheckReport.Warning(CheckNames.Ledger, $"There is no ledger {KeyPath.Show(path)} yet: Connect-LianPay makes it.", "If there was one before, bring it back first: a new ledger knows nothing of what was sent.");

    private static long? RoomAt(string path)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A file system that does not tell: the next write will.
            return null;
        }
    }

    private static string Readable(long bytes) => bytes >= 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.0} MiB");
}
