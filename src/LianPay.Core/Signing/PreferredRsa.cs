using System.Security.Cryptography;
using LianPay.Core.Keys;

namespace LianPay.Core.Signing;

/// <summary>The first engine where it accepts the operation, else the second.</summary>
/// <remarks>Both give the same signature and the same verdict, so which one answered is a matter of speed alone.</remarks>
internal sealed class PreferredRsa(RsaEngine first, RsaEngine second) : RsaEngine
{
    // A policy holds for the life of the process: after one refusal the first engine is not asked again for that operation.
    private volatile bool _refusesSigning;
    private volatile bool _refusesVerifying;
    private volatile bool _refusesEncrypting;

    /// <summary>The platform's RSA, and BouncyCastle's where the platform refuses.</summary>
    internal static PreferredRsa Instance { get; } = new(PlatformRsa.Instance, BouncyCastleRsa.Instance);

    internal override byte[] Sign(RsaPrivateKey key, ReadOnlySpan<byte> data)
    {
        if (!_refusesSigning)
        {
            try
            {
                return first.Sign(key, data);
            }
            catch (CryptographicException)
            {
                _refusesSigning = true;
            }
        }

        return second.Sign(key, data);
    }

    internal override bool Verify(RsaPublicKey key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (!_refusesVerifying)
        {
            try
            {
                return first.Verify(key, data, signature);
            }
            catch (CryptographicException)
            {
                _refusesVerifying = true;
            }
        }

        return second.Verify(key, data, signature);
    }

    internal override byte[] Encrypt(RsaPublicKey key, ReadOnlySpan<byte> data)
    {
        if (!_refusesEncrypting)
        {
            try
            {
                return first.Encrypt(key, data);
            }
            catch (CryptographicException)
            {
                _refusesEncrypting = true;
            }
        }

        return second.Encrypt(key, data);
    }

    /// <remarks>A refusal and a ciphertext for another key look alike here, so nothing is remembered: the second engine has the last word.</remarks>
    internal override byte[] Decrypt(RsaPrivateKey key, ReadOnlySpan<byte> data)
    {
        try
        {
            return first.Decrypt(key, data);
        }
        catch (CryptographicException)
        {
            return second.Decrypt(key, data);
        }
    }
}
