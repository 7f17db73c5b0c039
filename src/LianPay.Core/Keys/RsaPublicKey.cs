using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;

namespace LianPay.Core.Keys;

/// <summary>An RSA public key that has passed the checks of reading. Immutable; safe for any number of threads.</summary>
public sealed class RsaPublicKey
{
    private readonly byte[] _subjectPublicKeyInfo;

    internal RsaPublicKey(RSAParameters parameters)
    {
        RSAParameters publicHalf = new() { Modulus = parameters.Modulus, Exponent = parameters.Exponent };
        Pool = new RsaPool(publicHalf);
        Numbers = new RsaKeyParameters(isPrivate: false, new BigInteger(1, publicHalf.Modulus!), new BigInteger(1, publicHalf.Exponent!));
        Bits = Numbers.Modulus.BitLength;
        _subjectPublicKeyInfo = Org.BouncyCastle.X509.SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(Numbers).GetDerEncoded();
        Fingerprint = Convert.ToBase64String(SHA256.HashData(_subjectPublicKeyInfo));
    }

    /// <summary>The length of the modulus in bits.</summary>
    public int Bits { get; }

    /// <summary>Base64 of the SHA-256 of the SubjectPublicKeyInfo: what <c>openssl pkey -pubin -outform DER | openssl dgst -sha256 -binary | base64</c> prints.</summary>
    public string Fingerprint { get; }

    /// <summary>The DER of the SubjectPublicKeyInfo.</summary>
    public ReadOnlyMemory<byte> SubjectPublicKeyInfo => _subjectPublicKeyInfo;

    /// <summary>Platform RSA objects of this key.</summary>
    internal RsaPool Pool { get; }

    /// <summary>The key's numbers, for BouncyCastle.</summary>
    internal RsaKeyParameters Numbers { get; }
}
