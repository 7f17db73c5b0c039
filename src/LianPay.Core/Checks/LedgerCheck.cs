using System.Globalization;
using LianPay.Core.Keys;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;

namespace LianPay.Core.Checks;

/// <summary>
/// The check of the ledger: it is opened once more, as another process would, which writes to it, and every record is read once,
/// for opening looks at no record's checksum.
/// </summary>
internal static class LedgerCheck
{
    /// <summary>Below it, somebody should make room: a batch of a hundred thousand payments takes about as much.</summary>
    private const long AdvisedRoom = 256L * 1024 * 1024;

    private const string Advice = "See docs/operations.md, \"When the ledger fails\".";

    internal static CheckReport Of(CheckSubject subject, CancellationToken cancellationToken) =>
        subject.LedgerFault is { } fault ? CheckReport.Failed(CheckNames.Ledger, fault.Detail, fault.Advice)
        : subject.Ledger switch
        {
            SqliteLedgerOptions file => File.Exists(file.Path) ? Open(file, cancellationToken) : Missing(file.Path, subject.HasOpenLedger),
            PostgresLedgerOptions server => Open(server, cancellationToken),
            _ => CheckReport.Skipped(CheckNames.Ledger, "There is no ledger."),
        };

    internal static CheckReport Judge(string path, long records, DateTimeOffset? uncleanSince, long? room)
    {
        string found = $"{KeyPath.Show(path)} opens, is whole and can be written; {ReadableCount(records)}{(room is { } free ? $"; {Readable(free)} free" : "")}.";
        return room < AdvisedRoom ? CheckReport.Warning(CheckNames.Ledger, found, "Make room on the disk: when it is full, nothing is sent.")
            : uncleanSince is { } since ? CheckReport.Warning(
                CheckNames.Ledger,
                string.Create(CultureInfo.InvariantCulture, $"{found} A process died while it had it open; that was noticed at {since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC."),
                "For 24 hours an order without a record is queried before its first send. Nothing else is to be done.")
            : CheckReport.Passed(CheckNames.Ledger, found);
    }

    private static CheckReport Open(SqliteLedgerOptions options, CancellationToken cancellationToken) =>
        ReadWhole(() => SqliteLedger.Open(options), (ledger, records) => Judge(options.Path, records, ledger.UncleanSince, RoomAt(options.Path)), cancellationToken);

    /// <summary>Opening it makes sure that the server can be reached, writes durably, and that its key is this one.</summary>
    private static CheckReport Open(PostgresLedgerOptions options, CancellationToken cancellationToken) => ReadWhole(
        () => PostgresLedger.Open(options),
        (ledger, records) =>
        {
            string found = $"The server '{SafeText.Of(ledger.Name, 200)}' can be reached, its commits are durable, and its key is this one; {ReadableCount(records)}.";
            return ledger.UncleanSince is not null
                ? CheckReport.Warning(CheckNames.Ledger, $"{found} Another server has taken over, or the ledger was made anew, less than a day ago.", "For 24 hours an order without a record is queried before its first send. Nothing else is to be done.")
                : CheckReport.Passed(CheckNames.Ledger, found);
        },
        cancellationToken);

    /// <summary>Opens a ledger, reads every record of every merchant one by one, and closes it.</summary>
    private static CheckReport ReadWhole(Func<PaymentLedger> open, Func<PaymentLedger, long, CheckReport> judge, CancellationToken cancellationToken)
    {
        try
        {
            PaymentLedger ledger = open();
            try
            {
                long records = 0;
                foreach (LedgerRecord _ in ledger.Read(new LedgerQuery()))
                {
                    if (cancellationToken.IsCancellationRequested)
                    {
                        return CheckReport.Skipped(CheckNames.Ledger, "Stopped.");
                    }

                    records++;
                }

                return judge(ledger, records);
            }
            finally
            {
                ledger.DisposeAsync().AsTask().GetAwaiter().GetResult();
            }
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

    private static string ReadableCount(long records) =>
        records == 1 ? "1 record read, as it was written"
        : string.Create(CultureInfo.InvariantCulture, $"{records} records read, each as it was written");
}
