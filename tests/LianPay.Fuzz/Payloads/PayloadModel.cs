using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace LianPay.Fuzz.Payloads;

/// <summary>The <c>lianpay1_0_1</c> envelope, written down a second time from PROTOCOL 4.1 with the platform's cryptography alone.</summary>
internal static partial class PayloadModel
{
    internal const int KeyLength = 32;
    internal const int NonceLength = 8;
    private const int MacLength = 32;

    /// <summary>Seals, with keys and a nonce of any length.</summary>
    internal static string Seal(byte[] text, byte[] macKey, byte[] aesKey, byte[] nonce, RSA key, Func<string, string> wrap)
    {
        string covered = $"{wrap(Convert.ToBase64String(nonce))}${wrap(Convert.ToBase64String(Ctr(text, aesKey, nonce)))}";
        byte[] mac = HMACSHA256.HashData(macKey, Encoding.ASCII.GetBytes(covered));
        return $"lianpay1_0_1${Wrapped(macKey)}${Wrapped(aesKey)}${covered}${wrap(Convert.ToBase64String(mac))}";

        string Wrapped(byte[] secret) => wrap(Convert.ToBase64String(key.Encrypt(secret, RSAEncryptionPadding.OaepSHA1)));
    }

    /// <summary>Opens, or gives null where that cannot be done.</summary>
    internal static byte[]? Open(string payload, RSA key)
    {
        Match match = Envelope().Match(payload);
        if (!match.Success
            || Decoded(match, "mackey") is not { } sealedMacKey || Decoded(match, "aeskey") is not { } sealedAesKey
            || Decoded(match, "nonce") is not { Length: NonceLength } nonce
            || Decoded(match, "text") is not { } cipherText
            || Decoded(match, "mac") is not { Length: MacLength } mac
            || Decrypted(sealedMacKey, key) is not { Length: KeyLength } macKey
            || !mac.SequenceEqual(HMACSHA256.HashData(macKey, Encoding.ASCII.GetBytes($"{match.Groups["nonce"].Value}${match.Groups["text"].Value}")))
            || Decrypted(sealedAesKey, key) is not { Length: KeyLength } aesKey)
        {
            return null;
        }

        byte[] text = Ctr(cipherText, aesKey, nonce);
        return IsUtf8(text) ? text : null;
    }

    internal static bool IsUtf8(byte[] text)
    {
        try
        {
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetCharCount(text);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>AES-CTR from the platform's ECB: nonce, then a big-endian counter that starts at 1. Its own inverse.</summary>
    private static byte[] Ctr(byte[] input, byte[] key, byte[] nonce)
    {
        using Aes aes = Aes.Create();
        aes.Key = key;
        byte[] output = (byte[])input.Clone();
        byte[] counter = new byte[16];
        nonce.AsSpan(0, Math.Min(nonce.Length, NonceLength)).CopyTo(counter);
        for (int block = 0; block * 16 < input.Length; block++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(counter.AsSpan(8), block + 1L);
            byte[] stream = aes.EncryptEcb(counter, PaddingMode.None);
            for (int index = block * 16; index < Math.Min(input.Length, (block + 1) * 16); index++)
            {
                output[index] ^= stream[index % 16];
            }
        }

        return output;
    }

    /// <summary>Base64 in its one canonical spelling; line breaks are left out of account.</summary>
    private static byte[]? Decoded(Match match, string part)
    {
        string line = match.Groups[part].Value.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(line);
        }
        catch (FormatException)
        {
            return null;
        }

        return Convert.ToBase64String(bytes) == line ? bytes : null;
    }

    private static byte[]? Decrypted(byte[] cipherText, RSA key)
    {
        try
        {
            return key.Decrypt(cipherText, RSAEncryptionPadding.OaepSHA1);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\Alianpay1_0_1\$(?<mackey>[^$]*)\$(?<aeskey>[^$]*)\$(?<nonce>[^$]*)\$(?<text>[^$]*)\$(?<mac>[^$]*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Envelope();
}
