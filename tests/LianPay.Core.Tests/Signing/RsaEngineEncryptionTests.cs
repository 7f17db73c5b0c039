using System.Security.Cryptography;
using CsCheck;
using LianPay.Core.Signing;
using Org.BouncyCastle.Math;

namespace LianPay.Core.Tests.Signing;

/// <summary>OAEP of both engines: each opens what the other sealed, and refuses the same things.</summary>
public sealed class RsaEngineEncryptionTests
{
    [Fact]
    public void Each_engine_decrypts_what_the_other_encrypted() =>
        Gen.Select(Gen.Byte.Array[0, 86], Gen.OneOf(Gen.Const(1024), Gen.Const(2048))).Sample(
            (text, bits) =>
            {
                TestKey key = bits == 1024 ? TestKeys.Merchant1024 : TestKeys.Merchant2048;
                foreach (RsaEngine sender in RsaEngines.Both)
                {
                    byte[] sealedText = sender.Encrypt(key.PublicKey, text);
                    Assert.Equal(bits / 8, sealedText.Length);
                    Assert.All(RsaEngines.Both, receiver => Assert.Equal(text, receiver.Decrypt(key.PrivateKey, sealedText)));
                }
            },
            iter: 60,
            threads: 1);

    [Theory]
    [InlineData(RsaEngines.Platform)]
    [InlineData(RsaEngines.BouncyCastle)]
    public void The_same_text_is_never_encrypted_to_the_same_bytes(string engine)
    {
        RsaEngine rsa = RsaEngines.Named(engine);

        Assert.NotEqual(rsa.Encrypt(TestKeys.Merchant1024.PublicKey, "text"u8), rsa.Encrypt(TestKeys.Merchant1024.PublicKey, "text"u8));
    }

    [Theory]
    [InlineData("for another key")]
    [InlineData("a bit flipped")]
    [InlineData("nothing")]
    [InlineData("one byte short")]
    [InlineData("a zero in front")]
    [InlineData("a zero behind")]
    [InlineData("two zeros in front")]
    [InlineData("a zero in front that is cut off")]
    [InlineData("twice")]
    [InlineData("all zeros")]
    [InlineData("one")]
    [InlineData("the modulus less one")]
    [InlineData("the modulus")]
    [InlineData("the modulus plus one")]
    [InlineData("not reduced, a byte longer")]
    [InlineData("all ones")]
    [InlineData("OAEP with SHA-256")]
    [InlineData("PKCS #1 v1.5")]
    public void What_is_not_encrypted_to_the_key_is_refused_by_both_engines(string shape)
    {
        using RSA rsa = TestKeys.Merchant1024.CreateRsa();
        byte[] modulus = TestKeys.Merchant1024.Parameters.Modulus!;
        byte[] good = PlatformRsa.Instance.Encrypt(TestKeys.Merchant1024.PublicKey, "text"u8);
        byte[] bad = shape switch
        {
            "for another key" => PlatformRsa.Instance.Encrypt(TestKeys.Other1024.PublicKey, "text"u8),
            "a bit flipped" => [.. good[..64], (byte)(good[64] ^ 1), .. good[65..]],
            "nothing" => [],
            "one byte short" => good[..127],
            "a zero in front" => [0, .. good],
            "a zero behind" => [.. good, 0],
            "two zeros in front" => [0, 0, .. good],
            "a zero in front that is cut off" => EncryptedWithZeroInFront()[1..],
            "twice" => [.. good, .. good],
            "all zeros" => new byte[128],
            "one" => [.. new byte[127], 1],
            "the modulus less one" => [.. modulus[..127], (byte)(modulus[127] - 1)],
            "the modulus" => modulus,
            "the modulus plus one" => RawRsa.FixedLength(new BigInteger(1, modulus).Add(BigInteger.One), 128),
            "not reduced, a byte longer" => new BigInteger(1, good).Add(new BigInteger(1, modulus).ShiftLeft(7)).ToByteArrayUnsigned(),
            "all ones" => Enumerable.Repeat((byte)0xff, 128).ToArray(),
            "OAEP with SHA-256" => rsa.Encrypt("text"u8, RSAEncryptionPadding.OaepSHA256),
            "PKCS #1 v1.5" => rsa.Encrypt("text"u8, RSAEncryptionPadding.Pkcs1),
            _ => throw new ArgumentOutOfRangeException(nameof(shape)),
        };

        Assert.All(RsaEngines.Both, engine => Assert.ThrowsAny<CryptographicException>(() => engine.Decrypt(TestKeys.Merchant1024.PrivateKey, bad)));
    }

    [Fact]
    public void A_ciphertext_that_starts_with_a_zero_byte_is_decrypted_by_both_engines()
    {
        byte[] cipherText = EncryptedWithZeroInFront();

        Assert.All(RsaEngines.Both, engine => Assert.Equal("text"u8.ToArray(), engine.Decrypt(TestKeys.Merchant1024.PrivateKey, cipherText)));
    }

    [Fact]
    public void A_ciphertext_plus_the_modulus_is_refused_by_both_engines()
    {
        BigInteger modulus = TestKeys.Merchant1024.PublicKey.Numbers.Modulus;
        BigInteger second;
        do
        {
            second = new BigInteger(1, PlatformRsa.Instance.Encrypt(TestKeys.Merchant1024.PublicKey, "text"u8)).Add(modulus);
        }
        while (second.BitLength > 1024);

        Assert.All(RsaEngines.Both, engine =>
            Assert.ThrowsAny<CryptographicException>(() => engine.Decrypt(TestKeys.Merchant1024.PrivateKey, second.ToByteArrayUnsigned())));
    }

    private static byte[] EncryptedWithZeroInFront()
    {
        byte[] cipherText;
        do
        {
            cipherText = PlatformRsa.Instance.Encrypt(TestKeys.Merchant1024.PublicKey, "text"u8);
        }
        while (cipherText[0] != 0);

        return cipherText;
    }
}
