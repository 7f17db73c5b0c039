using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LianPay.Core.Keys;

/// <summary>A new RSA key pair on disk: the private half for this machine alone, the public half for LianLian's merchant portal.</summary>
public sealed class KeyPairFile
{
    /// <summary>What is appended to the private half's path for the public half.</summary>
    public const string PublicSuffix = ".pub";

    /// <summary>The least that OWASP advises for PBKDF2 with HMAC-SHA256 (Password Storage Cheat Sheet, 2023).</summary>
    private const int Iterations = 600_000;

    private KeyPairFile(string path, RsaPublicKey key)
    {
        PrivateKeyPath = path;
        PublicKeyPath = path + PublicSuffix;
        PublicKey = Convert.ToBase64String(key.SubjectPublicKeyInfo.Span);
        Bits = key.Bits;
        Fingerprint = key.Fingerprint;
    }

    /// <summary>The lengths that LianLian's portal takes (PROTOCOL 3.3) and that are long enough for a new key, in bits.</summary>
    public static IReadOnlyList<int> AllowedBits { get; } = [2048, 3072, 4096];

    /// <summary>The full path of the private half: PKCS#8 in PEM, mode 0600.</summary>
    public string PrivateKeyPath { get; }

    /// <summary>The full path of the public half: SubjectPublicKeyInfo in PEM.</summary>
    public string PublicKeyPath { get; }

    /// <summary>The public half as the portal takes it: base64 of the SubjectPublicKeyInfo, on one line.</summary>
    public string PublicKey { get; }

    /// <summary>The length of the modulus in bits.</summary>
    public int Bits { get; }

    /// <summary>As <see cref="RsaPublicKey.Fingerprint"/>.</summary>
    public string Fingerprint { get; }

    /// <summary>Makes a key pair and writes both halves.</summary>
    /// <remarks>
    /// Each half is written to a temporary file, flushed to the disk and then renamed, so that a crash leaves either the old
    /// file or the new one, never half a key. While a pair is replaced, the old public half goes first: for a moment there
    /// may be a private half without its public half, but never one with another's.
    /// </remarks>
    /// <param name="path">Where the private half goes; the directory must exist.</param>
    /// <param name="bits">One of <see cref="AllowedBits"/>.</param>
    /// <param name="passphrase">Encrypts the private half (PBES2, PBKDF2 with HMAC-SHA256, AES-256); empty for none.</param>
    /// <param name="overwrite">True to replace files that are there.</param>
    /// <exception cref="KeyException">The path is on the network, a file is there already, or it cannot be written; or the length is <see cref="KeyError.TooShort"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bits"/> is none of <see cref="AllowedBits"/>, and more than the least of them.</exception>
    public static KeyPairFile Create(string path, int bits, ReadOnlyMemory<char> passphrase, bool overwrite)
    {
        CheckBits(bits);
        KeyPath.Check(path);
        path = Path.GetFullPath(path);
        string publicPath = path + PublicSuffix;
        if (!overwrite)
        {
            RefuseExisting(path);
            RefuseExisting(publicPath);
        }

        using RSA rsa = RSA.Create(bits);
        RsaPublicKey publicKey = new(rsa.ExportParameters(includePrivateParameters: false));
        try
        {
            Write(path, publicPath, rsa, passphrase.Span, overwrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KeyException(
                KeyError.FileUnwritable,
                $"The key file {KeyPath.Show(path)} cannot be written. Check that its directory exists, that this account may write there, that the disk has room and that nobody else makes the same file.");
        }

        return new KeyPairFile(path, publicKey);
    }

    private static void Write(string path, string publicPath, RSA rsa, ReadOnlySpan<char> passphrase, bool overwrite)
    {
        byte[] der = passphrase.IsEmpty
            ? rsa.ExportPkcs8PrivateKey()
            : rsa.ExportEncryptedPkcs8PrivateKey(
                passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, Iterations));
        char[] privatePem = PemEncoding.Write(passphrase.IsEmpty ? "PRIVATE KEY" : "ENCRYPTED PRIVATE KEY", der);
        string temporary = TemporaryBeside(path);
        string publicTemporary = TemporaryBeside(publicPath);
        try
        {
            WritePem(OwnerOnly.Create(temporary), privatePem);
            WritePem(new FileStream(publicTemporary, FileMode.CreateNew), PemEncoding.Write("PUBLIC KEY", rsa.ExportSubjectPublicKeyInfo()));
            if (overwrite)
            {
                File.Delete(publicPath);
            }

            File.Move(temporary, path, overwrite);
            File.Move(publicTemporary, publicPath, overwrite);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(der);
            KeyText.Zero(privatePem);
            File.Delete(temporary);
            File.Delete(publicTemporary);
        }
    }

    private static void WritePem(FileStream file, char[] pem)
    {
        byte[] bytes = new byte[pem.Length + 1];
        try
        {
            Encoding.ASCII.GetBytes(pem, bytes);
            bytes[^1] = (byte)'\n';
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        finally
        {
            file.Dispose();
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>In the same directory, for a rename is atomic within one file system alone.</summary>
    private static string TemporaryBeside(string path) =>
        $"{path}.{Convert.ToHexString(RandomNumberGenerator.GetBytes(8))}.tmp";

    private static void CheckBits(int bits)
    {
        if (bits < AllowedBits[0])
        {
            throw new KeyException(
                KeyError.TooShort,
                string.Create(CultureInfo.InvariantCulture, $"A new key of {bits} bits would be too short. Make one of {AllowedBits[0]} bits or more."));
        }

        if (!AllowedBits.Contains(bits))
        {
            throw new ArgumentOutOfRangeException(nameof(bits), bits, "A key pair has 2048, 3072 or 4096 bits.");
        }
    }

    private static void RefuseExisting(string path)
    {
        if (File.Exists(path) || Directory.Exists(path))
        {
            throw new KeyException(
                KeyError.FileExists,
                $"There is a file {KeyPath.Show(path)} already, and it may be the only copy of a key in use. Choose another path, or say that it may be replaced.");
        }
    }
}
