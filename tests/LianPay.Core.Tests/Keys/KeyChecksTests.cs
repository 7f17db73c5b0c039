using System.Numerics;
using System.Security.Cryptography;
using LianPay.Core.Keys;
using static LianPay.Core.Tests.Keys.KeyFixtures;

namespace LianPay.Core.Tests.Keys;

public sealed class KeyChecksTests
{
    private static readonly TestKey Key = TestKeys.Merchant1024;

    private static readonly Dictionary<string, Func<RSAParameters, RSAParameters>> Faults = new()
    {
        ["public exponent 1"] = numbers => numbers with { Exponent = [1] },
        ["public exponent even"] = numbers => numbers with { Exponent = [2] },
        ["public exponent 0"] = numbers => numbers with { Exponent = [0] },
        ["another public exponent"] = numbers => numbers with { Exponent = [3] },
        ["public exponent of 264 bits"] = numbers => numbers with { Exponent = [.. Enumerable.Repeat((byte)0xFF, 33)] },
        ["modulus even"] = numbers => numbers with { Modulus = Changed(numbers.Modulus!, -1) },
        ["another modulus"] = numbers => numbers with { Modulus = Changed(numbers.Modulus!, 2) },
        ["private exponent off by one"] = numbers => numbers with { D = Changed(numbers.D!, 1) },
        ["private exponent of another key"] = numbers => numbers with { D = TestKeys.Other1024.Parameters.D },
        ["private exponent 0"] = numbers => numbers with { D = [0] },
        ["private exponent above the modulus"] = numbers => numbers with { D = Number(numbers.D!, d => d + (Phi(numbers) * 2)) },
        ["another prime"] = numbers => numbers with { P = TestKeys.Other1024.Parameters.P },
        ["primes of 1 and n"] = numbers => numbers with { P = [1], Q = numbers.Modulus },
        ["first CRT exponent off by two"] = numbers => numbers with { DP = Changed(numbers.DP!, 2) },
        ["second CRT exponent off by two"] = numbers => numbers with { DQ = Changed(numbers.DQ!, 2) },
        ["CRT exponents swapped"] = numbers => numbers with { DP = numbers.DQ, DQ = numbers.DP },
        ["CRT coefficient off by one"] = numbers => numbers with { InverseQ = Changed(numbers.InverseQ!, 1) },
        ["CRT coefficient not reduced"] = numbers => numbers with { InverseQ = Number(numbers.InverseQ!, value => value + ToNumber(numbers.P!)) },
        ["public half of another key"] = numbers => numbers with { Modulus = TestKeys.Other1024.Parameters.Modulus },
        ["composite in the place of a prime"] = _ => WithCompositeFactor(),
    };

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void A_private_key_whose_numbers_do_not_fit_is_unsound(string fault)
    {
        byte[] der = Pkcs1(Faults[fault](Key.Parameters));

        Assert.Equal(KeyError.Unsound, Assert.Throws<KeyException>(() => KeyReader.ReadPrivateKey(der)).Error);
    }

    [Fact]
    public void The_same_numbers_unchanged_are_sound() =>
        Assert.Equal(Key.PublicKey.Fingerprint, KeyReader.ReadPrivateKey(Pkcs1(Key.Parameters)).PublicKey.Fingerprint);

    [Theory]
    [InlineData(512, KeyError.TooShort)]
    [InlineData(1023, KeyError.TooShort)]
    [InlineData(16385, KeyError.Unsound)]
    [InlineData(200_000, KeyError.Unsound)]
    public void A_public_key_of_a_length_out_of_bounds_is_refused(int bits, KeyError expected)
    {
        byte[] modulus = ((BigInteger.One << (bits - 1)) + 1).ToByteArray(isUnsigned: true, isBigEndian: true);

        KeyException exception = Assert.Throws<KeyException>(() => KeyReader.ReadPublicKey(Pkcs1Public(modulus, [1, 0, 1])));

        Assert.Equal(expected, exception.Error);
    }

    [Fact]
    public void A_key_of_1024_bits_is_just_long_enough() => Assert.Equal(1024, KeyReader.ReadPublicKey(Key.Pkcs1Public).Bits);

    [Fact]
    public void A_private_key_of_more_than_4096_bits_is_refused_before_anything_is_computed_with_it()
    {
        byte[] number = ((BigInteger.One << 4096) + 1).ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] der = Pkcs1(new RSAParameters { Modulus = number, Exponent = [3], D = number, P = number, Q = number, DP = number, DQ = number, InverseQ = number });

        KeyException exception = Assert.Throws<KeyException>(() => KeyReader.ReadPrivateKey(der));

        Assert.Equal(KeyError.Unsound, exception.Error);
        Assert.Contains("at most 4096 bits", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_key_of_512_bits_is_too_short_in_every_wrapping()
    {
        using RSA rsa = RSA.Create(512);
        byte[] encrypted = rsa.ExportEncryptedPkcs8PrivateKey("passphrase", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 10));

        Assert.Equal(KeyError.TooShort, Assert.Throws<KeyException>(() => KeyReader.ReadPrivateKey(rsa.ExportRSAPrivateKey())).Error);
        Assert.Equal(KeyError.TooShort, Assert.Throws<KeyException>(() => KeyReader.ReadPrivateKey(encrypted, "passphrase".AsMemory())).Error);
        Assert.Equal(KeyError.TooShort, Assert.Throws<KeyException>(() => KeyReader.ReadPublicKey(rsa.ExportSubjectPublicKeyInfo())).Error);
    }

