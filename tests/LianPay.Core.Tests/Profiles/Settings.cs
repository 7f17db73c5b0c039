using LianPay.Core.Profiles;

namespace LianPay.Core.Tests.Profiles;

/// <summary>Settings for tests: the least that there must be, and something in every place.</summary>
internal static class Settings
{
    internal const string PartnerId = "201606221000921503";
    internal const string Pin = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    internal static ConnectionSettings Least { get; } = new() { IsProduction = true, PartnerId = PartnerId };

    internal static ConnectionSettings WithFiles { get; } = Least with
    {
        PrivateKeyPath = Full("merchant \"北京\".pem"),
        PassphraseSecretName = "lianpay passphrase",
        Vault = "Payments",
        PlatformKeyPath = [Full("platform.pem"), Full("next.pem")],
        Gateway = "https://pay.example.com/paymentapi/",
        NotifyUrl = "https://merchant.example/notify?a=1&b=2",
        CertificatePin = [Pin],
        Ledger = Full("ledger.db"),
        LedgerKeyPath = Full("ledger.key"),
        TimeoutSec = 45,
    };

    internal static ConnectionSettings WithSecrets { get; } = Least with { PrivateKeySecretName = "lianpay-merchant" };

    internal static ConnectionSettings Sandbox { get; } = Least with { IsProduction = false, Gateway = "http://127.0.0.1:9/", PlatformKeyPath = [Full("platform.pem")] };

    /// <summary>Settings as text: they hold lists, which compare by reference.</summary>
    internal static string Text(ConnectionProfile profile) => System.Text.Json.JsonSerializer.Serialize(profile);

    private static string Full(string name) => Path.Combine(Path.GetTempPath(), name);
}
