using LianPay.Core.Keys;

namespace LianPay.Core.Signing;

/// <summary>The four RSA operations of the protocol, as one library does them.</summary>
internal abstract class RsaEngine
{
    /// <summary>MD5withRSA: RSASSA-PKCS1-v1_5 with the DigestInfo of MD5 (PROTOCOL 3.1). Deterministic.</summary>
    internal abstract byte[] Sign(RsaPrivateKey key, ReadOnlySpan<byte> data);

    /// <summary>True if, and only if, <paramref name="signature"/> is what <see cref="Sign"/> gives for this key and data.</summary>
    internal abstract bool Verify(RsaPublicKey key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature);

    /// <summary>OAEP with SHA-1, MGF1 with SHA-1 and an empty label (PROTOCOL 4.1).</summary>
    internal abstract byte[] Encrypt(RsaPublicKey key, ReadOnlySpan<byte> data);

    /// <summary>Undoes <see cref="Encrypt"/>.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">Not encrypted to this key.</exception>
    internal abstract byte[] Decrypt(RsaPrivateKey key, ReadOnlySpan<byte> data);
}
