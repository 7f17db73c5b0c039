namespace LianPay.Core.Profiles;

/// <summary>What a connection is made of, without a secret: keys and passphrases are named by where they are.</summary>
/// <remarks>Paths are full paths. Whether the settings may be used is for <see cref="ConnectionRules"/> to say.</remarks>
public sealed record ConnectionSettings
{
    /// <summary>The longest deadline of a call, in seconds.</summary>
    public const int MaxTimeoutSec = 300;

    /// <summary>True for LianLian's gateway, where money moves; false for a stand-in on loopback.</summary>
    public required bool IsProduction { get; init; }

    /// <summary>商户编号, 18 digits.</summary>
    public required string PartnerId { get; init; }

    /// <summary>The file of the merchant's private key.</summary>
    public string? PrivateKeyPath { get; init; }

    /// <summary>The name under which a vault keeps the merchant's private key.</summary>
    public string? PrivateKeySecretName { get; init; }

    /// <summary>The name under which a vault keeps the passphrase of the private key.</summary>
    public string? PassphraseSecretName { get; init; }

    /// <summary>The vault of both names; null: the default one, or whichever has them.</summary>
    public string? Vault { get; init; }

    /// <summary>The files of the platform keys that are believed; empty: the key that LianLian publishes.</summary>
    public IReadOnlyList<string> PlatformKeyPath { get; init; } = [];

    /// <summary>The gateway's address; null: LianLian's own.</summary>
    public string? Gateway { get; init; }

    /// <summary>服务器异步通知地址 for payments that name none.</summary>
    public string? NotifyUrl { get; init; }

    /// <summary>Base64 SHA-256 of the SubjectPublicKeyInfo of the certificates that are accepted; empty: any valid certificate.</summary>
    public IReadOnlyList<string> CertificatePin { get; init; } = [];

    /// <summary>The ledger's file; null: the user's own.</summary>
    public string? Ledger { get; init; }

    /// <summary>The file of the ledger's key; null: beside the ledger.</summary>
    public string? LedgerKeyPath { get; init; }

    /// <summary>The deadline of a whole call in seconds; null: the usual one.</summary>
    public int? TimeoutSec { get; init; }
}
