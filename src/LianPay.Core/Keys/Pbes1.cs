using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;

namespace LianPay.Core.Keys;

/// <summary>The encryption schemes before PBES2: PBES1 (RFC 8018, A.3) and PKCS#12's (RFC 7292, appendix C).</summary>
internal static class Pbes1
{
    /// <summary>All of these ciphers have blocks of 64 bits.</summary>
    private const int IvBits = 64;

    private static readonly Dictionary<string, Scheme> Schemes = new(StringComparer.Ordinal)
    {
        ["1.2.840.113549.1.12.1.3"] = new("DESede", 192, IsPkcs12: true, () => new Sha1Digest()),
        ["1.2.840.113549.1.12.1.4"] = new("DESede", 128, IsPkcs12: true, () => new Sha1Digest()),
        ["1.2.840.113549.1.12.1.5"] = new("RC2", 128, IsPkcs12: true, () => new Sha1Digest()),
        ["1.2.840.113549.1.12.1.6"] = new("RC2", 40, IsPkcs12: true, () => new Sha1Digest()),
        ["1.2.840.113549.1.5.3"] = new("DES", 64, IsPkcs12: false, () => new MD5Digest()),
        ["1.2.840.113549.1.5.6"] = new("RC2", 64, IsPkcs12: false, () => new MD5Digest()),
        ["1.2.840.113549.1.5.10"] = new("DES", 64, IsPkcs12: false, () => new Sha1Digest()),
        ["1.2.840.113549.1.5.11"] = new("RC2", 64, IsPkcs12: false, () => new Sha1Digest()),
    };

    /// <summary>Decrypts. The result is the caller's to zero.</summary>
    /// <param name="identifier">The object identifier of the scheme.</param>
    /// <param name="parameters">PBEParameter: salt and iterationCount.</param>
    /// <param name="ciphertext">The encrypted key.</param>
    /// <param name="passphrase">The passphrase.</param>
    /// <exception cref="KeyException">The passphrase does not fit, or the scheme is not read here or asks for too much work.</exception>
    internal static byte[] Decrypt(string identifier, AsnReader parameters, byte[] ciphertext, ReadOnlySpan<char> passphrase)
    {
        if (!Schemes.TryGetValue(identifier, out Scheme? scheme))
        {
            throw KeyCipher.Unsupported("its scheme is neither PBES2, PBES1 nor one of PKCS#12's");
        }

        byte[] salt = parameters.ReadOctetString();
        int iterations = KeyDerivation.ReadIterations(parameters);
        parameters.ThrowIfNotEmpty();

        byte[] password = scheme.IsPkcs12 ? Passphrases.Pkcs12(passphrase) : Passphrases.Utf8(passphrase);
        try
        {
            PbeParametersGenerator generator = scheme.IsPkcs12
                ? new Pkcs12ParametersGenerator(scheme.Digest())
                : new Pkcs5S1ParametersGenerator(scheme.Digest());
            generator.Init(password, salt, iterations);
            ParametersWithIV derived = (ParametersWithIV)generator.GenerateDerivedParameters(scheme.Cipher, scheme.KeyBits, IvBits);
            return KeyCipher.Decrypt(KeyCipher.Engine(scheme.Cipher), derived.Parameters, derived.GetIV(), ciphertext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }

    private sealed record Scheme(string Cipher, int KeyBits, bool IsPkcs12, Func<IDigest> Digest);
}
