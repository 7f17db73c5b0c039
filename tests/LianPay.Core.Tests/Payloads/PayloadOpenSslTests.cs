using System.Text;
using LianPay.Core.Payloads;
using LianPay.Core.Tests.Keys;

namespace LianPay.Core.Tests.Payloads;

/// <summary>OpenSSL's tool opens what was sealed here, step by step, and what it seals is opened here.</summary>
public sealed class PayloadOpenSslTests : IDisposable
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes("{\"memo\":\"" + string.Concat(Enumerable.Repeat("代付", 300)) + "\"}");

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1024)]
    [InlineData(2048)]
    public void OpenSSL_opens_what_was_sealed_here(int bits)
    {
        TestKey key = WriteKey(bits);
        PayloadParts parts = PayloadParts.Of(Payload.Seal(Text, key.PublicKey));
        byte[] macKey = Decrypt(parts.MacKey);
        byte[] aesKey = Decrypt(parts.AesKey);

        Assert.Equal(parts.Mac, Mac(macKey, $"{parts.Nonce}${parts.CipherText}"));
        Assert.Equal(Text, Ctr(aesKey, Convert.FromBase64String(parts.Nonce), Convert.FromBase64String(parts.CipherText)));
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(2048)]
    public void What_OpenSSL_sealed_is_opened_here(int bits)
    {
        TestKey key = WriteKey(bits);
        byte[] macKey = Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef");
        byte[] aesKey = Encoding.ASCII.GetBytes("fedcba9876543210fedcba9876543210");
        byte[] nonce = Encoding.ASCII.GetBytes("5HD5NBCS");
        string nonceText = Convert.ToBase64String(nonce);
        string cipherText = Convert.ToBase64String(Ctr(aesKey, nonce, Text));
        PayloadParts parts = new("lianpay1_0_1", Encrypt(macKey), Encrypt(aesKey), nonceText, cipherText, Mac(macKey, $"{nonceText}${cipherText}"));

        Assert.Equal(Text, Payload.Open(parts.Join(), key.PrivateKey));
    }

    private TestKey WriteKey(int bits)
    {
        TestKey key = bits == 1024 ? TestKeys.Merchant1024 : TestKeys.Merchant2048;
        File.WriteAllText(_directory.File("key.pem"), KeyFixtures.Pem("PRIVATE KEY", key.Pkcs8));
        File.WriteAllText(_directory.File("key.pub"), KeyFixtures.Pem("PUBLIC KEY", key.SubjectPublicKeyInfo));
        return key;
    }

    private byte[] Decrypt(string part) =>
        Run(Convert.FromBase64String(part), "pkeyutl", "-decrypt", "-inkey", "key.pem", "-pkeyopt", "rsa_padding_mode:oaep", "-in", "in", "-out", "out");

    private string Encrypt(byte[] text) =>
        Convert.ToBase64String(Run(text, "pkeyutl", "-encrypt", "-pubin", "-inkey", "key.pub", "-pkeyopt", "rsa_padding_mode:oaep", "-in", "in", "-out", "out"));

    private string Mac(byte[] key, string text) =>
        Convert.ToBase64String(Run(
            Encoding.ASCII.GetBytes(text), "dgst", "-sha256", "-mac", "HMAC", "-macopt", "hexkey:" + Convert.ToHexString(key), "-binary", "-out", "out", "in"));

    /// <summary>AES-256-CTR from the nonce and a counter of one: the same both ways.</summary>
    private byte[] Ctr(byte[] key, byte[] nonce, byte[] text) =>
        Run(text, "enc", "-d", "-aes-256-ctr", "-K", Convert.ToHexString(key), "-iv", Convert.ToHexString(nonce) + "0000000000000001", "-in", "in", "-out", "out");

    private byte[] Run(byte[] input, params string[] arguments)
    {
        File.WriteAllBytes(_directory.File("in"), input);
        OpenSsl.Run(_directory, arguments);
        return File.ReadAllBytes(_directory.File("out"));
    }
}
