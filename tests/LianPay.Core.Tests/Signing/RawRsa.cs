using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;

namespace LianPay.Core.Tests.Signing;

/// <summary>RSA without any padding: the numbers alone, so that a test can put any block under a key.</summary>
internal static class RawRsa
{
    /// <summary>The block raised to the private exponent: the signature whose padding it is, sound or not.</summary>
    internal static byte[] Sign(TestKey key, byte[] block) => Raise(key.PrivateKey.Numbers, block);

    /// <summary>The block raised to the public exponent: the ciphertext that opens to it, sound or not.</summary>
    internal static byte[] Encrypt(TestKey key, byte[] block) => Raise(key.PublicKey.Numbers, block);

    /// <summary>The number in big-endian order, with zeros in front.</summary>
    internal static byte[] FixedLength(BigInteger number, int length)
    {
        byte[] digits = number.ToByteArrayUnsigned();
        return [.. new byte[length - digits.Length], .. digits];
    }

    private static byte[] Raise(RsaKeyParameters key, byte[] block)
    {
        BigInteger number = new(1, block);
        Assert.True(number.CompareTo(key.Modulus) < 0, "The block is above the modulus: another would come back.");
        RsaCoreEngine rsa = new();
        rsa.Init(forEncryption: true, key);
        return FixedLength(rsa.ProcessBlock(number), block.Length);
    }
}
