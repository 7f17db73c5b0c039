using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace LianPay.Fuzz.Replies;

/// <summary>Fields that the holder of the platform's key has signed, by the platform's RSA and without a line of the product.</summary>
internal sealed class SignedReply
{
    private readonly List<KeyValuePair<string, string>> _fields;

    /// <summary>Signs.</summary>
    /// <param name="fields">Without <c>sign</c>.</param>
    /// <param name="isMemoSigned">False: the signature is over the fields without <c>memo</c>.</param>
    internal SignedReply(IEnumerable<KeyValuePair<string, string>> fields, bool isMemoSigned)
    {
        _fields = [.. fields];
        IsMemoSigned = isMemoSigned;
        byte[] signed = ReplyModel.SignedBytes(_fields.Where(field => isMemoSigned || field.Key != "memo"));
#pragma warning disable CA5351 // MD5withRSA is the protocol's (PROTOCOL 3.1)
        byte[] signature = DemoKeys.Platform.Rsa.SignData(signed, HashAlgorithmName.MD5, RSASignaturePadding.Pkcs1);
#pragma warning restore CA5351
        _fields.Add(KeyValuePair.Create("sign", Convert.ToBase64String(signature)));
    }

    /// <summary>Every field, <c>sign</c> the last.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Fields => _fields;

    internal bool IsMemoSigned { get; }

    /// <summary>As JSON, a field that is there twice included, and every character escaped that may be.</summary>
    internal byte[] ToJson() => Encoding.UTF8.GetBytes(
        $"{{{string.Join(',', _fields.Select(field => $"{JsonSerializer.Serialize(field.Key)}:{JsonSerializer.Serialize(field.Value)}"))}}}");
}
