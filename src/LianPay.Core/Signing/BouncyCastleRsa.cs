using System.Security.Cryptography;
using LianPay.Core.Keys;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Encodings;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Math;

namespace LianPay.Core.Signing;

/// <summary>RSA by BouncyCastle, for machines whose policy refuses MD5withRSA (FIPS, hardened OpenSSL).</summary>
/// <remarks>
/// The padding is built here and compared whole: BouncyCastle's own verifier also accepts a DigestInfo without its NULL,
/// which the platform's does not, and the two paths must agree on every signature.
/// </remarks>
internal sealed class BouncyCastleRsa : RsaEngine
{
    internal static BouncyCastleRsa Instance { get; } = new();

    /// <summary>DER of DigestInfo { md5, NULL } up to the digest (RFC 8017, section 9.2, note 1).</summary>
    private static ReadOnlySpan<byte> Md5DigestInfo =>
        [0x30, 0x20, 0x30, 0x0c, 0x06, 0x08, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x05, 0x05, 0x00, 0x04, 0x10];

    internal override byte[] Sign(RsaPrivateKey key, ReadOnlySpan<byte> data)
    {
        byte[] block = EncodedMessage(data, (key.Bits + 7) / 8);
        RsaBlindedEngine engine = new();
        engine.Init(forEncryption: true, key.Numbers);
        return engine.ProcessBlock(block, 0, block.Length);
    }

    internal override bool Verify(RsaPublicKey key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        int length = (key.Bits + 7) / 8;
        if (signature.Length != length)
        {
            return false;
        }

        BigInteger number = new(1, signature);
        if (number.CompareTo(key.Numbers.Modulus) >= 0)
        {
            return false;
        }

        byte[] block = new byte[length];
        byte[] opened = number.ModPow(key.Numbers.Exponent, key.Numbers.Modulus).ToByteArrayUnsigned();
        opened.CopyTo(block, length - opened.Length);
        return CryptographicOperations.FixedTimeEquals(block, EncodedMessage(data, length));
    }

    internal override byte[] Encrypt(RsaPublicKey key, ReadOnlySpan<byte> data) =>
        Oaep(forEncryption: true, key.Numbers, data);

    internal override byte[] Decrypt(RsaPrivateKey key, ReadOnlySpan<byte> data)
    {
        if (data.Length != (key.Bits + 7) / 8)
        {
            throw new CryptographicException("The length of the ciphertext is not that of the key.");
        }

        try
        {
            return Oaep(forEncryption: false, key.Numbers, data);
        }
        catch (CryptoException)
        {
            throw new CryptographicException("Not encrypted to this key.");
        }
    }

    private static byte[] Oaep(bool forEncryption, ICipherParameters key, ReadOnlySpan<byte> data)
    {
        OaepEncoding oaep = new(new RsaBlindedEngine(), new Sha1Digest(), new Sha1Digest(), null);
        oaep.Init(forEncryption, key);
        byte[] input = data.ToArray();
        return oaep.ProcessBlock(input, 0, input.Length);
    }

    /// <summary>EMSA-PKCS1-v1_5: 00 01 FF…FF 00 DigestInfo.</summary>
    private static byte[] EncodedMessage(ReadOnlySpan<byte> data, int length)
    {
        byte[] block = new byte[length];
        block[1] = 1;
        int digestInfo = length - Md5DigestInfo.Length - 16;
        block.AsSpan(2, digestInfo - 3).Fill(0xff);
        Md5DigestInfo.CopyTo(block.AsSpan(digestInfo));

        MD5Digest md5 = new();
        md5.BlockUpdate(data);
        md5.DoFinal(block, length - 16);
        return block;
    }
}
