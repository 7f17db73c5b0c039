using System.Security.Cryptography;
using System.Text;
using CsCheck;
using LianPay.Core.Keys;
using LianPay.Core.Signing;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace LianPay.Core.Tests.Signing;

/// <summary>Both engines sign alike, and neither takes a signature that is off by one bit.</summary>
public sealed class RsaEngineTests
{
    private static readonly byte[] Message = Encoding.UTF8.GetBytes("no_order=20170208165924&ret_code=4005&ret_msg=商户未开通权限");

    public static TheoryData<int, string> KeysAndEngines => new()
    {
        { 1024, RsaEngines.Platform },
        { 1024, RsaEngines.BouncyCastle },
        { 2048, RsaEngines.Platform },
        { 2048, RsaEngines.BouncyCastle },
    };

    [Theory]
    [MemberData(nameof(KeysAndEngines))]
    public void A_signature_with_any_one_bit_flipped_is_refused(int bits, string engine)
    {
        RsaEngine rsa = RsaEngines.Named(engine);
        RsaPublicKey key = KeyOf(bits).PublicKey;
        byte[] signature = rsa.Sign(KeyOf(bits).PrivateKey, Message);
        Assert.True(rsa.Verify(key, Message, signature));

        int refused = 0;
        for (int bit = 0; bit < signature.Length * 8; bit++)
        {
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(rsa.Verify(key, Message, signature), $"bit {bit}");
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            refused++;
        }

        Assert.Equal(bits, refused);
    }

