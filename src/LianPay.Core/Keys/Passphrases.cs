using System.Text;

namespace LianPay.Core.Keys;

/// <summary>A passphrase as the bytes that key derivation takes. They are the caller's to zero.</summary>
internal static class Passphrases
{
    /// <summary>UTF-8: what a terminal hands to OpenSSL, and what RFC 8018 recommends.</summary>
    internal static byte[] Utf8(ReadOnlySpan<char> passphrase)
    {
        byte[] password = new byte[Encoding.UTF8.GetByteCount(passphrase)];
        Encoding.UTF8.GetBytes(passphrase, password);
        return password;
    }

    /// <summary>UTF-16, big-endian, with a zero character at its end (RFC 7292, B.1).</summary>
    internal static byte[] Pkcs12(ReadOnlySpan<char> passphrase)
    {
        byte[] password = new byte[(passphrase.Length + 1) * sizeof(char)];
        Encoding.BigEndianUnicode.GetBytes(passphrase, password);
        return password;
    }
}
