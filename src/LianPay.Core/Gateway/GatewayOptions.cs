using LianPay.Core.Keys;

namespace LianPay.Core.Gateway;

/// <summary>Everything that a <see cref="GatewayClient"/> needs. Immutable.</summary>
public sealed class GatewayOptions
{
    /// <summary>The deadline of a whole call when none is given.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    /// <summary>The gateway's address, as <see cref="GatewayAddress.Parse"/> gives it.</summary>
    public required Uri Address { get; init; }

    /// <summary>商户编号, 18 digits.</summary>
    public required string PartnerId { get; init; }

    /// <summary>Signs requests.</summary>
    public required RsaPrivateKey MerchantKey { get; init; }

    /// <summary>The keys whose signature on an answer is believed. Requests are sealed to the first.</summary>
    public required IReadOnlyList<RsaPublicKey> PlatformKeys { get; init; }

    /// <summary>Base64 SHA-256 of the SubjectPublicKeyInfo of the certificates that are accepted; empty: any valid certificate.</summary>
    public IReadOnlyList<string> CertificatePins { get; init; } = [];

    /// <summary>The deadline of a whole call: from before the name is resolved to the last byte of the answer.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;
}
