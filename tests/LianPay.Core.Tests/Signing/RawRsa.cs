using Org.BouncyCastle.Math;

namespace LianPay.Core.Tests.Signing;

/// <summary>RSA without any padding: the numbers alone, so that a test can put any block under a key.</summary>
internal static class RawRsa
{
    /// <summary>The block raised to the private exponent: the signature whose padding it is, sound or not.</summary>
    internal static byte[] Sign(TestKey key, byte[] block) => Raise(key, block, key.PrivateKey.Numbers.Exponent);

    /// <summary>The block raised to the public exponent: the ciphertext that opens to it, sound or not.</summary>
    internal static byte[] Encrypt(TestKey key, byte[] block) => Raise(key, block, key.PublicKey.Numbers.Exponent);

    /// <summary>The number in big-endian order, with zeros in front.</summary>
    internal static byte[] FixedLength(BigInteger number, int length)
    {
        byte[] digits = number.ToByteArrayUnsigned();
        return [.. new byte[length - digits.Length], .. digits];
    }

    private static byte[] Raise(TestKey key, byte[] block, BigInteger exponent)
    {
        BigInteger number = new(1, block);
        BigInteger modulus = key.PublicKey.Numbers.Modulus;
        Assert.True(number.CompareTo(modulus) < 0, "The block is above the modulus: another would come back.");
        return FixedLength(number.ModPow(exponent, modulus), block.Length);
    }
}
