using LianPay.Core.Gateway;
using LianPay.Core.Keys;
using LianPay.Core.Ledger;

namespace LianPay.Core.Checks;

/// <summary>What <see cref="ConnectionChecks"/> looks at: a connection, or what a profile would make one of.</summary>
public sealed class CheckSubject
{
    /// <summary>The gateway's address, as <see cref="GatewayAddress.Parse"/> gives it.</summary>
    public required Uri Address { get; init; }

    /// <summary>True when money moves there.</summary>
    public required bool IsProduction { get; init; }

    /// <summary>商户编号, 18 digits.</summary>
    public required string PartnerId { get; init; }

    /// <summary>The merchant's key; null: see <see cref="MerchantKeyFault"/>.</summary>
    public RsaPrivateKey? MerchantKey { get; init; }

    /// <summary>Why there is no merchant key; null, too, when nobody has named one yet.</summary>
    public CheckFault? MerchantKeyFault { get; init; }

    /// <summary>The keys whose signature is believed; empty: see <see cref="PlatformKeyFault"/>.</summary>
    public IReadOnlyList<RsaPublicKey> PlatformKeys { get; init; } = [];

    /// <summary>Why there is no platform key.</summary>
    public CheckFault? PlatformKeyFault { get; init; }

    /// <summary>服务器异步通知地址 for payments that name none.</summary>
    public string? NotifyUrl { get; init; }

    /// <summary>Base64 SHA-256 of the SubjectPublicKeyInfo of the certificates that are accepted; empty: any valid certificate.</summary>
    public IReadOnlyList<string> CertificatePins { get; init; } = [];

    /// <summary>Where the ledger lies; null: see <see cref="LedgerFault"/>.</summary>
    public LedgerOptions? Ledger { get; init; }

    /// <summary>Why there is no place of a ledger.</summary>
    public CheckFault? LedgerFault { get; init; }

    /// <summary>True when the ledger is in use, so that its file has to be there.</summary>
    public bool HasOpenLedger { get; init; }

    /// <summary>The deadline of each of the two steps on the network: resolving the name, and the whole call.</summary>
    public TimeSpan Timeout { get; init; } = GatewayOptions.DefaultTimeout;
}
