using System.Security.Cryptography;
using Org.BouncyCastle.Math;

namespace LianPay.Core.Keys;

/// <summary>Whether the numbers of a key are those of a sound RSA key (RFC 8017, section 3).</summary>
internal static class KeyChecks
{
    /// <summary>The hard floor, in bits. LianLian's platform key has just that (PROTOCOL 3.3).</summary>
    internal const int MinBits = 1024;

    /// <summary>The longest modulus that OpenSSL takes for public operations, in bits.</summary>
    internal const int MaxBits = 16384;

    /// <summary>The longest private key, in bits: LianLian takes no longer one, and to prove one of 16384 bits takes many seconds.</summary>
    internal const int MaxPrivateBits = 4096;

    /// <summary>The longest public exponent of FIPS 186-5, A.1.1, in bits. A longer one only makes every verification slow.</summary>
    private const int MaxExponentBits = 256;

    /// <summary>The public key of these numbers.</summary>
    /// <param name="modulus">Unsigned or signed big-endian, as in DER.</param>
    /// <param name="exponent">Likewise.</param>
    /// <exception cref="KeyException"><see cref="KeyError.TooShort"/> or <see cref="KeyError.Unsound"/>.</exception>
    internal static RsaPublicKey PublicKey(ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent)
    {
        BigInteger n = Positive(modulus);
        BigInteger e = Positive(exponent);
        CheckPublicHalf(n, e);
        return Built(() => new RsaPublicKey(new RSAParameters { Modulus = n.ToByteArrayUnsigned(), Exponent = e.ToByteArrayUnsigned() }));
    }

    /// <summary>The private key of these numbers, in the order of RFC 8017, A.1.2, without the version.</summary>
    /// <exception cref="KeyException"><see cref="KeyError.TooShort"/> or <see cref="KeyError.Unsound"/>.</exception>
    internal static RsaPrivateKey PrivateKey(ReadOnlySpan<ReadOnlyMemory<byte>> numbers)
    {
        BigInteger n = Positive(numbers[0].Span);
        BigInteger e = Positive(numbers[1].Span);
        CheckPublicHalf(n, e);
        Require(n.BitLength <= MaxPrivateBits, $"a private key has at most {MaxPrivateBits} bits");

        BigInteger d = Positive(numbers[2].Span);
        BigInteger p = Positive(numbers[3].Span);
        BigInteger q = Positive(numbers[4].Span);
        BigInteger dp = Positive(numbers[5].Span);
        BigInteger dq = Positive(numbers[6].Span);
        BigInteger inverse = Positive(numbers[7].Span);
        int length = (n.BitLength + 7) / 8;
        int half = (length + 1) / 2;

        // The length of the primes first: it bounds the work of everything below.
        Require(p.BitLength <= half * 8 && q.BitLength <= half * 8, "its primes differ in length");
        Require(p.TestBit(0) && q.TestBit(0) && !p.Equals(q) && p.Multiply(q).Equals(n), "its primes do not make the modulus");
        Require(d.CompareTo(n) < 0, "its private exponent is too large");
        CheckPrimeHalf(e, d, p, dp);
        CheckPrimeHalf(e, d, q, dq);
        Require(inverse.CompareTo(p) < 0 && inverse.Multiply(q).Mod(p).Equals(BigInteger.One), "its CRT coefficient does not fit");

        return Built(() => new RsaPrivateKey(new RSAParameters
        {
            Modulus = n.ToByteArrayUnsigned(),
            Exponent = e.ToByteArrayUnsigned(),
            D = Padded(d, length),
            P = Padded(p, half),
            Q = Padded(q, half),
            DP = Padded(dp, half),
            DQ = Padded(dq, half),
            InverseQ = Padded(inverse, half),
        }));
    }

    private static void CheckPublicHalf(BigInteger n, BigInteger e)
    {
        if (n.BitLength < MinBits)
        {
            throw new KeyException(
                KeyError.TooShort,
                $"The key has {n.BitLength} bits; less than {MinBits} can be broken. Make a new one of 2048 bits or more: openssl genrsa -out <file> 2048");
        }

        Require(n.BitLength <= MaxBits, $"it has more than {MaxBits} bits");
        Require(n.TestBit(0), "its modulus is even");
        Require(e.TestBit(0) && e.CompareTo(BigInteger.One) > 0, "its public exponent is 1 or even");
        Require(e.BitLength <= MaxExponentBits, $"its public exponent has more than {MaxExponentBits} bits");
    }

    /// <remarks>The last line is the self-test: what the public half closes, this half opens. It fails, too, where the number is no prime.</remarks>
    private static void CheckPrimeHalf(BigInteger e, BigInteger d, BigInteger prime, BigInteger exponent)
    {
        BigInteger order = prime.Subtract(BigInteger.One);
        Require(d.Multiply(e).Mod(order).Equals(BigInteger.One), "its private exponent does not undo the public one");
        Require(d.Mod(order).Equals(exponent), "its CRT exponents do not fit");
        Require(BigInteger.Two.ModPow(e, prime).ModPow(exponent, prime).Equals(BigInteger.Two), "it does not open what its public half closes");
    }

    /// <summary>A length that no sound key reaches is refused before any arithmetic; negative and zero never pass.</summary>
    private static BigInteger Positive(ReadOnlySpan<byte> bigEndian)
    {
        Require(bigEndian.Length <= (MaxBits / 8) + 1, $"it has more than {MaxBits} bits");
        byte[] bytes = bigEndian.ToArray();
        BigInteger number = new(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        Require(number.SignValue > 0, "one of its numbers is zero or negative");
        return number;
    }

    private static byte[] Padded(BigInteger number, int length)
    {
        byte[] bytes = number.ToByteArrayUnsigned();
        if (bytes.Length == length)
        {
            return bytes;
        }

        byte[] padded = new byte[length];
        bytes.CopyTo(padded, length - bytes.Length);
        CryptographicOperations.ZeroMemory(bytes);
        return padded;
    }

    /// <summary>BouncyCastle has checks of its own, among them for small factors of the modulus.</summary>
    private static T Built<T>(Func<T> build)
    {
        try
        {
            return build();
        }
        catch (ArgumentException)
        {
            throw Unsound("its modulus cannot be that of an RSA key");
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw Unsound(otherwise);
        }
    }

    private static KeyException Unsound(string reason) => new(
        KeyError.Unsound,
        $"The key is not sound: {reason}. The file is damaged, or the key was made wrongly; restore it or make a new one.");
}
