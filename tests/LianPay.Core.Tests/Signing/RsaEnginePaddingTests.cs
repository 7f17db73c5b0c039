using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace LianPay.Core.Tests.Signing;

/// <summary>
/// Signatures over padding that is nearly right (FAULTS P3). Each block is made by hand and raised to the private exponent, so the
/// signature is the key's own: only the comparison of the padding stands between it and a forgery.
/// </summary>
[SuppressMessage("Security", "CA5350", Justification = "A hash that the protocol does not use, to see it refused.")]
[SuppressMessage("Security", "CA5351", Justification = "The protocol's hash (PROTOCOL 3.1).")]
public sealed class RsaEnginePaddingTests
{
    private static readonly int[] Sizes = [1024, 2048];

    private static readonly byte[] Message = Encoding.UTF8.GetBytes("no_order=20170208165924&ret_code=0000&sign_type=RSA");
    private static readonly byte[] Digest = MD5.HashData(Message);
    private static readonly byte[] Md5DigestInfo = [.. Hex("3020300c06082a864886f70d020505000410"), .. Digest];

    /// <summary>By Wycheproof's name of the class, and by name. What can be done to each element of the DigestInfo is in <see cref="RsaEngineDigestInfoTests"/>.</summary>
    private static readonly (string Class, string Name, Func<int, byte[]> Block)[] Malformed =
    [
        ("MissingNull", "NULL missing", length => Type1(length, [.. Hex("301e300a06082a864886f70d02050410"), .. Digest])),
        ("BerEncodedPadding", "NULL with a long length", length => Type1(length, [.. Hex("3021300d06082a864886f70d0205058100" + "0410"), .. Digest])),
        ("BerEncodedPadding", "outer length in long form", length => Type1(length, [.. Hex("308120300c06082a864886f70d020505000410"), .. Digest])),
        ("BerEncodedPadding", "outer length in longer form", length => Type1(length, [.. Hex("30820020300c06082a864886f70d020505000410"), .. Digest])),
        ("BerEncodedPadding", "inner length in long form", length => Type1(length, [.. Hex("302130810c06082a864886f70d020505000410"), .. Digest])),
        ("BerEncodedPadding", "OID length in long form", length => Type1(length, [.. Hex("3021300d0681082a864886f70d020505000410"), .. Digest])),
        ("BerEncodedPadding", "digest length in long form", length => Type1(length, [.. Hex("3021300c06082a864886f70d02050500048110"), .. Digest])),
        ("BerEncodedPadding", "indefinite length", length => Type1(length, [.. Hex("3080300c06082a864886f70d020505000410"), .. Digest, 0, 0])),
        ("BerEncodedPadding", "digest as a constructed string", length => Type1(length, [.. Hex("3022300c06082a864886f70d0205050024120410"), .. Digest])),
        ("InvalidAsnInPadding", "NULL with content", length => Type1(length, [.. Hex("3021300d06082a864886f70d0205050100" + "0410"), .. Digest])),
        ("InvalidAsnInPadding", "outer length one too long", length => Type1(length, [.. Hex("3021300c06082a864886f70d020505000410"), .. Digest])),
        ("ModifiedPadding", "NULL replaced by an empty string", length => Type1(length, [.. Hex("3020300c06082a864886f70d02050400" + "0410"), .. Digest])),
        ("ModifiedPadding", "parameters behind the NULL", length => Type1(length, [.. Hex("3022300e06082a864886f70d0205050005000410"), .. Digest])),
        ("ModifiedPadding", "element behind the digest", length => Type1(length, [.. Hex("3022300c06082a864886f70d020505000410"), .. Digest, 5, 0])),
        ("ModifiedPadding", "digest of 15 bytes", length => Type1(length, [.. Hex("301f300c06082a864886f70d02050500040f"), .. Digest[..15]])),
        ("ModifiedPadding", "digest of 17 bytes", length => Type1(length, [.. Hex("3021300c06082a864886f70d020505000411"), .. Digest, 0])),
        ("ModifiedPadding", "digest of another message", length => Type1(length, [.. Md5DigestInfo[..18], .. MD5.HashData("other"u8)])),
        ("ModifiedPadding", "digest in hexadecimal", length => Type1(length, [.. Hex("3030300c06082a864886f70d020505000420"), .. Encoding.ASCII.GetBytes(Convert.ToHexStringLower(Digest))])),
        ("ModifiedPadding", "one byte behind the digest", length => Type1(length, [.. Md5DigestInfo, 0])),
        ("WrongHash", "OID of MD4", length => Type1(length, [.. Hex("3020300c06082a864886f70d020405000410"), .. Digest])),
        ("WrongHash", "OID of MD2", length => Type1(length, [.. Hex("3020300c06082a864886f70d020205000410"), .. Digest])),
        ("WrongHash", "OID of SHA-1 over an MD5 digest", length => Type1(length, [.. Hex("301d300906052b0e03021a05000410"), .. Digest])),
        ("WrongHash", "OID of md5WithRSAEncryption", length => Type1(length, [.. Hex("3021300d06092a864886f70d01010405000410"), .. Digest])),
        ("WrongHash", "SHA-1 throughout", length => Type1(length, [.. Hex("3021300906052b0e03021a05000414"), .. SHA1.HashData(Message)])),
        ("WrongHash", "SHA-256 throughout", length => Type1(length, [.. Hex("3031300d060960864801650304020105000420"), .. SHA256.HashData(Message)])),
        ("NoHash", "message in place of the digest", length => Type1(length, [.. Hex("3043300c06082a864886f70d020505000433"), .. Message])),
        ("NoHash", "message alone", length => Type1(length, Message)),
        ("InvalidPadding", "digest alone", length => Type1(length, Digest)),
        ("InvalidPadding", "one byte of the padding is not FF", length => Changed(length, block => block[20] = 0xfe)),
        ("InvalidPadding", "last byte of the padding is not FF", length => Changed(length, block => block[^(Md5DigestInfo.Length + 2)] = 0xfe)),
        ("InvalidPadding", "separator is not zero", length => Changed(length, block => block[^(Md5DigestInfo.Length + 1)] = 0xff)),
        ("InvalidPadding", "no padding", length => [.. new byte[length - Md5DigestInfo.Length], .. Md5DigestInfo]),
        ("InvalidPadding", "block type 0", length => [0, 0, .. new byte[length - 2 - Md5DigestInfo.Length], .. Md5DigestInfo]),
        ("InvalidPadding", "block type 2", length => Changed(length, block =>
        {
            block[1] = 2;
            block.AsSpan(2, block.Length - Md5DigestInfo.Length - 3).Fill(0x5a);
        })),
        ("InvalidPadding", "block type 3", length => Changed(length, block => block[1] = 3)),
        ("InvalidPadding", "leading byte is one", length => Changed(length, block => block[0] = 1)),
        ("InvalidPadding", "leading zero missing", length => [1, .. Type1(length, Md5DigestInfo)[2..], 0]),
        ("InvalidPadding", "padding ends in EE", length => Changed(length, block => block[^(Md5DigestInfo.Length + 2)] = 0xee)),
        ("InvalidPadding", "padding and nothing else", length => [0, 1, .. Enumerable.Repeat((byte)0xff, length - 2)]),
        ("InvalidPadding", "padding, separator, and nothing else", length => [0, 1, .. Enumerable.Repeat((byte)0xff, length - 3), 0]),
        ("InvalidPadding", "digest behind padding of encryption", length => [0, 2, .. Enumerable.Repeat((byte)0xff, length - 3 - Digest.Length), 0, .. Digest]),
        ("InvalidPadding", "message behind padding of encryption", length => [0, 2, .. Enumerable.Repeat((byte)0xff, length - 3 - Message.Length), 0, .. Message]),
        ("InvalidPadding", "two separators", length => Changed(length, block => block[^(Md5DigestInfo.Length + 2)] = 0)),
        ("ShortPadding", "garbage behind the digest, eight FF before", length =>
            [0, 1, .. Enumerable.Repeat((byte)0xff, 8), 0, .. Md5DigestInfo, .. Enumerable.Repeat((byte)0xa5, length - 11 - Md5DigestInfo.Length)]),
        ("ShortPadding", "garbage behind the digest, no FF before", length =>
            [0, 1, 0, .. Md5DigestInfo, .. Enumerable.Repeat((byte)0xa5, length - 3 - Md5DigestInfo.Length)]),
        ("ShortPadding", "padding ends early in zeros", length => Changed(length, block => block.AsSpan(10, block.Length - Md5DigestInfo.Length - 10).Clear())),
        ("ShortPadding", "a zero more in front", length => [0, .. Type1(length - 1, Md5DigestInfo)]),
        ("ShortPadding", "seven FF before, zeros behind the digest", length =>
            [0, 1, .. Enumerable.Repeat((byte)0xff, 7), 0, .. Md5DigestInfo, .. new byte[length - 10 - Md5DigestInfo.Length]]),
    ];

