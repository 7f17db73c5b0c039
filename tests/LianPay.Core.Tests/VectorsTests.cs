using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace LianPay.Core.Tests;

public sealed class VectorsTests
{
    [Fact]
    public void Every_file_of_vectors_is_read_whole()
    {
        Assert.Equal(4, Vectors.Keys.Count);
        Assert.Equal(10, Vectors.Signatures.Count);
        Assert.Equal(4, Vectors.MustNotVerify.Count);
        Assert.Equal(6, Vectors.UnsignedReplies.Count);
        Assert.Equal(4, Vectors.Payloads.Count);
        Assert.Equal(3, Vectors.PublishedPayloads.Count);
        Assert.Equal(["1024", "2048"], Vectors.PayloadKeys.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    [SuppressMessage("Security", "CA5351", Justification = "The checksum that the vectors carry; nothing is protected by it.")]
    public void Chinese_text_has_come_through_in_UTF_8() =>
        Assert.All(Vectors.Signatures, vector => Assert.Equal(
            vector.StringToSignUtf8Md5,
            Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(vector.StringToSign)))));

    [Fact]
    public void Every_signature_names_a_key_that_is_there() =>
        Assert.All(Vectors.Signatures, vector => Assert.Contains(vector.KeyId, Vectors.Keys));

    [Fact]
    public void The_halves_of_every_published_pair_fit() =>
        Assert.All(
            Vectors.Keys.Values.Concat(Vectors.PayloadKeys.Values).Where(key => key.PrivateKeyPkcs8 is not null),
            key => Assert.Equal(key.ReadPublicKey().Fingerprint, key.ReadPrivateKey().PublicKey.Fingerprint));
}
