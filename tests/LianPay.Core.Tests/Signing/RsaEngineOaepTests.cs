using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using LianPay.Core.Payloads;
using LianPay.Core.Tests.Payloads;
using Org.BouncyCastle.Math;

namespace LianPay.Core.Tests.Signing;

/// <summary>
/// OAEP blocks that are nearly right: the classes of Wycheproof's files. Each block is made by hand and raised to the public exponent, so that only the check
/// of the padding stands in its way. Of a <c>pay_load</c> with such a key inside no more is told than that it is not sealed to this key (Manger 2001).
/// </summary>
[SuppressMessage("Security", "CA5350", Justification = "OAEP with SHA-1 is the protocol's (PROTOCOL 4.1).")]
[SuppressMessage("Security", "CA5351", Justification = "A hash that the envelope does not use, to see it refused.")]
public sealed class RsaEngineOaepTests
{
    private static readonly int[] Sizes = [1024, 2048];

    /// <summary>As long as the keys that an envelope carries.</summary>
    private static readonly byte[] Text = Encoding.ASCII.GetBytes("0123456789ABCDEFGHIJKLMNOPQRSTUV");

    private static readonly (string Class, string Name, Func<int, OaepBlock> Block)[] Sound =
    [
        ("Normal", "32 bytes", length => new OaepBlock(length, Text)),
        ("Normal", "no text", length => new OaepBlock(length, [])),
        ("Normal", "one byte", length => new OaepBlock(length, [0x42])),
        ("Normal", "longest text", length => new OaepBlock(length, [.. Enumerable.Repeat((byte)0x42, length - 42)])),
        ("Constructed", "text of zeros", length => new OaepBlock(length, new byte[32])),
        ("Constructed", "text of ones", length => new OaepBlock(length, [.. Ones(32)])),
        ("Constructed", "text that begins like a separator", length => new OaepBlock(length, [0, 1, 1, 2])),
        ("Constructed", "seed of zeros", length => new OaepBlock(length, Text) with { Seed = new byte[20] }),
        ("Constructed", "seed of ones", length => new OaepBlock(length, Text) with { Seed = [.. Ones(20)] }),
    ];

