using System.Management.Automation;
using LianPay.Core.Gateway;
using LianPay.Core.Keys;
using LianPay.Core.Ledger;
using LianPay.Core.Profiles;

namespace LianPay.Profiles;

/// <summary>The parts of a connection, made from its settings.</summary>
internal static class ConnectionParts
{
    /// <exception cref="KeyException">A key cannot be used.</exception>
    internal static IReadOnlyList<RsaPublicKey> ReadPlatformKeys(ConnectionSettings settings) => settings.PlatformKeyPath.Count > 0
        ? [.. settings.PlatformKeyPath.Select(KeyReader.ReadPublicKeyFile)]
        : [PublishedKeys.Platform];

    /// <param name="settings">What names the ledger: a file, or a server.</param>
    /// <param name="credential">The account at the server, or null.</param>
    /// <exception cref="LedgerException">The user has no place for a ledger of his own, or a file is given an account.</exception>
    internal static LedgerOptions LedgerOf(ConnectionSettings settings, PSCredential? credential) =>
        settings.Ledger is { } ledger && PostgresSettings.IsSettings(ledger)
            ? new PostgresLedgerOptions { Settings = ledger, KeyPath = settings.LedgerKeyPath, Credential = credential?.GetNetworkCredential() }
            : credential is null
                ? new SqliteLedgerOptions { Path = settings.Ledger ?? UserLedger.GetPath(), KeyPath = settings.LedgerKeyPath }
                : throw new LedgerException(LedgerError.Settings, "-LedgerCredential is for a ledger on PostgreSQL: a file knows no accounts.");

    internal static TimeSpan TimeoutOf(ConnectionSettings settings) =>
        settings.TimeoutSec is { } seconds ? TimeSpan.FromSeconds(seconds) : GatewayOptions.DefaultTimeout;
}
