using System.Security.Cryptography;
using System.Text;
using LianPay.Core.Signing;

namespace LianPay.Core.Tests.Payloads;

/// <summary>The six parts of an envelope, to be taken apart, changed and put together again.</summary>
internal sealed record PayloadParts(string Version, string MacKey, string AesKey, string Nonce, string CipherText, string Mac)
{
    internal static PayloadParts Of(string payload)
    {
        string[] parts = payload.Split('$');
        Assert.Equal(6, parts.Length);
        return new PayloadParts(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
    }

    /// <summary>An envelope of any keys, nonce and ciphertext, with the MAC that fits.</summary>
    internal static PayloadParts Make(TestKey key, byte[] macKey, byte[] aesKey, byte[] nonce, byte[] cipherText) =>
        new PayloadParts(
            "lianpay1_0_1",
            Convert.ToBase64String(PlatformRsa.Instance.Encrypt(key.PublicKey, macKey)),
            Convert.ToBase64String(PlatformRsa.Instance.Encrypt(key.PublicKey, aesKey)),
            Convert.ToBase64String(nonce),
            Convert.ToBase64String(cipherText),
            string.Empty).WithMac(macKey);

    internal PayloadParts WithMac(byte[] macKey) =>
        this with { Mac = Convert.ToBase64String(HMACSHA256.HashData(macKey, Encoding.ASCII.GetBytes($"{Nonce}${CipherText}"))) };

    /// <summary>The envelope as text.</summary>
    internal string Join() => string.Join('$', Version, MacKey, AesKey, Nonce, CipherText, Mac);
}
