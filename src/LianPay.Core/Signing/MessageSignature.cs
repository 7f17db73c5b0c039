using LianPay.Core.Keys;
using LianPay.Core.Messages;

namespace LianPay.Core.Signing;

/// <summary>Signs and verifies messages: MD5withRSA over <see cref="SignedText"/>, standard base64 on one line.</summary>
public static class MessageSignature
{
    /// <summary>The only signature type that instantpay documents; it comes from here and never from a message.</summary>
    public const string SignType = "RSA";

    /// <summary>The signature over the fields, in base64.</summary>
    public static string Sign(MessageFields fields, RsaPrivateKey key) =>
        Convert.ToBase64String(PreferredRsa.Instance.Sign(key, SignedText.BytesOf(fields)));

    /// <summary>The first of the keys under which the signature is valid, or null when there is none.</summary>
    /// <param name="fields">The fields as received, <c>sign</c> among them or not.</param>
    /// <param name="signature">Base64. Anything but the one canonical spelling is refused: no blanks, no line breaks, no stray bits.</param>
    /// <param name="keys">The trusted keys.</param>
    public static RsaPublicKey? FindVerifyingKey(MessageFields fields, string signature, IEnumerable<RsaPublicKey> keys)
    {
        if (DecodeCanonical(signature) is not { } bytes)
        {
            return null;
        }

        byte[] signed = SignedText.BytesOf(fields);
        return keys.FirstOrDefault(key => PreferredRsa.Instance.Verify(key, signed, bytes));
    }

    private static byte[]? DecodeCanonical(string signature)
    {
        byte[] bytes = new byte[(signature.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(signature, bytes, out int written)
            && Convert.ToBase64String(bytes, 0, written) == signature
                ? bytes[..written]
                : null;
    }
}
