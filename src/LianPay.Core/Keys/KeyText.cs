using System.Formats.Asn1;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace LianPay.Core.Keys;

/// <summary>Finds the one key in the bytes of a file or in a text: DER, PEM, or base64 without armour.</summary>
internal static class KeyText
{
    /// <summary>The longest key content that is looked at, in bytes or characters. An RSA key of 16384 bits takes 13 KiB in PEM.</summary>
    internal const int MaxLength = 64 * 1024;

    /// <summary>Formats that are known and not read, by how they begin.</summary>
    private static readonly (string Start, string Format, string Advice)[] ForeignFormats =
    [
        ("ssh-", "OpenSSH", "ssh-keygen -e -m PKCS8 -f <file>"),
        ("---- BEGIN SSH2", "SSH2", "ssh-keygen -i -m RFC4716 -f <file> writes OpenSSH's, and ssh-keygen -e -m PKCS8 PEM"),
        ("b3BlbnNzaC1rZXktdjE", "OpenSSH", "ssh-keygen -p -m PEM -f <file> rewrites it in place"),
        ("PuTTY-User-Key-File", "PuTTY", "puttygen <file> -O private-openssh, then ssh-keygen -p -m PEM"),
        ("<", "XML (RSAKeyValue)", "write the key as PEM"),
        ("{", "JSON Web Key", "write the key as PEM"),
    ];

    /// <summary>Finds the key in the content of a file.</summary>
    /// <exception cref="KeyException">There is none, or more than one, or one of a kind that is not read.</exception>
    internal static KeyBlock Find(ReadOnlyMemory<byte> content)
    {
        RefuseTooLong(content.Length);
        ReadOnlySpan<byte> bytes = content.Span;
        if (IsDer(bytes))
        {
            return new KeyBlock(KeyStructure.Of(content), content.ToArray());
        }

        char[] text = new char[bytes.Length];
        try
        {
            return Find(text.AsSpan(0, Decode(bytes, text)));
        }
        finally
        {
            Zero(text);
        }
    }

    /// <summary>Finds the key in a text.</summary>
    /// <exception cref="KeyException">As the other overload.</exception>
    internal static KeyBlock Find(ReadOnlySpan<char> text)
    {
        RefuseTooLong(text.Length);
        text = text.TrimStart('\uFEFF').Trim();
        if (text.IsEmpty)
        {
            throw new KeyException(KeyError.Empty, "There is no key here: the content is empty.");
        }

        foreach ((string start, string format, string advice) in ForeignFormats)
        {
            if (text.StartsWith(start, StringComparison.Ordinal))
            {
                throw new KeyException(KeyError.UnsupportedFormat, $"The format {format} is not read here. Convert it to PEM first: {advice}");
            }
        }

        return PemArmour.IsIn(text) ? PemArmour.Find(text) : FindBase64(text);
    }

    /// <summary>Decodes base64, white space allowed, and recognises what it holds.</summary>
    /// <exception cref="KeyException">No base64, or no key in it.</exception>
    internal static KeyBlock FindBase64(ReadOnlySpan<char> text)
    {
        byte[] der = DecodeBase64(text);
        try
        {
            return new KeyBlock(KeyStructure.Of(der), der);
        }
        catch (KeyException)
        {
            CryptographicOperations.ZeroMemory(der);
            throw;
        }
    }

    /// <exception cref="KeyException">No base64.</exception>
    internal static byte[] DecodeBase64(ReadOnlySpan<char> text)
    {
        byte[] buffer = new byte[text.Length];
        try
        {
            return Convert.TryFromBase64Chars(text, buffer, out int written)
                ? buffer[..written]
                : throw NotBase64(text);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    internal static void Zero(char[] text) => CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(text.AsSpan()));

    private static KeyException NotBase64(ReadOnlySpan<char> text)
    {
        // Two keys on two lines: the padding of the first stands in the middle.
        int padding = text.IndexOf('=');
        return padding > 0 && text[padding..].TrimStart("= \t\r\n").StartsWith("MI", StringComparison.Ordinal)
            ? KeyStructure.MoreThanOne()
            : KeyStructure.NotAKey("It holds characters that are not base64, or it is cut short.");
    }

    /// <summary>DER begins with a SEQUENCE, 0x30. In text that is the digit 0, with which neither PEM nor a key's base64 begins.</summary>
    private static bool IsDer(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 1 && bytes[0] == 0x30
        && (bytes[1] >= 0x80
            || (AsnDecoder.TryReadEncodedValue(bytes, AsnEncodingRules.DER, out _, out _, out _, out int consumed) && consumed == bytes.Length));

    /// <summary>Windows PowerShell redirects into UTF-16 with a byte order mark. Everything else is read byte by byte: a key's text is ASCII, and notes around it may be in any encoding.</summary>
    private static int Decode(ReadOnlySpan<byte> bytes, Span<char> text) => bytes switch
    {
        [0xFF, 0xFE, .. var rest] => Encoding.Unicode.GetChars(rest, text),
        [0xFE, 0xFF, .. var rest] => Encoding.BigEndianUnicode.GetChars(rest, text),
        [0xEF, 0xBB, 0xBF, .. var rest] => Encoding.Latin1.GetChars(rest, text),
        _ => Encoding.Latin1.GetChars(bytes, text),
    };

    private static void RefuseTooLong(int length)
    {
        if (length > MaxLength)
        {
            throw new KeyException(KeyError.FileTooLarge, "This is longer than 64 KiB, and so no RSA key. Give the file that holds the key alone.");
        }
    }
}
