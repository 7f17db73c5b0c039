using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;

namespace LianPay.Core.Keys;

/// <summary>The encryption of traditional PEM keys: <c>DEK-Info: AES-128-CBC,&lt;IV in hex&gt;</c> (RFC 1421, OpenSSL's PEM_do_header).</summary>
/// <remarks>The key comes from one round of MD5, so a guess costs nothing: read, but never written.</remarks>
internal static class LegacyEncryption
{
    /// <summary>The salt is the start of the IV.</summary>
    private const int SaltLength = 8;

    private static readonly Dictionary<string, (string Cipher, int KeyBits, int IvLength)> Ciphers = new(StringComparer.Ordinal)
    {
        ["AES-128-CBC"] = ("AES", 128, 16),
        ["AES-192-CBC"] = ("AES", 192, 16),
        ["AES-256-CBC"] = ("AES", 256, 16),
        ["DES-EDE3-CBC"] = ("DESede", 192, 8),
        ["DES-CBC"] = ("DES", 64, 8),
    };

    /// <summary>Decrypts the body of such a PEM. The result is the caller's to zero.</summary>
    /// <exception cref="KeyException">The passphrase does not fit, the cipher is not read here, or the header is damaged.</exception>
    internal static byte[] Decrypt(string dekInfo, byte[] ciphertext, ReadOnlySpan<char> passphrase)
    {
        int comma = dekInfo.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0)
        {
            throw Damaged();
        }

        if (!Ciphers.TryGetValue(dekInfo[..comma].Trim(), out (string Cipher, int KeyBits, int IvLength) scheme))
        {
            throw KeyCipher.Unsupported("the cipher that its DEK-Info line names");
        }

        byte[] iv = Iv(dekInfo.AsSpan(comma + 1).Trim(), scheme.IvLength);
        byte[] password = Passphrases.Utf8(passphrase);
        try
        {
            OpenSslPbeParametersGenerator generator = new();
            generator.Init(password, iv[..SaltLength]);
            ICipherParameters key = generator.GenerateDerivedParameters(scheme.Cipher, scheme.KeyBits);
            return KeyCipher.Decrypt(KeyCipher.Engine(scheme.Cipher), key, iv, ciphertext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
        }
    }

    private static byte[] Iv(ReadOnlySpan<char> hex, int length)
    {
        try
        {
            byte[] iv = Convert.FromHexString(hex);
            return iv.Length == length ? iv : throw Damaged();
        }
        catch (FormatException)
        {
            throw Damaged();
        }
    }

    private static KeyException Damaged() => KeyStructure.NotAKey("Its DEK-Info line is damaged.");
}
