using System.Security.Cryptography;
using LianPay.Core.Keys;
using static LianPay.Fuzz.OracleException;

namespace LianPay.Fuzz.Keys;

/// <summary>What holds of every key that was read.</summary>
internal static class KeyOracle
{
    private const int MinBits = 1024;

    /// <summary>Reads, where only the product's own exception may say that there is no key.</summary>
    /// <returns>The key, or null.</returns>
    internal static T? Read<T>(Func<T> read, ReadOnlySpan<char> passphrase)
        where T : class
    {
        try
        {
            return read();
        }
        catch (KeyException exception)
        {
            Require(passphrase.IsEmpty || !exception.Message.AsSpan().Contains(passphrase, StringComparison.Ordinal), "A message holds the passphrase.");
            return null;
        }
    }

    /// <summary>The platform takes the key, it is of a safe length, and its fingerprint is that of the platform's export.</summary>
    internal static void Check(RsaPublicKey? key)
    {
        if (key is null)
        {
            return;
        }

        using RSA rsa = RSA.Create();
        rsa.ImportSubjectPublicKeyInfo(key.SubjectPublicKeyInfo.Span, out int read);
        RSAParameters numbers = rsa.ExportParameters(includePrivateParameters: false);
        Require(read == key.SubjectPublicKeyInfo.Length, "A public key is followed by something.");
        Require(rsa.KeySize == key.Bits && key.Bits >= MinBits, "A public key is shorter than it says, or than is safe.");
        Require((numbers.Modulus![^1] & 1) == 1 && (numbers.Exponent![^1] & 1) == 1 && numbers.Exponent is not [1], "A public key has an even number, or the exponent 1.");
        Require(key.Fingerprint == Convert.ToBase64String(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo())), "A fingerprint is not that of the key.");
    }

    /// <summary>What the private half signs, the public half verifies, by the platform's RSA.</summary>
    internal static void Check(RsaPrivateKey? key)
    {
        if (key is null)
        {
            return;
        }

        using (key)
        {
            Check(key.PublicKey);
            using RSA rsa = RSA.Create();
            rsa.ImportSubjectPublicKeyInfo(key.PublicKey.SubjectPublicKeyInfo.Span, out _);
            byte[] signature = Core.Signing.PlatformRsa.Instance.Sign(key, "text"u8);
#pragma warning disable CA5351 // MD5withRSA is the protocol's (PROTOCOL 3.1)
            Require(rsa.VerifyData("text"u8, signature, HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1), "The halves of a private key do not fit each other.");
#pragma warning restore CA5351
        }
    }
}