    private static readonly (string Class, string Name, Func<int, byte[]> Block)[] Malformed =
    [
        ("InvalidOaepPadding", "first byte of lHash changed", length => Of(length, block => block with { LabelHash = Changed(block.LabelHash, 0) })),
        ("InvalidOaepPadding", "last byte of lHash changed", length => Of(length, block => block with { LabelHash = Changed(block.LabelHash, 19) })),
        ("InvalidOaepPadding", "lHash of zeros", length => Of(length, block => block with { LabelHash = new byte[20] })),
        ("InvalidOaepPadding", "lHash of ones", length => Of(length, block => block with { LabelHash = [.. Ones(20)] })),
        ("InvalidOaepPadding", "first byte of the padding changed", length => Of(length, block => block with { Padding = [0x80, .. new byte[block.PaddingLength - 1]] })),
        ("InvalidOaepPadding", "last byte of the padding changed", length => Of(length, block => block with { Padding = [.. new byte[block.PaddingLength - 1], 0xfe] })),
        ("InvalidOaepPadding", "padding of ones", length => Of(length, block => block with { Padding = [.. Ones(block.PaddingLength)] })),
        ("InvalidOaepPadding", "garbage as padding", length => Of(length, block => block with { Padding = [.. Enumerable.Repeat((byte)0xa5, block.PaddingLength)] })),
        ("InvalidOaepPadding", "separator of ones", length => Of(length, block => block with { Separator = 0xff })),
        ("InvalidOaepPadding", "separator is two", length => Of(length, block => block with { Separator = 2 })),
        ("InvalidOaepPadding", "no separator and no text", length => (new OaepBlock(length, new byte[32]) with { Separator = 0 }).Encode()),
        ("InvalidOaepPadding", "separator missing", length => Of(length, block => block with { Separator = 0 })),
        ("InvalidOaepPadding", "first byte is one", length => Of(length, block => block with { First = 1 })),
        ("InvalidOaepPadding", "first byte is two", length => Of(length, block => block with { First = 2 })),
        ("InvalidOaepPadding", "first byte is 7F", length => Of(length, block => block with { First = 0x7f })),
        ("InvalidOaepPadding", "block is 0", length => new byte[length]),
        ("InvalidOaepPadding", "block is 1", length => [.. new byte[length - 1], 1]),
        ("InvalidOaepPadding", "block is the modulus less one", length => RawRsa.FixedLength(KeyOf(length * 8).PublicKey.Numbers.Modulus.Subtract(BigInteger.One), length)),
        ("InvalidOaepPadding", "seed not masked", length => Of(length, block => block with { IsSeedMasked = false })),
        ("InvalidOaepPadding", "data not masked", length => Of(length, block => block with { IsDataMasked = false })),
        ("InvalidOaepPadding", "neither masked", length => Of(length, block => block with { IsSeedMasked = false, IsDataMasked = false })),
        ("InvalidOaepPadding", "mask that counts from one", length => Of(length, block => block with { FirstCounter = 1 })),
        ("InvalidOaepPadding", "seed behind the data", length => [0, .. Of(length, block => block)[21..], .. Of(length, block => block)[1..21]]),
        ("EncryptionWithLabel", "a label", length => Of(length, block => block with { LabelHash = SHA1.HashData("lianpay"u8) })),
        ("EncryptionWithLabel", "a label of one zero", length => Of(length, block => block with { LabelHash = SHA1.HashData([0]) })),
        ("WrongHash", "mask by MD5", length => Of(length, block => block with { MaskHash = HashAlgorithmName.MD5 })),
        ("WrongHash", "mask by SHA-256", length => Of(length, block => block with { MaskHash = HashAlgorithmName.SHA256 })),
        ("WrongHash", "mask by SHA-512", length => Of(length, block => block with { MaskHash = HashAlgorithmName.SHA512 })),
        ("WrongHash", "label by MD5", length => Of(length, block => block with { LabelHash = MD5.HashData([]), Seed = block.Seed[..16] })),
        ("WrongHash", "label by SHA-256", length => Of(length, block => block with { LabelHash = SHA256.HashData([]), Seed = new byte[32] })),
        ("WrongHash", "label by SHA-256, cut to the length of SHA-1", length => Of(length, block => block with { LabelHash = SHA256.HashData([])[..20] })),
        ("WrongHash", "SHA-256 throughout", length => Of(length, block => block with { LabelHash = SHA256.HashData([]), Seed = new byte[32], MaskHash = HashAlgorithmName.SHA256 })),
        ("WrongPrimitive", "padding of PKCS #1 v1.5 encryption", length => [0, 2, .. Enumerable.Repeat((byte)0x5a, length - 3 - Text.Length), 0, .. Text]),
        ("WrongPrimitive", "padding of a signature", length => [0, 1, .. Ones(length - 3 - Text.Length), 0, .. Text]),
        ("WrongPrimitive", "the text alone", length => [.. new byte[length - Text.Length], .. Text]),
    ];

    public static TheoryData<int, string, string> SoundBlocks => Rows(Sound.Select(row => (row.Class, row.Name)));

    public static TheoryData<int, string, string> MalformedBlocks => Rows(Malformed.Select(row => (row.Class, row.Name)));

    [Theory]
    [MemberData(nameof(SoundBlocks))]
    public void A_sound_block_made_by_hand_is_opened_by_both_engines(int bits, string wycheproofClass, string name)
    {
        OaepBlock block = Sound.Single(row => (row.Class, row.Name) == (wycheproofClass, name)).Block(bits / 8);
        byte[] cipherText = RawRsa.Encrypt(KeyOf(bits), block.Encode());

        Assert.All(RsaEngines.Both, engine => Assert.Equal(block.Text, engine.Decrypt(KeyOf(bits).PrivateKey, cipherText)));
    }