    [Theory]
    [MemberData(nameof(KeysAndEngines))]
    public void A_message_with_any_one_bit_flipped_is_refused(int bits, string engine)
    {
        RsaEngine rsa = RsaEngines.Named(engine);
        byte[] signature = rsa.Sign(KeyOf(bits).PrivateKey, Message);
        byte[] message = [.. Message];

        for (int bit = 0; bit < message.Length * 8; bit++)
        {
            message[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(rsa.Verify(KeyOf(bits).PublicKey, message, signature), $"bit {bit}");
            message[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.True(rsa.Verify(KeyOf(bits).PublicKey, message, signature));
    }

    [Theory]
    [InlineData(RsaEngines.Platform)]
    [InlineData(RsaEngines.BouncyCastle)]
    public void A_signature_of_another_key_is_refused(string engine)
    {
        RsaEngine rsa = RsaEngines.Named(engine);

        Assert.False(rsa.Verify(TestKeys.Platform1024.PublicKey, Message, rsa.Sign(TestKeys.Merchant1024.PrivateKey, Message)));
        Assert.False(rsa.Verify(TestKeys.Platform1024.PublicKey, Message, rsa.Sign(TestKeys.Merchant2048.PrivateKey, Message)));
        Assert.False(rsa.Verify(TestKeys.Merchant2048.PublicKey, Message, rsa.Sign(TestKeys.Merchant1024.PrivateKey, Message)));
    }

    [Fact]
    public void Both_engines_give_the_same_bytes_for_any_message() =>
        Gen.Select(Gen.Byte.Array[0, 700], Gen.OneOf(Gen.Const(1024), Gen.Const(2048))).Sample(
            (message, bits) =>
            {
                TestKey key = KeyOf(bits);
                byte[] signature = PlatformRsa.Instance.Sign(key.PrivateKey, message);
                Assert.Equal(signature, BouncyCastleRsa.Instance.Sign(key.PrivateKey, message));
                Assert.All(RsaEngines.Both, engine => Assert.True(engine.Verify(key.PublicKey, message, signature)));
            },
            iter: 200,
            threads: 1);

    [Theory]
    [InlineData(512)]
    [InlineData(1032)]
    [InlineData(1536)]
    [InlineData(3072)]
    public void Both_engines_give_the_same_bytes_for_keys_of_any_length(int bits)
    {
        TestKey key = TestKey.Make(bits);
        byte[] signature = PlatformRsa.Instance.Sign(key.PrivateKey, Message);

        Assert.Equal(bits / 8, signature.Length);
        Assert.Equal(signature, BouncyCastleRsa.Instance.Sign(key.PrivateKey, Message));
        Assert.All(RsaEngines.Both, engine => Assert.True(engine.Verify(key.PublicKey, Message, signature)));
    }

    [Fact]
    public void Both_engines_give_the_same_bytes_for_many_fresh_keys()
    {
        for (int count = 0; count < 12; count++)
        {
            TestKey key = TestKey.Make(1024);
            byte[] signature = PlatformRsa.Instance.Sign(key.PrivateKey, Message);

            Assert.Equal(signature, BouncyCastleRsa.Instance.Sign(key.PrivateKey, Message));
            Assert.All(RsaEngines.Both, engine => Assert.True(engine.Verify(key.PublicKey, Message, signature)));
        }
    }

    [Theory]
    [InlineData(1029)]
    [InlineData(1031)]
    public void Both_engines_agree_on_a_modulus_whose_length_is_no_multiple_of_eight(int bits)
    {
        RsaPrivateKey key = MakeOddKey(bits);
        byte[] signature = PlatformRsa.Instance.Sign(key, Message);

        Assert.Equal(129, signature.Length);
        Assert.Equal(signature, BouncyCastleRsa.Instance.Sign(key, Message));
        Assert.All(RsaEngines.Both, engine => Assert.True(engine.Verify(key.PublicKey, Message, signature)));
    }

    [Fact]
    public void A_signature_that_starts_with_a_zero_byte_keeps_it_in_both_engines()
    {
        (byte[] message, byte[] signature) = Signed(TestKeys.Merchant1024, signature => signature[0] == 0);

        Assert.Equal(128, signature.Length);
        Assert.Equal(signature, BouncyCastleRsa.Instance.Sign(TestKeys.Merchant1024.PrivateKey, message));
        Assert.All(RsaEngines.Both, engine => Assert.True(engine.Verify(TestKeys.Merchant1024.PublicKey, message, signature)));
        Assert.All(RsaEngines.Both, engine => Assert.False(engine.Verify(TestKeys.Merchant1024.PublicKey, message, signature.AsSpan(1))));
    }

    [Fact]
    public void A_signature_plus_the_modulus_is_refused()
    {
        BigInteger modulus = TestKeys.Merchant1024.PublicKey.Numbers.Modulus;
        (byte[] message, byte[] signature) = Signed(
            TestKeys.Merchant1024, signature => new BigInteger(1, signature).Add(modulus).BitLength <= 1024);
        byte[] second = new BigInteger(1, signature).Add(modulus).ToByteArrayUnsigned();

        Assert.Equal(128, second.Length);
        Assert.All(RsaEngines.Both, engine => Assert.True(engine.Verify(TestKeys.Merchant1024.PublicKey, message, signature)));
        Assert.All(RsaEngines.Both, engine => Assert.False(engine.Verify(TestKeys.Merchant1024.PublicKey, message, second)));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("one zero")]
    [InlineData("all zeros")]
    [InlineData("one")]
    [InlineData("all ones")]
    [InlineData("the modulus")]
    [InlineData("two")]
    [InlineData("the modulus less one")]
    [InlineData("the modulus plus one")]
    [InlineData("not reduced, a byte longer")]
    [InlineData("RSASSA-PSS with MD5")]
    [InlineData("RSASSA-PSS with SHA-1")]
    [InlineData("RSASSA-PSS with SHA-256")]
    [InlineData("a zero in front")]
    [InlineData("two zeros in front")]
    [InlineData("a zero behind")]
    [InlineData("last byte missing")]
    [InlineData("twice")]
    [InlineData("reversed")]
    public void What_is_no_signature_is_refused_without_an_exception(string shape)
    {
        byte[] modulus = TestKeys.Merchant1024.Parameters.Modulus!;
        byte[] good = PlatformRsa.Instance.Sign(TestKeys.Merchant1024.PrivateKey, Message);
        byte[] signature = shape switch
        {
            "nothing" => [],
            "one zero" => [0],
            "all zeros" => new byte[128],
            "one" => [.. new byte[127], 1],
            "two" => [.. new byte[127], 2],
            "all ones" => Enumerable.Repeat((byte)0xff, 128).ToArray(),
            "the modulus" => modulus,
            "the modulus less one" => [.. modulus[..127], (byte)(modulus[127] - 1)],
            "the modulus plus one" => RawRsa.FixedLength(new BigInteger(1, modulus).Add(BigInteger.One), 128),
            "not reduced, a byte longer" => new BigInteger(1, good).Add(new BigInteger(1, modulus).ShiftLeft(7)).ToByteArrayUnsigned(),
            "RSASSA-PSS with MD5" => Pss(HashAlgorithmName.MD5),
            "RSASSA-PSS with SHA-1" => Pss(HashAlgorithmName.SHA1),
            "RSASSA-PSS with SHA-256" => Pss(HashAlgorithmName.SHA256),
            "a zero in front" => [0, .. good],
            "two zeros in front" => [0, 0, .. good],
            "a zero behind" => [.. good, 0],
            "last byte missing" => good[..127],
            "twice" => [.. good, .. good],
            "reversed" => good.Reverse().ToArray(),
            _ => throw new ArgumentOutOfRangeException(nameof(shape)),
        };

        Assert.All(RsaEngines.Both, engine => Assert.False(engine.Verify(TestKeys.Merchant1024.PublicKey, Message, signature)));

        static byte[] Pss(HashAlgorithmName hash)
        {
            using RSA rsa = TestKeys.Merchant1024.CreateRsa();
            return rsa.SignData(Message, hash, RSASignaturePadding.Pss);
        }
    }

    private static TestKey KeyOf(int bits) => bits == 1024 ? TestKeys.Merchant1024 : TestKeys.Merchant2048;

    /// <summary>The first of the messages 0, 1, 2 … whose signature is as wanted.</summary>
    private static (byte[] Message, byte[] Signature) Signed(TestKey key, Func<byte[], bool> isWanted)
    {
        for (int number = 0; number < 20_000; number++)
        {
            byte[] message = BitConverter.GetBytes(number);
            byte[] signature = PlatformRsa.Instance.Sign(key.PrivateKey, message);
            if (isWanted(signature))
            {
                return (message, signature);
            }
        }

        throw new InvalidOperationException("None of 20,000 signatures is as wanted.");
    }

    /// <summary>The platform makes no such key, but takes one.</summary>
    private static RsaPrivateKey MakeOddKey(int bits)
    {
        RsaKeyPairGenerator generator = new();
        generator.Init(new RsaKeyGenerationParameters(BigInteger.ValueOf(65537), new SecureRandom(), bits, certainty: 80));
        AsymmetricCipherKeyPair pair = generator.GenerateKeyPair();
        return new RsaPrivateKey(DotNetUtilities.ToRSAParameters((RsaPrivateCrtKeyParameters)pair.Private));
    }
}