    /// <summary>The hashes of Wycheproof's files and their elders, by the names that BouncyCastle knows.</summary>
    private static readonly string[] OtherHashes =
        ["MD2", "MD4", "RIPEMD160", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512", "SHA-512/224", "SHA-512/256", "SHA3-224", "SHA3-256", "SHA3-384", "SHA3-512"];

    public static TheoryData<int, string, string> MalformedBlocks =>
        [.. from bits in Sizes from row in Malformed select new TheoryDataRow<int, string, string>(bits, row.Class, row.Name)];

    public static TheoryData<int, string> HashesAndSizes => [.. from bits in Sizes from hash in OtherHashes select new TheoryDataRow<int, string>(bits, hash)];

    [Theory]
    [InlineData(1024)]
    [InlineData(2048)]
    public void A_well_formed_block_made_by_hand_is_accepted_by_both_engines(int bits)
    {
        TestKey key = KeyOf(bits);
        byte[] signature = RawRsa.Sign(key, Type1(bits / 8, Md5DigestInfo));

        Assert.All(RsaEngines.Both, engine => Assert.True(engine.Verify(key.PublicKey, Message, signature)));
    }

    [Theory]
    [MemberData(nameof(MalformedBlocks))]
    public void A_malformed_block_is_refused_by_both_engines(int bits, string wycheproofClass, string name) =>
        AssertRefused(bits, Malformed.Single(row => (row.Class, row.Name) == (wycheproofClass, name)).Block(bits / 8));

    [Theory]
    [MemberData(nameof(HashesAndSizes))]
    public void A_block_with_another_hash_is_refused_by_both_engines_be_it_in_the_name_in_the_digest_or_in_both(int bits, string hash)
    {
        DerObjectIdentifier oid = DigestUtilities.GetObjectIdentifier(hash);
        byte[] digest = DigestUtilities.CalculateDigest(hash, Message);

        Assert.All([Encode(oid, Digest), Encode(PkcsObjectIdentifiers.MD5, digest), Encode(oid, digest)], content => AssertRefused(bits, Type1(bits / 8, content)));
        Assert.Equal(Md5DigestInfo, Encode(PkcsObjectIdentifiers.MD5, Digest));

        static byte[] Encode(DerObjectIdentifier oid, byte[] digest) =>
            new Org.BouncyCastle.Asn1.X509.DigestInfo(new AlgorithmIdentifier(oid, DerNull.Instance), digest).GetDerEncoded();
    }

    [Fact]
    public void A_block_with_any_one_bit_flipped_is_refused_by_both_engines()
    {
        byte[] block = Type1(128, Md5DigestInfo);
        BigInteger modulus = TestKeys.Merchant1024.PublicKey.Numbers.Modulus;
        int refused = 0;
        for (int bit = 0; bit < 1024; bit++)
        {
            block[bit / 8] ^= (byte)(1 << (bit % 8));
            if (new BigInteger(1, block).CompareTo(modulus) < 0)
            {
                AssertRefused(1024, block);
                refused++;
            }

            block[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        // The uppermost bit may make a number above the modulus, which is another test's.
        Assert.InRange(refused, 1023, 1024);
    }

    /// <summary>EMSA-PKCS1-v1_5 around any content.</summary>
    private static byte[] Type1(int length, byte[] content) =>
        [0, 1, .. Enumerable.Repeat((byte)0xff, length - 3 - content.Length), 0, .. content];

    private static byte[] Changed(int length, Action<byte[]> change)
    {
        byte[] block = Type1(length, Md5DigestInfo);
        change(block);
        return block;
    }

    private static void AssertRefused(int bits, byte[] block)
    {
        TestKey key = KeyOf(bits);
        Assert.Equal(bits / 8, block.Length);
        Assert.NotEqual(Type1(bits / 8, Md5DigestInfo), block);
        byte[] signature = RawRsa.Sign(key, block);

        Assert.All(RsaEngines.Both, engine => Assert.False(engine.Verify(key.PublicKey, Message, signature)));
    }

    private static TestKey KeyOf(int bits) => bits == 1024 ? TestKeys.Merchant1024 : TestKeys.Merchant2048;

    private static byte[] Hex(string text) => Convert.FromHexString(text);
}
