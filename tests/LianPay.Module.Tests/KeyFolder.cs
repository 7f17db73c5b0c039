using System.Formats.Asn1;
using System.Security;
using System.Security.Cryptography;
using LianPay.Core.Tests;

namespace LianPay.Module.Tests;

/// <summary>Key files of a test's own, readable by their owner alone unless the test says otherwise, gone when the test ends.</summary>
internal sealed class KeyFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly Lazy<RSA> LazyMerchant = new(() => RSA.Create(2048));
    private static readonly Lazy<RSA> LazyPlatform = new(() => RSA.Create(2048));

    private readonly TempDirectory _directory = new();

    /// <summary>The merchant's pair.</summary>
    internal static RSA Merchant => LazyMerchant.Value;

    /// <summary>The platform's pair.</summary>
    internal static RSA Platform => LazyPlatform.Value;

    internal string Path => _directory.Path;

    internal string MerchantFile => Write("merchant.pem", Merchant.ExportPkcs8PrivateKeyPem());

    internal string PlatformFile => Write("platform.pem", Platform.ExportSubjectPublicKeyInfoPem());

    /// <summary>Text as a vault hands it out.</summary>
    internal static SecureString Secret(string text)
    {
        SecureString secret = new();
        foreach (char character in text)
        {
            secret.AppendChar(character);
        }

        return secret;
    }

    internal string Write(string name, string text, UnixFileMode mode = OwnerOnly)
    {
        string path = _directory.File(name);
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }

        return path;
    }

    internal string Encrypted(string name, string passphrase) => Write(
        name,
        Merchant.ExportEncryptedPkcs8PrivateKeyPem(passphrase, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000)));

    /// <summary>A private key's file that leads to the given error, and the platform's.</summary>
    internal (string Merchant, string Platform) Causing(string error) => error switch
    {
        "KeyFileNotFound" => (_directory.File("none.pem"), PlatformFile),
        "KeyFileUnreadable" => (Path, PlatformFile),
        "KeyFileTooLarge" => (Write("large.pem", new string('A', 70_000)), PlatformFile),
        "KeyFileTooOpen" => (Write("open.pem", Merchant.ExportPkcs8PrivateKeyPem(), OwnerOnly | UnixFileMode.OtherRead), PlatformFile),
        "KeyNetworkPath" => (@"\\server\share\merchant.pem", PlatformFile),
        "KeyEmpty" => (Write("empty.pem", ""), PlatformFile),
        "KeyNotAKey" => (Write("text.pem", "hello"), PlatformFile),
        "KeyMoreThanOneKey" => (Write("two.pem", Merchant.ExportPkcs8PrivateKeyPem() + "\n" + Platform.ExportPkcs8PrivateKeyPem()), PlatformFile),
        "KeyPublicInsteadOfPrivate" => (PlatformFile, PlatformFile),
        "KeyPrivateInsteadOfPublic" => (MerchantFile, MerchantFile),
        "KeyNotRsa" => (Write("ec.pem", EllipticCurve()), PlatformFile),
        "KeyUnsupportedFormat" => (Write("ssh.pem", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\n-----END OPENSSH PRIVATE KEY-----\n"), PlatformFile),
        "KeyPassphraseMissing" or "KeyPassphraseWrong" => (Encrypted("locked.pem", "right"), PlatformFile),
        "KeyUnsupportedEncryption" => (Write("idea.pem", "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: IDEA-CBC,0102030405060708\n\nAAECAwQFBgcICQoLDA0ODw==\n-----END RSA PRIVATE KEY-----\n"), PlatformFile),
        "KeyTooShort" => (Write("short.pem", Pem(512)), PlatformFile),
        "KeyUnsound" => (Write("unsound.pem", PemEncoding.WriteString("RSA PRIVATE KEY", WithExponentOne())), PlatformFile),
        "KeyPublishedDemoKey" => (Write("demo.pem", VectorFile.DemoPrivateKey), PlatformFile),
        "KeySameAsPlatformKey" => (MerchantFile, Write("same.pem", Merchant.ExportSubjectPublicKeyInfoPem())),
        _ => throw new ArgumentOutOfRangeException(nameof(error), error, "No key of this error is known here."),
    };

    internal static string Pem(int bits)
    {
        using RSA key = RSA.Create(bits);
        return key.ExportPkcs8PrivateKeyPem();
    }

    public void Dispose() => _directory.Dispose();

    private static string EllipticCurve()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }

    private static byte[] WithExponentOne()
    {
        RSAParameters numbers = Merchant.ExportParameters(includePrivateParameters: true);
        AsnWriter writer = new(AsnEncodingRules.DER);
        writer.PushSequence();
        writer.WriteInteger(0);
        foreach (byte[] number in (byte[][])[numbers.Modulus!, [1], numbers.D!, numbers.P!, numbers.Q!, numbers.DP!, numbers.DQ!, numbers.InverseQ!])
        {
            writer.WriteIntegerUnsigned(number.AsSpan().TrimStart((byte)0));
        }

        writer.PopSequence();
        return writer.Encode();
    }
}
