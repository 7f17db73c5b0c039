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

    /// <exception cref="LedgerException">The user has no place for a ledger of his own.</exception>
    internal static SqliteLedgerOptions LedgerOf(ConnectionSettings settings) => new()
    {
        Path = settings.Ledger ?? UserLedger.GetPath(),
        KeyPath = settings.LedgerKeyPath,
    };

    internal static TimeSpan TimeoutOf(ConnectionSettings settings) =>
        settings.TimeoutSec is { } seconds ? TimeSpan.FromSeconds(seconds) : GatewayOptions.DefaultTimeout;
}
