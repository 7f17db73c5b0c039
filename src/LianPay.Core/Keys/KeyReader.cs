namespace LianPay.Core.Keys;

/// <summary>Reads RSA keys in the formats that are met among LianLian's merchants (PROTOCOL 3.3).</summary>
/// <remarks>
/// The format is recognised by its content: PEM, DER or base64 without armour, on one line or on many. A private key is
/// PKCS#8 or PKCS#1, encrypted (PBES2, PBES1, PKCS#12 schemes, DEK-Info) or not; a passphrase for a key that is not
/// encrypted is not looked at. A public key is a SubjectPublicKeyInfo, a PKCS#1 key or an X.509 certificate.
/// </remarks>
public static class KeyReader
{
    /// <summary>Reads a private key from a file, which its owner alone may be able to read.</summary>
    /// <param name="path">A path on this machine; symbolic links are followed, and the file at their end is judged.</param>
    /// <param name="passphrase">For an encrypted key. The memory stays the caller's, to be cleared.</param>
    /// <exception cref="KeyException">The file or the key cannot be used; <see cref="KeyException.Error"/> says why.</exception>
    public static RsaPrivateKey ReadPrivateKeyFile(string path, ReadOnlyMemory<char> passphrase = default)
    {
        using KeyFile file = KeyFile.Read(path);

        // A public key may be open to all, and whoever gave it by mistake should hear that, not be sent to chmod.
        if (file.IsOpenToOthers && !IsPublic(file.Content))
        {
            throw new KeyException(
                KeyError.FileTooOpen,
                $"Others than its owner can reach the private key file {KeyPath.Show(path)}, so it is not used. {OwnerOnly.Advice(path)}");
        }

        return WithPath(path, () => ReadPrivateKey(file.Content, passphrase));
    }

    /// <summary>Reads a private key from the content of a file.</summary>
    /// <param name="content">The bytes: DER, or text in ASCII, UTF-8 or UTF-16 with a byte order mark. At most 64 KiB.</param>
    /// <param name="passphrase">For an encrypted key.</param>
    /// <exception cref="KeyException">The key cannot be used; <see cref="KeyException.Error"/> says why.</exception>
    public static RsaPrivateKey ReadPrivateKey(ReadOnlyMemory<byte> content, ReadOnlyMemory<char> passphrase = default)
    {
        using KeyBlock block = KeyText.Find(content);
        return PrivateKeyDecoder.Decode(block, passphrase.Span);
    }

    /// <summary>Reads a private key from text, such as comes out of a secret store.</summary>
    /// <param name="text">PEM or base64. The memory stays the caller's, to be cleared.</param>
    /// <param name="passphrase">For an encrypted key.</param>
    /// <exception cref="KeyException">The key cannot be used; <see cref="KeyException.Error"/> says why.</exception>
    public static RsaPrivateKey ReadPrivateKey(ReadOnlyMemory<char> text, ReadOnlyMemory<char> passphrase = default)
    {
        using KeyBlock block = KeyText.Find(text.Span);
        return PrivateKeyDecoder.Decode(block, passphrase.Span);
    }

    /// <summary>Reads a public key, or the key of a certificate, from a file.</summary>
    /// <param name="path">A path on this machine.</param>
    /// <exception cref="KeyException">The file or the key cannot be used; <see cref="KeyException.Error"/> says why.</exception>
    public static RsaPublicKey ReadPublicKeyFile(string path)
    {
        using KeyFile file = KeyFile.Read(path);
        return WithPath(path, () => ReadPublicKey(file.Content));
    }

    /// <summary>Reads a public key, or the key of a certificate, from the content of a file.</summary>
    /// <param name="content">The bytes: DER, or text in ASCII, UTF-8 or UTF-16 with a byte order mark. At most 64 KiB.</param>
    /// <exception cref="KeyException">The key cannot be used; <see cref="KeyException.Error"/> says why.</exception>
    public static RsaPublicKey ReadPublicKey(ReadOnlyMemory<byte> content)
    {
        using KeyBlock block = KeyText.Find(content);
        return PublicKeyDecoder.Decode(block);
    }

    /// <summary>Reads a public key, or the key of a certificate, from text.</summary>
    /// <param name="text">PEM or base64.</param>
    /// <exception cref="KeyException">The key cannot be used; <see cref="KeyException.Error"/> says why.</exception>
    public static RsaPublicKey ReadPublicKey(ReadOnlyMemory<char> text)
    {
        using KeyBlock block = KeyText.Find(text.Span);
        return PublicKeyDecoder.Decode(block);
    }

    private static bool IsPublic(ReadOnlyMemory<byte> content)
    {
        try
        {
            using KeyBlock block = KeyText.Find(content);
            return block.IsPublic;
        }
        catch (KeyException)
        {
            return false;
        }
    }

    private static T WithPath<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (KeyException exception)
        {
            throw new KeyException(exception.Error, $"{KeyPath.Show(path)}: {exception.Message}");
        }
    }
}