    [Theory]
    [InlineData(new byte[] { 1 })]
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 1, 0, 0 })]
    public void A_public_key_with_a_useless_exponent_is_unsound(byte[] exponent) =>
        Assert.Equal(
            KeyError.Unsound,
            Assert.Throws<KeyException>(() => KeyReader.ReadPublicKey(Pkcs1Public(Key.Parameters.Modulus!, exponent))).Error);

    [Theory]
    [InlineData(32, false)]
    [InlineData(33, true)]
    public void A_public_exponent_of_more_than_256_bits_is_unsound(int length, bool isRefused)
    {
        byte[] exponent = [.. Enumerable.Repeat((byte)0xFF, length)];

        KeyException? exception = (KeyException?)Record.Exception(() => KeyReader.ReadPublicKey(Pkcs1Public(Key.Parameters.Modulus!, exponent)));

        Assert.Equal(isRefused ? KeyError.Unsound : null, exception?.Error);
    }

    [Fact]
    public void A_public_key_with_an_even_modulus_or_one_with_a_small_factor_is_unsound()
    {
        byte[] even = Changed(Key.Parameters.Modulus!, 1);
        byte[] smallFactor = Number(Key.Parameters.Modulus!, modulus => modulus * 3);

        Assert.Equal(KeyError.Unsound, Assert.Throws<KeyException>(() => KeyReader.ReadPublicKey(Pkcs1Public(even, [1, 0, 1]))).Error);
        Assert.Equal(KeyError.Unsound, Assert.Throws<KeyException>(() => KeyReader.ReadPublicKey(Pkcs1Public(smallFactor, [1, 0, 1]))).Error);
    }

    [Fact]
    public void A_negative_number_is_unsound()
    {
        byte[] der = Sequence(writer =>
        {
            writer.WriteInteger(-new BigInteger(Key.Parameters.Modulus, isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(65537);
        });

        Assert.Equal(KeyError.Unsound, Assert.Throws<KeyException>(() => KeyReader.ReadPublicKey(der)).Error);
    }

    [Fact]
    public void Primes_of_different_lengths_are_unsound_for_the_platform_takes_none_of_them()
    {
        // p of 400 bits and q of 624: the numbers fit, but no RSA library makes such keys.
        Org.BouncyCastle.Security.SecureRandom random = new();
        BigInteger p = ToNumber(Org.BouncyCastle.Math.BigInteger.ProbablePrime(400, random).ToByteArrayUnsigned());
        BigInteger q = ToNumber(Org.BouncyCastle.Math.BigInteger.ProbablePrime(626, random).ToByteArrayUnsigned());

        Assert.Equal(KeyError.Unsound, Assert.Throws<KeyException>(() => KeyReader.ReadPrivateKey(Pkcs1(FromFactors(p, q, 65537)))).Error);
    }

    /// <summary>All relations hold as if the first factor, a product of two primes, were a prime. Only the self-test shows it.</summary>
    private static RSAParameters WithCompositeFactor()
    {
        BigInteger exponent = 65537;
        while (true)
        {
            Org.BouncyCastle.Security.SecureRandom random = new();
            BigInteger composite = ToNumber(Org.BouncyCastle.Math.BigInteger.ProbablePrime(256, random).ToByteArrayUnsigned())
                * ToNumber(Org.BouncyCastle.Math.BigInteger.ProbablePrime(256, random).ToByteArrayUnsigned());
            BigInteger q = ToNumber(Org.BouncyCastle.Math.BigInteger.ProbablePrime(514, random).ToByteArrayUnsigned());
            if (BigInteger.GreatestCommonDivisor((composite - 1) * (q - 1), exponent).IsOne && (composite * q).GetBitLength() >= 1025)
            {
                return FromFactors(composite, q, exponent);
            }
        }
    }

    private static RSAParameters FromFactors(BigInteger p, BigInteger q, BigInteger e)
    {
        BigInteger phi = (p - 1) * (q - 1);
        BigInteger d = Inverse(e, phi);
        return new RSAParameters
        {
            Modulus = Bytes(p * q),
            Exponent = Bytes(e),
            D = Bytes(d),
            P = Bytes(p),
            Q = Bytes(q),
            DP = Bytes(d % (p - 1)),
            DQ = Bytes(d % (q - 1)),
            InverseQ = Bytes(Inverse(q, p)),
        };
    }

    private static BigInteger Inverse(BigInteger value, BigInteger modulus) =>
        ToNumber(new Org.BouncyCastle.Math.BigInteger(1, Bytes(value)).ModInverse(new Org.BouncyCastle.Math.BigInteger(1, Bytes(modulus))).ToByteArrayUnsigned());

    private static BigInteger Phi(RSAParameters numbers) => (ToNumber(numbers.P!) - 1) * (ToNumber(numbers.Q!) - 1);

    private static byte[] Changed(byte[] number, int difference) => Number(number, value => value + difference);

    private static byte[] Number(byte[] number, Func<BigInteger, BigInteger> change) => Bytes(change(ToNumber(number)));

    private static BigInteger ToNumber(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);

    private static byte[] Bytes(BigInteger number) => number.ToByteArray(isUnsigned: true, isBigEndian: true);
}