    [Theory]
    [MemberData(nameof(MalformedBlocks))]
    public void A_malformed_block_is_refused_by_both_engines_and_in_either_place_of_an_envelope(int bits, string wycheproofClass, string name)
    {
        TestKey key = KeyOf(bits);
        byte[] block = Malformed.Single(row => (row.Class, row.Name) == (wycheproofClass, name)).Block(bits / 8);
        byte[] cipherText = RawRsa.Encrypt(key, block);

        Assert.All(RsaEngines.Both, engine => Assert.ThrowsAny<CryptographicException>(() => engine.Decrypt(key.PrivateKey, cipherText)));
        PayloadParts envelope = PayloadParts.Make(key, Text, Text, new byte[8], [1]);
        string bad = Convert.ToBase64String(cipherText);
        Assert.Equal(PayloadError.WrongKey, PayloadTests.ErrorOf((envelope with { MacKey = bad }).Join(), key));
        Assert.Equal(PayloadError.WrongKey, PayloadTests.ErrorOf((envelope with { AesKey = bad }).Join(), key));
    }

    [Fact]
    public void The_envelope_of_the_test_opens_when_both_its_keys_are_sound_blocks_made_by_hand()
    {
        string sound = Convert.ToBase64String(RawRsa.Encrypt(TestKeys.Merchant1024, new OaepBlock(128, Text).Encode()));
        PayloadParts envelope = PayloadParts.Make(TestKeys.Merchant1024, Text, Text, new byte[8], new byte[8]);

        Assert.Equal(PayloadError.NotUtf8, PayloadTests.ErrorOf((envelope with { MacKey = sound, AesKey = sound }).Join(), TestKeys.Merchant1024));
    }

    [Fact]
    public void A_block_with_any_one_bit_of_what_must_be_fixed_flipped_is_refused_by_both_engines()
    {
        OaepBlock sound = new(128, Text);
        byte[] zeros = new byte[sound.PaddingLength];
        List<OaepBlock> flipped =
        [
            .. Bits(20).Select(bit => sound with { LabelHash = Flipped(sound.LabelHash, bit) }),

            // A one in the padding is a separator before its time, and the text behind it a longer one.
            .. Bits(zeros.Length).Where(bit => bit % 8 != 0).Select(bit => sound with { Padding = Flipped(zeros, bit) }),
            .. Bits(1).Select(bit => sound with { Separator = (byte)(1 ^ (1 << bit)) }),
            .. Bits(1).SkipLast(1).Select(bit => sound with { First = (byte)(1 << bit) }),
        ];

        // The first byte may make a number above the modulus, which is another test's.
        BigInteger modulus = TestKeys.Merchant1024.PublicKey.Numbers.Modulus;
        Assert.All(flipped.Select(block => block.Encode()).Where(block => new BigInteger(1, block).CompareTo(modulus) < 0), block =>
        {
            byte[] cipherText = RawRsa.Encrypt(TestKeys.Merchant1024, block);
            Assert.All(RsaEngines.Both, engine => Assert.ThrowsAny<CryptographicException>(() => engine.Decrypt(TestKeys.Merchant1024.PrivateKey, cipherText)));
        });
    }

    private static TheoryData<int, string, string> Rows(IEnumerable<(string Class, string Name)> blocks) =>
        [.. from bits in Sizes from row in blocks select new TheoryDataRow<int, string, string>(bits, row.Class, row.Name)];

    private static byte[] Of(int length, Func<OaepBlock, OaepBlock> change) => change(new OaepBlock(length, Text)).Encode();

    private static byte[] Changed(byte[] bytes, int at) => Flipped(bytes, at * 8);

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        byte[] flipped = [.. bytes];
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    private static IEnumerable<int> Bits(int bytes) => Enumerable.Range(0, bytes * 8);

    private static IEnumerable<byte> Ones(int count) => Enumerable.Repeat((byte)0xff, count);

    private static TestKey KeyOf(int bits) => bits == 1024 ? TestKeys.Merchant1024 : TestKeys.Merchant2048;
}
