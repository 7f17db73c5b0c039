using System.Security.Cryptography;
using LianPay.Core.Keys;

namespace LianPay.Core.Tests;

/// <summary>Key pairs for the tests, made once a run and only when they are asked for: making one is slow.</summary>
internal static class TestKeys
{
    private static readonly Lazy<TestKey> LazyMerchant1024 = new(() => TestKey.Make(1024));
    private static readonly Lazy<TestKey> LazyMerchant2048 = new(() => TestKey.Make(2048));
    private static readonly Lazy<TestKey> LazyPlatform1024 = new(() => TestKey.Make(1024));
    private static readonly Lazy<TestKey> LazyOther1024 = new(() => TestKey.Make(1024));

    internal static TestKey Merchant1024 => LazyMerchant1024.Value;

    internal static TestKey Merchant2048 => LazyMerchant2048.Value;

    /// <summary>Stands in for LianLian's key, of which we have no private half.</summary>
    internal static TestKey Platform1024 => LazyPlatform1024.Value;

    /// <summary>Neither the merchant's nor the platform's.</summary>
    internal static TestKey Other1024 => LazyOther1024.Value;
}

/// <summary>A key pair in the forms that tests need.</summary>
internal sealed class TestKey
{
    private TestKey(RSA rsa)
    {
        Parameters = rsa.ExportParameters(includePrivateParameters: true);
        Pkcs8 = rsa.ExportPkcs8PrivateKey();
        Pkcs1 = rsa.ExportRSAPrivateKey();
        SubjectPublicKeyInfo = rsa.ExportSubjectPublicKeyInfo();
        Pkcs1Public = rsa.ExportRSAPublicKey();
        PrivateKey = new RsaPrivateKey(Parameters);
    }

    internal RSAParameters Parameters { get; }

    /// <summary>The DER of the PrivateKeyInfo.</summary>
    internal byte[] Pkcs8 { get; }

    /// <summary>The DER of the RSAPrivateKey.</summary>
    internal byte[] Pkcs1 { get; }

    /// <summary>The DER of the SubjectPublicKeyInfo.</summary>
    internal byte[] SubjectPublicKeyInfo { get; }

    /// <summary>The DER of the RSAPublicKey.</summary>
    internal byte[] Pkcs1Public { get; }

    internal RsaPrivateKey PrivateKey { get; }

    internal RsaPublicKey PublicKey => PrivateKey.PublicKey;

    internal static TestKey Make(int bits)
    {
        using RSA rsa = RSA.Create(bits);
        return new TestKey(rsa);
    }

    /// <summary>A platform RSA object of this key, for the caller to dispose of.</summary>
    internal RSA CreateRsa() => RSA.Create(Parameters);
}
