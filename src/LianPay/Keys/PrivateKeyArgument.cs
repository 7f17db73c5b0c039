using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using LianPay.Core.Keys;

namespace LianPay.Keys;

/// <summary>Reads a private key out of what a caller gave: a file, or text in a SecureString.</summary>
internal static class PrivateKeyArgument
{
    /// <summary>Reads and checks the key.</summary>
    /// <exception cref="KeyException">It cannot be used.</exception>
    internal static RsaPrivateKey Read(SecureString? key, string? path, SecureString? passphrase)
    {
        char[] passphraseText = passphrase is null ? [] : ToCharacters(passphrase);
        try
        {
            if (key is null)
            {
                return KeyReader.ReadPrivateKeyFile(path!, passphraseText);
            }

            char[] text = ToCharacters(key);
            byte[] content = Encoding.UTF8.GetBytes(text);
            try
            {
                return KeyReader.ReadPrivateKey(content, passphraseText);
            }
            finally
            {
                Array.Clear(text);
                CryptographicOperations.ZeroMemory(content);
            }
        }
        finally
        {
            Array.Clear(passphraseText);
        }
    }

    /// <summary>The characters of a SecureString, for the caller to clear.</summary>
    internal static char[] ToCharacters(SecureString secret)
    {
        nint buffer = Marshal.SecureStringToGlobalAllocUnicode(secret);
        try
        {
            char[] characters = new char[secret.Length];
            Marshal.Copy(buffer, characters, 0, characters.Length);
            return characters;
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(buffer);
        }
    }
}
