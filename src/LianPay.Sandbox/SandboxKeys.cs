using System.Security.Cryptography;
using LianPay.Core.Keys;

namespace LianPay.Sandbox;

/// <summary>The sandbox's keys: in memory, and as far as a client needs them in files of a private directory that ends with the sandbox.</summary>
internal sealed class SandboxKeys : IDisposable
{
    private readonly DirectoryInfo _directory;
    private readonly Lazy<RsaPrivateKey> _stranger;

    internal SandboxKeys(IReadOnlyList<RsaPublicKey> merchantKeys, int bits)
    {
        using RSA platform = RSA.Create(bits);
        PlatformKey = KeyReader.ReadPrivateKey(platform.ExportPkcs8PrivateKey());
        using RSA? merchant = merchantKeys.Count > 0 ? null : RSA.Create(bits);
        MerchantKeys = merchant is null ? merchantKeys : [KeyReader.ReadPublicKey(merchant.ExportSubjectPublicKeyInfo())];
        _stranger = new Lazy<RsaPrivateKey>(() =>
        {
            using RSA stranger = RSA.Create(bits);
            return KeyReader.ReadPrivateKey(stranger.ExportPkcs8PrivateKey());
        });

        // 0700 on Unix; on Windows it lies in the user's own profile. Made last: nothing is left behind when a key cannot be made.
        _directory = Directory.CreateTempSubdirectory("lianpay-sandbox-");
        // A script that ends without stopping its sandbox leaves no key behind either.
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
        PlatformKeyPath = Path.Combine(_directory.FullName, "llpay_public_key.pem");
        Write(PlatformKeyPath, platform.ExportSubjectPublicKeyInfoPem());
        if (merchant is not null)
        {
            PrivateKeyPath = Path.Combine(_directory.FullName, "rsa_private_key.pem");
            Write(PrivateKeyPath, merchant.ExportPkcs8PrivateKeyPem());
        }
    }

    /// <summary>Opens payloads and signs answers.</summary>
    internal RsaPrivateKey PlatformKey { get; }

    /// <summary>Signs the answers that a client must not believe. Made when it is first needed.</summary>
    internal RsaPrivateKey StrangerKey => _stranger.Value;

    /// <summary>Verify requests.</summary>
    internal IReadOnlyList<RsaPublicKey> MerchantKeys { get; }

    /// <summary>The merchant's private key, PKCS#8 in PEM; null when the merchant brought a public key.</summary>
    internal string? PrivateKeyPath { get; }

    /// <summary>The platform's public key, SubjectPublicKeyInfo in PEM.</summary>
    internal string PlatformKeyPath { get; }

    /// <summary>Deletes the files.</summary>
    public void Dispose()
    {
        PlatformKey.Dispose();
        if (_stranger.IsValueCreated)
        {
            _stranger.Value.Dispose();
        }

        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        DeleteFiles();
    }

    private void OnProcessExit(object? sender, EventArgs e) => DeleteFiles();

    private void DeleteFiles()
    {
        if (Directory.Exists(_directory.FullName))
        {
            _directory.Delete(recursive: true);
        }
    }

    private static void Write(string path, string pem)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using StreamWriter writer = new(path, options);
        writer.Write(pem);
    }
}
