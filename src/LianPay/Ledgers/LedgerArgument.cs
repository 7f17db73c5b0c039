using System.Management.Automation;
using LianPay.Core.Keys;
using LianPay.Core.Ledger;

namespace LianPay.Ledgers;

/// <summary>Opens the ledger that a caller names: a file, or a server.</summary>
/// <param name="filePath">Makes a path of the file system out of a PowerShell path; refuses a key's own text.</param>
internal sealed class LedgerArgument(Func<string, string> filePath)
{
    /// <param name="ledger">A path, or <c>Host=…;Database=…</c>.</param>
    /// <param name="keyPath">The file of the record key, or null.</param>
    /// <param name="credential">The account at the server, or null.</param>
    /// <exception cref="LedgerException">It cannot be used.</exception>
    internal PaymentLedger Open(string ledger, string? keyPath, PSCredential? credential)
    {
        try
        {
            string? keyFile = keyPath is null ? null : filePath(keyPath);
            return PostgresSettings.IsSettings(ledger) ? OpenServer(ledger, keyFile, credential) : OpenFile(ledger, keyFile, credential);
        }
        catch (KeyException)
        {
            // A key's own text in the place of a path must not be shown, and SQLite's locks do not hold on a network.
            throw new LedgerException(LedgerError.Unreachable, "What was given as the ledger, or as its key's file, is no path of this machine's own disks.");
        }
    }

    private SqliteLedger OpenFile(string path, string? keyFile, PSCredential? credential) => credential is null
        ? SqliteLedger.Open(new SqliteLedgerOptions { Path = filePath(path), KeyPath = keyFile })
        : throw new LedgerException(LedgerError.Settings, "-LedgerCredential is for a ledger on PostgreSQL: a file knows no accounts.");

    private static PostgresLedger OpenServer(string settings, string? keyFile, PSCredential? credential) => PostgresLedger.Open(new PostgresLedgerOptions
    {
        Settings = settings,
        KeyPath = keyFile ?? throw new LedgerException(LedgerError.Settings, "A ledger on PostgreSQL needs -LedgerKeyPath: the file of its record key, the same on every machine."),
        Credential = credential?.GetNetworkCredential(),
    });
}
