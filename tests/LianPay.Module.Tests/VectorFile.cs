using System.Text.Json;

namespace LianPay.Module.Tests;

/// <summary>What LianLian's own programs and documents say, from the fixtures that the Core's tests use.</summary>
internal static class VectorFile
{
    /// <summary>The private key of LianLian's demo merchant, as published: PKCS#8 in base64.</summary>
    internal static string DemoPrivateKey => Read("published-demo-keys").GetProperty("keys").GetProperty("demo-201408071000001539").GetProperty("private_key_pkcs8").GetString()!;

    /// <summary>The fields, the signed text and the signature of a message.</summary>
    internal static (Dictionary<string, string> Fields, string SignedText, string Signature) Signed(string id)
    {
        JsonElement entry = Read("signatures").GetProperty("signatures").EnumerateArray().Single(signature => signature.GetProperty("id").GetString() == id);
        return (
            entry.GetProperty("fields").Deserialize<Dictionary<string, string>>()!,
            entry.GetProperty("string_to_sign").GetString()!,
            entry.GetProperty("sign").GetString()!);
    }

    private static JsonElement Read(string name)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "vectors", $"{name}.json")));
        return document.RootElement.Clone();
    }
}
