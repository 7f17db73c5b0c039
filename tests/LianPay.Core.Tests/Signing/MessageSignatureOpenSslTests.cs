using System.Globalization;
using LianPay.Core.Messages;
using LianPay.Core.Signing;
using LianPay.Core.Tests.Keys;

namespace LianPay.Core.Tests.Signing;

/// <summary>OpenSSL's tool verifies what was signed here, and signs what is verified here.</summary>
public sealed class MessageSignatureOpenSslTests : IDisposable
{
    private static readonly MessageFields Fields = new(
    [
        KeyValuePair.Create("ret_msg", "疑似重复提交订单 a&b=c%20+"),
        KeyValuePair.Create("no_order", "20170208165924"),
        KeyValuePair.Create("sign_type", "RSA"),
    ]);

    private readonly TempDirectory _directory = new();

    public MessageSignatureOpenSslTests() => File.WriteAllBytes(_directory.File("text"), SignedText.BytesOf(Fields));

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1024)]
    [InlineData(2048)]
    public void OpenSSL_verifies_what_was_signed_here(int bits)
    {
        TestKey key = WriteKey(bits);
        File.WriteAllBytes(_directory.File("signature"), Convert.FromBase64String(MessageSignature.Sign(Fields, key.PrivateKey)));

        Assert.Equal("Verified OK", OpenSsl.Run(_directory, "dgst", "-md5", "-verify", "key.pub", "-signature", "signature", "text").Trim());
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(2048)]
    public void What_OpenSSL_signed_verifies_here_and_is_the_same(int bits)
    {
        TestKey key = WriteKey(bits);
        OpenSsl.Run(_directory, "dgst", "-md5", "-sign", "key.pem", "-out", "signature", "text");
        string signature = Convert.ToBase64String(File.ReadAllBytes(_directory.File("signature")));

        Assert.Same(key.PublicKey, MessageSignature.FindVerifyingKey(Fields, signature, [key.PublicKey]));
        Assert.Equal(signature, MessageSignature.Sign(Fields, key.PrivateKey));
    }

    [Theory]
    [InlineData("sha1")]
    [InlineData("sha256")]
    public void What_OpenSSL_signed_with_another_hash_is_refused(string hash)
    {
        TestKey key = WriteKey(2048);
        OpenSsl.Run(_directory, "dgst", string.Create(CultureInfo.InvariantCulture, $"-{hash}"), "-sign", "key.pem", "-out", "signature", "text");

        Assert.Null(MessageSignature.FindVerifyingKey(Fields, Convert.ToBase64String(File.ReadAllBytes(_directory.File("signature"))), [key.PublicKey]));
    }

    private TestKey WriteKey(int bits)
    {
        TestKey key = bits == 1024 ? TestKeys.Merchant1024 : TestKeys.Merchant2048;
        File.WriteAllText(_directory.File("key.pem"), KeyFixtures.Pem("PRIVATE KEY", key.Pkcs8));
        File.WriteAllText(_directory.File("key.pub"), KeyFixtures.Pem("PUBLIC KEY", key.SubjectPublicKeyInfo));
        return key;
    }
}
