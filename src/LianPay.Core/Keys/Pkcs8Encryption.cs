using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Security;

namespace LianPay.Core.Keys;

/// <summary>Opens an EncryptedPrivateKeyInfo (RFC 5958): PBES2 (RFC 8018) here, older schemes in <see cref="Pbes1"/>.</summary>
internal static class Pkcs8Encryption
{
    private const string Pbes2 = "1.2.840.113549.1.5.13";

    /// <summary>Ciphers in CBC mode by their object identifier; key and IV lengths in bytes.</summary>
    private static readonly Dictionary<string, (string Cipher, int KeyLength, int IvLength)> Ciphers = new(StringComparer.Ordinal)
    {
        ["2.16.840.1.101.3.4.1.2"] = ("AES", 16, 16),
        ["2.16.840.1.101.3.4.1.22"] = ("AES", 24, 16),
        ["2.16.840.1.101.3.4.1.42"] = ("AES", 32, 16),
        ["1.2.840.113549.3.7"] = ("DESede", 24, 8),
        ["1.3.14.3.2.7"] = ("DES", 8, 8),
    };

    /// <summary>Decrypts the key inside. The result is the caller's to zero.</summary>
    /// <exception cref="KeyException">The passphrase does not fit, or the encryption is not read here or asks for too much work.</exception>
    /// <exception cref="AsnContentException">The structure is damaged.</exception>
    internal static byte[] Decrypt(ReadOnlyMemory<byte> der, ReadOnlySpan<char> passphrase)
    {
        AsnReader fields = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        AsnReader algorithm = fields.ReadSequence();
        byte[] ciphertext = fields.ReadOctetString();
        fields.ThrowIfNotEmpty();

        string scheme = algorithm.ReadObjectIdentifier();
        AsnReader parameters = algorithm.ReadSequence();
        return scheme == Pbes2
            ? DecryptPbes2(parameters, ciphertext, passphrase)
            : Pbes1.Decrypt(scheme, parameters, ciphertext, passphrase);
    }

    /// <summary>PBES2-params: the key derivation, then the cipher.</summary>
    private static byte[] DecryptPbes2(AsnReader parameters, byte[] ciphertext, ReadOnlySpan<char> passphrase)
    {
        AsnReader derivation = parameters.ReadSequence();
        AsnReader encryption = parameters.ReadSequence();
        if (!Ciphers.TryGetValue(encryption.ReadObjectIdentifier(), out (string Cipher, int KeyLength, int IvLength) scheme))
        {
            throw KeyCipher.Unsupported("its cipher is neither AES nor DES in CBC mode");
        }

        byte[] iv = encryption.ReadOctetString();
        if (iv.Length != scheme.IvLength)
        {
            throw new AsnContentException();
        }

        byte[] password = Passphrases.Utf8(passphrase);
        byte[]? key = null;
        try
        {
            key = KeyDerivation.Derive(derivation, password, scheme.KeyLength);
            return KeyCipher.Decrypt(
                KeyCipher.Engine(scheme.Cipher),
                ParameterUtilities.CreateKeyParameter(scheme.Cipher, key),
                iv,
                ciphertext);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(password);
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
