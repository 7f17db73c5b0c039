using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Generators;

namespace LianPay.Core.Keys;

/// <summary>From a passphrase to a key: PBKDF2 (RFC 8018) and scrypt (RFC 7914), never with more work than a sane file asks for.</summary>
internal static class KeyDerivation
{
    /// <summary>The most iterations of PBKDF2. A file that asks for more means harm, or was damaged.</summary>
    internal const int MaxIterations = 10_000_000;

    /// <summary>The most that scrypt's N·r may be: 128 MiB, for a block has 128 bytes. OpenSSL's default is 16 MiB.</summary>
    private const long MaxScryptBlocks = 1 << 20;

    /// <summary>The most that scrypt's N·r·p may be: 32 times the work of OpenSSL's default.</summary>
    private const long MaxScryptWork = 1 << 22;

    private const string Pbkdf2 = "1.2.840.113549.1.5.12";
    private const string Scrypt = "1.3.6.1.4.1.11591.4.11";

    private static readonly Dictionary<string, HashAlgorithmName> HmacHashes = new(StringComparer.Ordinal)
    {
        ["1.2.840.113549.2.7"] = HashAlgorithmName.SHA1,
        ["1.2.840.113549.2.9"] = HashAlgorithmName.SHA256,
        ["1.2.840.113549.2.10"] = HashAlgorithmName.SHA384,
        ["1.2.840.113549.2.11"] = HashAlgorithmName.SHA512,
    };

    /// <summary>Derives the key. The result is the caller's to zero.</summary>
    /// <param name="derivation">The inside of the AlgorithmIdentifier of the key derivation function.</param>
    /// <param name="password">The passphrase in UTF-8.</param>
    /// <param name="keyLength">The length that the cipher needs, in bytes.</param>
    /// <exception cref="KeyException"><see cref="KeyError.UnsupportedEncryption"/>, before any derivation.</exception>
    /// <exception cref="AsnContentException">The structure is damaged.</exception>
    internal static byte[] Derive(AsnReader derivation, byte[] password, int keyLength)
    {
        string function = derivation.ReadObjectIdentifier();
        AsnReader parameters = derivation.ReadSequence();
        return function switch
        {
            Pbkdf2 => DerivePbkdf2(parameters, password, keyLength),
            Scrypt => DeriveScrypt(parameters, password, keyLength),
            _ => throw KeyCipher.Unsupported("its key derivation is neither PBKDF2 nor scrypt"),
        };
    }

    /// <summary>Reads an iteration count that is worth starting.</summary>
    /// <exception cref="KeyException"><see cref="KeyError.UnsupportedEncryption"/>.</exception>
    internal static int ReadIterations(AsnReader parameters)
    {
        BigInteger iterations = parameters.ReadInteger();
        return iterations >= 1 && iterations <= MaxIterations
            ? (int)iterations
            : throw KeyCipher.Unsupported("its iteration count is not between 1 and 10 million");
    }

    /// <summary>PBKDF2-params: salt, iterationCount, keyLength optional, prf with HMAC-SHA1 as its default.</summary>
    private static byte[] DerivePbkdf2(AsnReader parameters, byte[] password, int keyLength)
    {
        byte[] salt = parameters.ReadOctetString();
        int iterations = ReadIterations(parameters);
        RequireKeyLength(parameters, keyLength);
        HashAlgorithmName hash = HashAlgorithmName.SHA1;
        if (parameters.HasData && !HmacHashes.TryGetValue(parameters.ReadSequence().ReadObjectIdentifier(), out hash))
        {
            throw KeyCipher.Unsupported("its PBKDF2 uses another hash than SHA-1, SHA-256, SHA-384 and SHA-512");
        }

        return Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, hash, keyLength);
    }

    /// <summary>scrypt-params: salt, N, r, p, keyLength optional.</summary>
    private static byte[] DeriveScrypt(AsnReader parameters, byte[] password, int keyLength)
    {
        byte[] salt = parameters.ReadOctetString();
        BigInteger cost = parameters.ReadInteger();
        BigInteger blockSize = parameters.ReadInteger();
        BigInteger parallelism = parameters.ReadInteger();
        RequireKeyLength(parameters, keyLength);

        // RFC 7914, section 2: N is a power of two above 1, and less than 2^(16 r).
        bool sane = cost > 1 && cost.IsPowerOfTwo && blockSize >= 1 && parallelism >= 1
            && cost * blockSize <= MaxScryptBlocks
            && cost * blockSize * parallelism <= MaxScryptWork
            && (blockSize > 1 || cost < 1 << 16);
        return sane
            ? SCrypt.Generate(password, salt, (int)cost, (int)blockSize, (int)parallelism, keyLength)
            : throw KeyCipher.Unsupported("its scrypt parameters are invalid or ask for too much memory or time");
    }

    private static void RequireKeyLength(AsnReader parameters, int keyLength)
    {
        if (parameters.HasData && parameters.PeekTag() == Asn1Tag.Integer && parameters.ReadInteger() != keyLength)
        {
            throw new AsnContentException();
        }
    }
}
