using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;

namespace LianPay.Core.Keys;

/// <summary>An RSA private key that has passed the checks of reading. Safe for any number of threads.</summary>
public sealed class RsaPrivateKey : IDisposable
{
    private readonly Lazy<RsaPrivateCrtKeyParameters> _numbers;

    internal RsaPrivateKey(RSAParameters parameters)
    {
        PublicKey = new RsaPublicKey(parameters);
        Pool = new RsaPool(parameters);

        // BouncyCastle judges the modulus anew, which takes longer than a hundred signatures, and is rarely asked to sign.
        _numbers = new(() => new RsaPrivateCrtKeyParameters(
            Number(parameters.Modulus), Number(parameters.Exponent), Number(parameters.D), Number(parameters.P),
            Number(parameters.Q), Number(parameters.DP), Number(parameters.DQ), Number(parameters.InverseQ)));

        static BigInteger Number(byte[]? bytes) => new(1, bytes!);
    }

    /// <summary>The public half.</summary>
    public RsaPublicKey PublicKey { get; }

    /// <summary>The length of the modulus in bits.</summary>
    public int Bits => PublicKey.Bits;

    /// <summary>Platform RSA objects of this key.</summary>
    internal RsaPool Pool { get; }

    /// <summary>The key's numbers, for BouncyCastle.</summary>
    internal RsaPrivateCrtKeyParameters Numbers => _numbers.Value;

    /// <summary>Disposes of the platform's copies of the key.</summary>
    public void Dispose() => Pool.Dispose();
}
