using System.Security.Cryptography;
using System.Text;
using LianPay.Core.Keys;
using LianPay.Core.Signing;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;

namespace LianPay.Core.Payloads;

/// <summary>
/// The <c>lianpay1_0_1</c> envelope (PROTOCOL 4): version, RSA-OAEP of the MAC key, RSA-OAEP of the AES key, nonce,
/// AES-256-CTR of the text, HMAC-SHA256 over nonce and ciphertext; base64 parts joined by <c>$</c>.
/// </summary>
public static class Payload
{
    private const string Version = "lianpay1_0_1";
    private const int KeyLength = 32;
    private const int NonceLength = 8;
    private const int MacLength = 32;

    /// <summary>Seals a text to the holder of the private half of <paramref name="key"/>. Every call takes fresh keys and a fresh nonce.</summary>
    /// <returns>The envelope without line breaks.</returns>
    public static string Seal(ReadOnlySpan<byte> text, RsaPublicKey key)
    {
        // The characters themselves are the keys (PROTOCOL 4.1).
        byte[] macKey = RandomText(KeyLength);
        byte[] aesKey = RandomText(KeyLength);
        byte[] nonce = RandomText(NonceLength);
        try
        {
            byte[] sealedMacKey = PreferredRsa.Instance.Encrypt(key, macKey);
            byte[] sealedAesKey = PreferredRsa.Instance.Encrypt(key, aesKey);
            EnvelopeWriter envelope = new(Encoding.ASCII.GetBytes(Version), sealedMacKey.Length, sealedAesKey.Length, NonceLength, text.Length, MacLength);
            envelope.Add(sealedMacKey);
            envelope.Add(sealedAesKey);
            int covered = envelope.Add(nonce);
            envelope.Add(ApplyCtr(text, aesKey, nonce));
            envelope.Add(HMACSHA256.HashData(macKey, envelope.From(covered)));
            return envelope.ToString();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(macKey);
            CryptographicOperations.ZeroMemory(aesKey);
        }
    }

    /// <summary>Opens an envelope: unwrapped, or wrapped by CRLF or LF. The MAC is checked, in constant time, before anything is decrypted.</summary>
    /// <returns>The text as it was sealed, known to be UTF-8.</returns>
    /// <exception cref="PayloadException">It cannot be opened; the error says why.</exception>
    public static byte[] Open(string payload, RsaPrivateKey key)
    {
        string[] parts = payload.Split('$');
        if (parts.Length != 6 || parts[0] != Version)
        {
            throw Malformed($"A pay_load has six parts joined by '$', the first of them {Version}.");
        }

        byte[] nonce = Decode(parts[3], "nonce");
        byte[] cipherText = Decode(parts[4], "ciphertext");
        byte[] mac = Decode(parts[5], "MAC");
        if (nonce.Length != NonceLength || mac.Length != MacLength)
        {
            throw Malformed($"The nonce of a pay_load has {NonceLength} bytes and its MAC {MacLength}.");
        }

        byte[] macKey = DecryptKey(Decode(parts[1], "MAC key"), key);
        try
        {
            // Over the text as received, line breaks included: that is what the sender's MAC covers (PROTOCOL 4.1).
            byte[] expected = HMACSHA256.HashData(macKey, Encoding.ASCII.GetBytes($"{parts[3]}${parts[4]}"));
            if (!CryptographicOperations.FixedTimeEquals(mac, expected))
            {
                throw new PayloadException(PayloadError.MacMismatch, "The MAC of the pay_load does not fit: the text was altered, or its lines were wrapped anew, after it was sealed.");
            }
        }
        finally
        {
            CryptographicOperations.ZeroMemory(macKey);
        }

        byte[] aesKey = DecryptKey(Decode(parts[2], "AES key"), key);
        byte[] text;
        try
        {
            text = ApplyCtr(cipherText, aesKey, nonce);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(aesKey);
        }

        return System.Text.Unicode.Utf8.IsValid(text)
            ? text
            : throw new PayloadException(PayloadError.NotUtf8, "The pay_load opens to something that is not UTF-8.");
    }

    /// <summary>Characters that are all as likely as each other and that nobody can guess.</summary>
    /// <remarks>As <see cref="RandomNumberGenerator.GetItems{T}(ReadOnlySpan{T}, int)"/>, which asks the system's generator anew for each item and takes as long for the 72 of an envelope as its RSA does.</remarks>
    private static byte[] RandomText(int length)
    {
        byte[] text = new byte[length];
        Span<byte> random = stackalloc byte[2 * KeyLength];
        int written = 0;
        while (written < length)
        {
            RandomNumberGenerator.Fill(random);
            foreach (byte number in random)
            {
                // The last numbers are too few for one more round through the alphabet: with them its first characters came oftener.
                if (number < byte.MaxValue + 1 - ((byte.MaxValue + 1) % Alphabet.Length) && written < length)
                {
                    text[written++] = Alphabet[number % Alphabet.Length];
                }
            }
        }

        CryptographicOperations.ZeroMemory(random);
        return text;
    }

    private static ReadOnlySpan<byte> Alphabet => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8;

    private static byte[] DecryptKey(byte[] cipherText, RsaPrivateKey key)
    {
        byte[] plain;
        try
        {
            plain = PreferredRsa.Instance.Decrypt(key, cipherText);
        }
        catch (CryptographicException)
        {
            throw new PayloadException(PayloadError.WrongKey, "The pay_load is not sealed to this key.");
        }

        return plain.Length == KeyLength
            ? plain
            : throw Malformed($"A key inside a pay_load has {KeyLength} bytes.");
    }

    /// <summary>AES-256-CTR: the counter block starts at nonce, 00 00 00 00 00 00 00 01, and counts up big-endian. Its own inverse.</summary>
    private static byte[] ApplyCtr(ReadOnlySpan<byte> input, byte[] key, byte[] nonce)
    {
        byte[] counter = new byte[16];
        nonce.CopyTo(counter, 0);
        counter[15] = 1;

        BufferedBlockCipher cipher = new(new SicBlockCipher(AesUtilities.CreateEngine()));
        cipher.Init(forEncryption: true, new ParametersWithIV(new KeyParameter(key), counter));
        byte[] output = new byte[input.Length];
        int written = cipher.ProcessBytes(input, output);
        cipher.DoFinal(output.AsSpan(written));
        return output;
    }

    private static byte[] Decode(string part, string name)
    {
        // Line breaks are the wrapping of Java's old encoder. Blanks and stray bits, which a decoder passes over, no encoder ever wrote.
        string line = part.Replace("\r", string.Empty, StringComparison.Ordinal).Replace("\n", string.Empty, StringComparison.Ordinal);
        byte[] bytes = new byte[line.Length];
        return Convert.TryFromBase64String(line, bytes, out int written) && Convert.ToBase64String(bytes, 0, written) == line
            ? bytes[..written]
            : throw Malformed($"The {name} of the pay_load is not base64.");
    }

    private static PayloadException Malformed(string message) => new(PayloadError.Malformed, message);
}
