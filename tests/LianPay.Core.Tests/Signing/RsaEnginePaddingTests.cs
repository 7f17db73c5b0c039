using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using LianPay.Core.Keys;
using Org.BouncyCastle.Math;

namespace LianPay.Core.Tests.Signing;

/// <summary>
/// Signatures over padding that is nearly right (FAULTS P3). Each block is made by hand and raised to the private exponent, so the
/// signature is the key's own: only the comparison of the padding stands between it and a forgery.
/// </summary>
[SuppressMessage("Security", "CA5350", Justification = "A hash that the protocol does not use, to see it refused.")]
[SuppressMessage("Security", "CA5351", Justification = "The protocol's hash (PROTOCOL 3.1).")]
public sealed class RsaEnginePaddingTests
{
    private static readonly byte[] Message = Encoding.UTF8.GetBytes("no_order=20170208165924&ret_code=0000&sign_type=RSA");
    private static readonly byte[] Digest = MD5.HashData(Message);
    private static readonly byte[] DigestInfo = [.. Hex("3020300c06082a864886f70d020505000410"), .. Digest];

    private static readonly Dictionary<string, Func<int, byte[]>> Malformed = new(StringComparer.Ordinal)
    {
        ["NULL missing"] = length => Type1(length, [.. Hex("301e300a06082a864886f70d02050410"), .. Digest]),
        ["NULL with a long length"] = length => Type1(length, [.. Hex("3021300d06082a864886f70d0205058100" + "0410"), .. Digest]),
        ["NULL with content"] = length => Type1(length, [.. Hex("3021300d06082a864886f70d0205050100" + "0410"), .. Digest]),
        ["NULL replaced by an empty string"] = length => Type1(length, [.. Hex("3020300c06082a864886f70d02050400" + "0410"), .. Digest]),
        ["outer length in long form"] = length => Type1(length, [.. Hex("308120300c06082a864886f70d020505000410"), .. Digest]),
        ["outer length in longer form"] = length => Type1(length, [.. Hex("30820020300c06082a864886f70d020505000410"), .. Digest]),
        ["inner length in long form"] = length => Type1(length, [.. Hex("302130810c06082a864886f70d020505000410"), .. Digest]),
        ["OID length in long form"] = length => Type1(length, [.. Hex("3021300d0681082a864886f70d020505000410"), .. Digest]),
        ["digest length in long form"] = length => Type1(length, [.. Hex("3021300c06082a864886f70d02050500048110"), .. Digest]),
        ["indefinite length"] = length => Type1(length, [.. Hex("3080300c06082a864886f70d020505000410"), .. Digest, 0, 0]),
        ["digest as a constructed string"] = length => Type1(length, [.. Hex("3022300c06082a864886f70d0205050024120410"), .. Digest]),
        ["outer length one too long"] = length => Type1(length, [.. Hex("3021300c06082a864886f70d020505000410"), .. Digest]),
        ["parameters behind the NULL"] = length => Type1(length, [.. Hex("3022300e06082a864886f70d0205050005000410"), .. Digest]),
        ["element behind the digest"] = length => Type1(length, [.. Hex("3022300c06082a864886f70d020505000410"), .. Digest, 5, 0]),
        ["OID of MD4"] = length => Type1(length, [.. Hex("3020300c06082a864886f70d020405000410"), .. Digest]),
        ["OID of MD2"] = length => Type1(length, [.. Hex("3020300c06082a864886f70d020205000410"), .. Digest]),
        ["OID of SHA-1 over an MD5 digest"] = length => Type1(length, [.. Hex("301d300906052b0e03021a05000410"), .. Digest]),
        ["OID of md5WithRSAEncryption"] = length => Type1(length, [.. Hex("3021300d06092a864886f70d01010405000410"), .. Digest]),
        ["SHA-1 throughout"] = length => Type1(length, [.. Hex("3021300906052b0e03021a05000414"), .. SHA1.HashData(Message)]),
        ["SHA-256 throughout"] = length => Type1(length, [.. Hex("3031300d060960864801650304020105000420"), .. SHA256.HashData(Message)]),
        ["digest alone"] = length => Type1(length, Digest),
        ["digest of 15 bytes"] = length => Type1(length, [.. Hex("301f300c06082a864886f70d02050500040f"), .. Digest[..15]]),
        ["digest of 17 bytes"] = length => Type1(length, [.. Hex("3021300c06082a864886f70d020505000411"), .. Digest, 0]),
        ["digest of another message"] = length => Type1(length, [.. DigestInfo[..18], .. MD5.HashData("other"u8)]),
        ["digest in hexadecimal"] = length => Type1(length, [.. Hex("3030300c06082a864886f70d020505000420"), .. Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Digest))]),
        ["one byte behind the digest"] = length => Type1(length, [.. DigestInfo, 0]),
        ["garbage behind the digest, eight FF before"] = length =>
            [0, 1, .. Enumerable.Repeat((byte)0xff, 8), 0, .. DigestInfo, .. Enumerable.Repeat((byte)0xa5, length - 11 - DigestInfo.Length)],
        ["garbage behind the digest, no FF before"] = length =>
            [0, 1, 0, .. DigestInfo, .. Enumerable.Repeat((byte)0xa5, length - 3 - DigestInfo.Length)],
        ["padding ends early in zeros"] = length => Changed(length, block => block.AsSpan(10, block.Length - DigestInfo.Length - 10).Clear()),
        ["one byte of the padding is not FF"] = length => Changed(length, block => block[20] = 0xfe),
        ["last byte of the padding is not FF"] = length => Changed(length, block => block[^(DigestInfo.Length + 2)] = 0xfe),
        ["separator is not zero"] = length => Changed(length, block => block[^(DigestInfo.Length + 1)] = 0xff),
        ["no padding"] = length => [.. new byte[length - DigestInfo.Length], .. DigestInfo],
        ["block type 0"] = length => [0, 0, .. new byte[length - 2 - DigestInfo.Length], .. DigestInfo],
        ["block type 2"] = length => Changed(length, block =>
        {
            block[1] = 2;
            block.AsSpan(2, block.Length - DigestInfo.Length - 3).Fill(0x5a);
        }),
        ["block type 3"] = length => Changed(length, block => block[1] = 3),
        ["leading byte is one"] = length => Changed(length, block => block[0] = 1),
        ["leading zero missing"] = length => [1, .. Type1(length, DigestInfo)[2..], 0],
    };

    public static TheoryData<int, string> MalformedBlocks =>
        [.. from bits in (int[])[1024, 2048] from name in Malformed.Keys select new TheoryDataRow<int, string>(bits, name)];

    [Theory]
    [InlineData(1024)]
    [InlineData(2048)]
    public void A_well_formed_block_made_by_hand_is_accepted_by_both_engines(int bits)
    {
        TestKey key = KeyOf(bits);
        byte[] signature = RaiseToPrivateExponent(key, Type1(bits / 8, DigestInfo));

        Assert.All(RsaEngines.Both, engine => Assert.True(engine.Verify(key.PublicKey, Message, signature)));
    }

    [Theory]
    [MemberData(nameof(MalformedBlocks))]
    public void A_malformed_block_is_refused_by_both_engines(int bits, string name)
    {
        TestKey key = KeyOf(bits);
        byte[] block = Malformed[name](bits / 8);
        Assert.Equal(bits / 8, block.Length);
        Assert.NotEqual(Type1(bits / 8, DigestInfo), block);
        byte[] signature = RaiseToPrivateExponent(key, block);

        Assert.All(RsaEngines.Both, engine => Assert.False(engine.Verify(key.PublicKey, Message, signature)));
    }

    [Fact]
    public void Bleichenbachers_forgery_without_the_private_key_is_refused_by_both_engines()
    {
        // With an exponent of 3 and room for garbage behind the digest, a cube root is a signature to a lax reader: no private key is needed.
        RsaPublicKey key = new(new RSAParameters { Modulus = TestKeys.Merchant2048.Parameters.Modulus, Exponent = [3] });
        byte[] start = [0, 1, .. Enumerable.Repeat((byte)0xff, 8), 0, .. DigestInfo];
        BigInteger forged = CubeRoot(new BigInteger(1, [.. start, .. Enumerable.Repeat((byte)0xff, 256 - start.Length)]));
        byte[] opened = forged.ModPow(BigInteger.Three, key.Numbers.Modulus).ToByteArrayUnsigned();
        Assert.Equal(start[1..], opened[..(start.Length - 1)]);

        Assert.All(RsaEngines.Both, engine => Assert.False(engine.Verify(key, Message, FixedLength(forged, 256))));
    }

    /// <summary>EMSA-PKCS1-v1_5 around any content.</summary>
    private static byte[] Type1(int length, byte[] content) =>
        [0, 1, .. Enumerable.Repeat((byte)0xff, length - 3 - content.Length), 0, .. content];

    private static byte[] Changed(int length, Action<byte[]> change)
    {
        byte[] block = Type1(length, DigestInfo);
        change(block);
        return block;
    }

    private static byte[] RaiseToPrivateExponent(TestKey key, byte[] block) =>
        FixedLength(new BigInteger(1, block).ModPow(key.PrivateKey.Numbers.Exponent, key.PrivateKey.Numbers.Modulus), block.Length);

    private static byte[] FixedLength(BigInteger number, int length)
    {
        byte[] digits = number.ToByteArrayUnsigned();
        return [.. new byte[length - digits.Length], .. digits];
    }

    /// <summary>The largest whole number whose cube is not above the given one.</summary>
    private static BigInteger CubeRoot(BigInteger cube)
    {
        BigInteger root = BigInteger.Zero;
        for (int bit = cube.BitLength / 3; bit >= 0; bit--)
        {
            BigInteger candidate = root.SetBit(bit);
            if (candidate.Pow(3).CompareTo(cube) <= 0)
            {
                root = candidate;
            }
        }

        return root;
    }

    private static TestKey KeyOf(int bits) => bits == 1024 ? TestKeys.Merchant1024 : TestKeys.Merchant2048;

    private static byte[] Hex(string text) => Convert.FromHexString(text);
}
