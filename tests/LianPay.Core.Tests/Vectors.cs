using System.Text.Json;
using LianPay.Core.Keys;

namespace LianPay.Core.Tests;

/// <summary>What LianLian's own programs and documents say, from <c>Fixtures/vectors</c>.</summary>
internal static class Vectors
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private static readonly Lazy<KeyFile> LazyKeys = new(() => Load<KeyFile>("published-demo-keys.json"));
    private static readonly Lazy<SignatureFile> LazySignatures = new(() => Load<SignatureFile>("signatures.json"));
    private static readonly Lazy<ForgeryFile> LazyMustNotVerify = new(() => Load<ForgeryFile>("must-not-verify.json"));
    private static readonly Lazy<UnsignedFile> LazyUnsigned = new(() => Load<UnsignedFile>("unsigned-replies.json"));
    private static readonly Lazy<PayloadFile> LazyPayloads = new(() => Load<PayloadFile>("payloads.json"));

    /// <summary>Keys by their id; the private halves are published demo keys and guard nothing.</summary>
    internal static IReadOnlyDictionary<string, KeyVector> Keys => LazyKeys.Value.Keys;

    /// <summary>Messages with signatures that are valid.</summary>
    internal static IReadOnlyList<SignatureVector> Signatures => LazySignatures.Value.Signatures;

    /// <summary>Messages with signatures that are not.</summary>
    internal static IReadOnlyList<ForgeryVector> MustNotVerify => LazyMustNotVerify.Value.Replies;

    /// <summary>Real answers without a signature.</summary>
    internal static IReadOnlyList<Dictionary<string, string>> UnsignedReplies => LazyUnsigned.Value.Replies;

    /// <summary>Payloads that the official jar made, with all that went into them.</summary>
    internal static IReadOnlyList<PayloadVector> Payloads => LazyPayloads.Value.Payloads;

    /// <summary>The keys of <see cref="Payloads"/>, by their bits in decimal.</summary>
    internal static IReadOnlyDictionary<string, KeyVector> PayloadKeys => LazyPayloads.Value.Keys;

    /// <summary>Payloads from the documents, encrypted to the platform: they can be taken apart and not opened.</summary>
    internal static IReadOnlyList<PublishedSample> PublishedPayloads => LazyPayloads.Value.PublishedSamples;

    private static T Load<T>(string file) =>
        JsonSerializer.Deserialize<T>(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", "vectors", file)), Options)!;

    internal sealed record KeyVector(string PublicKey, string? PrivateKeyPkcs8)
    {
        internal RsaPublicKey ReadPublicKey() => KeyReader.ReadPublicKey(PublicKey.AsMemory());

        internal RsaPrivateKey ReadPrivateKey() => KeyReader.ReadPrivateKey(PrivateKeyPkcs8.AsMemory());
    }

    internal sealed record SignatureVector(
        string Id,
        string SignType,
        string Direction,
        Dictionary<string, string> Fields,
        string[] FieldsNotSigned,
        string StringToSign,
        string StringToSignUtf8Md5,
        string Sign,
        string KeyId);

    internal sealed record ForgeryVector(string Id, string Description, Dictionary<string, string> Fields, string Sign, string KeyId);

    internal sealed record PayloadVector(
        string Id,
        int KeyBits,
        string HmacKey,
        string AesKey,
        string Nonce,
        string AesIvHex,
        string Plaintext,
        string NonceSegment,
        string CiphertextSegment,
        string MacSegment,
        string PayLoad);

    internal sealed record PublishedSample(string Id, string PayLoad, int[] DecodedLengths, string Nonce);

    private sealed record KeyFile(Dictionary<string, KeyVector> Keys);

    private sealed record SignatureFile(SignatureVector[] Signatures);

    private sealed record ForgeryFile(ForgeryVector[] Replies);

    private sealed record UnsignedFile(Dictionary<string, string>[] Replies);

    private sealed record PayloadFile(Dictionary<string, KeyVector> Keys, PayloadVector[] Payloads, PublishedSample[] PublishedSamples);
}
