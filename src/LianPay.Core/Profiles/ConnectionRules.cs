using System.Security.Cryptography;
using LianPay.Core.Gateway;
using LianPay.Core.Keys;
using LianPay.Core.Messages;

namespace LianPay.Core.Profiles;

/// <summary>Whether the settings of a connection may be used, as far as that is told without reading a key or a ledger.</summary>
public static class ConnectionRules
{
    private const int SecretNameMaxLength = 256;

    /// <summary>The first rule that is broken, or null.</summary>
    public static SettingDefect? FindDefect(ConnectionSettings settings) =>
        FindKeyText(settings)
        ?? OfPartnerId(settings)
        ?? OfNotifyUrl(settings)
        ?? OfGateway(settings)
        ?? OfPins(settings)
        ?? OfPlatformKey(settings)
        ?? OfPrivateKey(settings)
        ?? OfSecretNames(settings)
        ?? OfTimeout(settings);

    /// <summary>The address of settings without a defect.</summary>
    public static Uri AddressOf(ConnectionSettings settings)
    {
        _ = GatewayAddress.Parse(TextOfGateway(settings), out Uri? address);
        return address!;
    }

    /// <remarks>First of all: no later message could then show a key that was given in the place of something else.</remarks>
    private static SettingDefect? FindKeyText(ConnectionSettings settings)
    {
        (string Setting, string? Value)[] values =
        [
            (nameof(settings.PartnerId), settings.PartnerId),
            (nameof(settings.PrivateKeyPath), settings.PrivateKeyPath),
            (nameof(settings.PrivateKeySecretName), settings.PrivateKeySecretName),
            (nameof(settings.PassphraseSecretName), settings.PassphraseSecretName),
            (nameof(settings.Vault), settings.Vault),
            (nameof(settings.Gateway), settings.Gateway),
            (nameof(settings.NotifyUrl), settings.NotifyUrl),
            (nameof(settings.Ledger), settings.Ledger),
            (nameof(settings.LedgerKeyPath), settings.LedgerKeyPath),
            .. settings.PlatformKeyPath.Select(path => (nameof(settings.PlatformKeyPath), (string?)path)),
            .. settings.CertificatePin.Select(pin => (nameof(settings.CertificatePin), (string?)pin)),
        ];
        foreach ((string setting, string? value) in values)
        {
            if (value is not null && KeyPath.IsKeyText(value))
            {
                return new SettingDefect(setting, $"{setting} is the text of a key.", "Name the file that holds the key, or the secret of a vault.");
            }
        }

        return null;
    }

    private static SettingDefect? OfPartnerId(ConnectionSettings settings) => FieldGrammar.IsPartnerId(settings.PartnerId)
        ? null
        : new SettingDefect(nameof(settings.PartnerId), "The merchant number is not 18 digits.", "Copy 商户编号 from LianLian's portal, as text: a spreadsheet rounds it.");

    private static SettingDefect? OfNotifyUrl(ConnectionSettings settings) => settings.NotifyUrl is not null && FieldGrammar.NotifyUrlProblem(settings.NotifyUrl) is { } problem
        ? new SettingDefect(nameof(settings.NotifyUrl), $"The notify URL {problem}.", "Give an absolute http or https URL of at most 64 characters.")
        : null;

    private static SettingDefect? OfGateway(ConnectionSettings settings)
    {
        if (GatewayAddress.Parse(TextOfGateway(settings), out Uri? address) is { } problem)
        {
            return new SettingDefect(nameof(settings.Gateway), problem, "A sandbox's address is what Start-LianPaySandbox gives; Production needs none.");
        }

        return address!.IsLoopback != settings.IsProduction
            ? null
            : new SettingDefect(
                nameof(settings.Gateway),
                settings.IsProduction ? "A gateway on loopback is a sandbox, not Production." : "A sandbox is on loopback alone.",
                "Choose the environment that the gateway belongs to.");
    }

    private static SettingDefect? OfPins(ConnectionSettings settings)
    {
        byte[] hash = new byte[SHA256.HashSizeInBytes + 1];
        bool isHttps = AddressOf(settings).Scheme == Uri.UriSchemeHttps;
        return settings.CertificatePin.All(pin => isHttps && Convert.TryFromBase64String(pin, hash, out int length) && length == SHA256.HashSizeInBytes)
            ? null
            : new SettingDefect(
                nameof(settings.CertificatePin),
                "A pin is the base64 of the SHA-256 of a certificate's SubjectPublicKeyInfo, and needs a gateway with https.",
                "Make it with: openssl x509 -pubkey -noout | openssl pkey -pubin -outform DER | openssl dgst -sha256 -binary | base64");
    }

    private static SettingDefect? OfPlatformKey(ConnectionSettings settings) => settings.IsProduction || settings.PlatformKeyPath.Count > 0
        ? null
        : new SettingDefect(nameof(settings.PlatformKeyPath), "A sandbox signs with a key of its own, which was not given.", "Pass -PlatformKeyPath, or connect with -Sandbox.");

    private static SettingDefect? OfPrivateKey(ConnectionSettings settings) => settings is { PrivateKeyPath: not null, PrivateKeySecretName: not null }
        ? new SettingDefect(nameof(settings.PrivateKeySecretName), "The private key is named twice: by a file and by a secret.", "Name it once.")
        : null;

    private static SettingDefect? OfSecretNames(ConnectionSettings settings)
    {
        (string Setting, string? Value)[] names =
        [
            (nameof(settings.PrivateKeySecretName), settings.PrivateKeySecretName),
            (nameof(settings.PassphraseSecretName), settings.PassphraseSecretName),
            (nameof(settings.Vault), settings.Vault),
        ];
        foreach ((string setting, string? value) in names)
        {
            if (value is not null && (string.IsNullOrWhiteSpace(value) || value.Length > SecretNameMaxLength || !SafeText.IsSafe(value)))
            {
                return new SettingDefect(setting, $"{setting} is no name of 1 to {SecretNameMaxLength} visible characters.", "Give the name as Get-SecretInfo or Get-SecretVault shows it, never the secret itself.");
            }
        }

        return settings is { Vault: not null, PrivateKeySecretName: null, PassphraseSecretName: null }
            ? new SettingDefect(nameof(settings.Vault), "A vault is named, but no secret in it.", "Name the secret too, or leave the vault out.")
            : null;
    }

    private static SettingDefect? OfTimeout(ConnectionSettings settings) => settings.TimeoutSec is null or (>= 1 and <= ConnectionSettings.MaxTimeoutSec)
        ? null
        : new SettingDefect(nameof(settings.TimeoutSec), $"The deadline of a call is 1 to {ConnectionSettings.MaxTimeoutSec} seconds.", "Leave it out for the usual one.");

    private static string TextOfGateway(ConnectionSettings settings) =>
        settings.Gateway ?? (settings.IsProduction ? GatewayAddress.Production.AbsoluteUri : string.Empty);
}
