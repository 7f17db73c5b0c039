using System.Formats.Asn1;
using System.Security.Cryptography;

namespace LianPay.Core.Keys;

/// <summary>From an encoded private key, encrypted or not, to its checked numbers.</summary>
internal static class PrivateKeyDecoder
{
    /// <summary>Decodes a private key.</summary>
    /// <exception cref="KeyException">It is no private RSA key, the passphrase does not open it, or it is not sound.</exception>
    internal static RsaPrivateKey Decode(KeyBlock block, ReadOnlySpan<char> passphrase)
    {
        try
        {
            return block.Kind switch
            {
                KeyKind.Pkcs8 => DecodePkcs8(block.Der),
                KeyKind.Pkcs1Private => DecodePkcs1(block.Der),
                KeyKind.EncryptedPkcs8 => DecodeDecrypted(Pkcs8Encryption.Decrypt(block.Der, RequirePassphrase(passphrase))),
                KeyKind.LegacyEncrypted => DecodeDecrypted(LegacyEncryption.Decrypt(block.DekInfo!, block.Der, RequirePassphrase(passphrase))),
                KeyKind.Certificate => throw PublicInsteadOfPrivate("a certificate"),
                _ => throw PublicInsteadOfPrivate("a public key"),
            };
        }
        catch (AsnContentException)
        {
            throw KeyStructure.NotAKey("It is damaged or cut short.");
        }
    }

    private static ReadOnlySpan<char> RequirePassphrase(ReadOnlySpan<char> passphrase) =>
        passphrase.IsEmpty
            ? throw new KeyException(KeyError.PassphraseMissing, "The private key is encrypted. Give its passphrase.")
            : passphrase;

    /// <summary>
    /// What came out of a decryption. One wrong passphrase in 256 leaves padding that looks right: what cannot be read then
    /// was opened with the wrong passphrase. What can be read was opened with the right one, and its own faults are told.
    /// </summary>
    private static RsaPrivateKey DecodeDecrypted(byte[] der)
    {
        try
        {
            return KindOfDecrypted(der) == KeyKind.Pkcs8 ? DecodePkcs8(der) : DecodePkcs1(der);
        }
        catch (AsnContentException)
        {
            throw KeyCipher.PassphraseWrong();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
        }
    }

    private static KeyKind KindOfDecrypted(byte[] der)
    {
        try
        {
            KeyKind kind = KeyStructure.Of(der);
            return kind is KeyKind.Pkcs8 or KeyKind.Pkcs1Private ? kind : throw KeyCipher.PassphraseWrong();
        }
        catch (KeyException exception) when (exception.Error is not KeyError.NotRsa)
        {
            throw KeyCipher.PassphraseWrong();
        }
    }

    /// <summary>PrivateKeyInfo: version, algorithm, key, and then attributes and the public key, which are not needed.</summary>
    private static RsaPrivateKey DecodePkcs8(ReadOnlyMemory<byte> der)
    {
        AsnReader fields = new AsnReader(der, AsnEncodingRules.DER).ReadSequence();
        fields.ReadIntegerBytes();
        KeyAlgorithms.RequireRsa(fields);
        return fields.TryReadPrimitiveOctetString(out ReadOnlyMemory<byte> key)
            ? DecodePkcs1(key)
            : throw new AsnContentException();
    }

    /// <summary>RSAPrivateKey: version, n, e, d, p, q, d mod (p-1), d mod (q-1), q⁻¹ mod p.</summary>
    private static RsaPrivateKey DecodePkcs1(ReadOnlyMemory<byte> der)
    {
        AsnReader outer = new(der, AsnEncodingRules.DER);
        AsnReader fields = outer.ReadSequence();
        outer.ThrowIfNotEmpty();
        if (!fields.TryReadInt32(out int version) || version != 0)
        {
            throw new KeyException(
                KeyError.UnsupportedFormat,
                "The RSA key has more than two primes, which LianLian Pay's tools do not make. Make an ordinary one: openssl genrsa -out <file> 2048");
        }

        ReadOnlyMemory<byte>[] numbers = new ReadOnlyMemory<byte>[8];
        for (int index = 0; index < numbers.Length; index++)
        {
            numbers[index] = fields.ReadIntegerBytes();
        }

        fields.ThrowIfNotEmpty();
        return KeyChecks.PrivateKey(numbers);
    }

    private static KeyException PublicInsteadOfPrivate(string given) => new(
        KeyError.PublicInsteadOfPrivate,
        $"This is {given}, and the merchant's private key is needed: the other file that was made with it, the one that was never uploaded.");
}
