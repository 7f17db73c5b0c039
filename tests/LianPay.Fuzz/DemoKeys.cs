using System.Security.Cryptography;
using System.Text.Json;
using LianPay.Core.Keys;

namespace LianPay.Fuzz;

/// <summary>Two of the key pairs that LianLian has published: they guard nothing, and what is signed with them may lie in a corpus.</summary>
internal static class DemoKeys
{
    /// <summary>Stands in for the platform's key, of which nobody here has the private half.</summary>
    internal static DemoKey Platform { get; } = Read("demo-201408071000001539");

    /// <summary>The merchant's.</summary>
    internal static DemoKey Merchant { get; } = Read("demo-201408071000001543");

    private static DemoKey Read(string id)
    {
        using Stream file = typeof(DemoKeys).Assembly.GetManifestResourceStream("published-demo-keys.json")!;
        using JsonDocument json = JsonDocument.Parse(file);
        return new DemoKey(json.RootElement.GetProperty("keys").GetProperty(id).GetProperty("private_key_pkcs8").GetString()!);
    }
}

/// <summary>A key pair, as the platform's RSA and as the product's own objects.</summary>
internal sealed class DemoKey
{
    internal DemoKey(string pkcs8)
    {
        Rsa = RSA.Create();
        Rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(pkcs8), out _);
        Private = KeyReader.ReadPrivateKey(pkcs8.AsMemory());
    }

    /// <summary>The platform's RSA, which knows nothing of the product. For one thread at a time.</summary>
    internal RSA Rsa { get; }

    internal RsaPrivateKey Private { get; }

    internal RsaPublicKey Public => Private.PublicKey;
}
