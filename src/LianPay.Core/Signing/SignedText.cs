using System.Buffers;
using System.Text;
using LianPay.Core.Messages;

namespace LianPay.Core.Signing;

/// <summary>The text that is signed (PROTOCOL 3.1).</summary>
public static class SignedText
{
    /// <summary>
    /// All fields but <c>sign</c> whose value is not empty, sorted by name in ordinal order, joined as <c>name=value</c>
    /// with <c>&amp;</c>. Values are raw: not escaped, not trimmed.
    /// </summary>
    public static string Of(MessageFields fields)
    {
        StringBuilder text = new(512);
        foreach ((string name, string value) in Sorted(fields))
        {
            (text.Length == 0 ? text : text.Append('&')).Append(name).Append('=').Append(value);
        }

        return text.ToString();
    }

    /// <summary>The signed bytes: the text in UTF-8.</summary>
    /// <exception cref="EncoderFallbackException">A value holds half a surrogate pair, which has no UTF-8.</exception>
    public static byte[] BytesOf(MessageFields fields)
    {
        // Written at once, and not by way of the text: every message that is sent and every answer passes here.
        ReadOnlySpan<KeyValuePair<string, string>> signed = Sorted(fields);
        int length = Math.Max(0, (2 * signed.Length) - 1);
        foreach ((string name, string value) in signed)
        {
            length += StrictUtf8.Encoding.GetByteCount(name) + StrictUtf8.Encoding.GetByteCount(value);
        }

        byte[] bytes = new byte[length];
        int written = 0;
        foreach ((string name, string value) in signed)
        {
            if (written > 0)
            {
                bytes[written++] = (byte)'&';
            }

            written += StrictUtf8.Encoding.GetBytes(name, bytes.AsSpan(written));
            bytes[written++] = (byte)'=';
            written += StrictUtf8.Encoding.GetBytes(value, bytes.AsSpan(written));
        }

        return bytes;
    }

    /// <summary>
    /// The name of the first field whose value could be read as the end of itself and another known field, or null.
    /// </summary>
    /// <remarks>
    /// The signed text is not injective: a value <c>x&amp;ret_code=0000</c> gives the same text as two fields. Such a value
    /// is refused in requests and in answers, so that nobody can move text between fields under a valid signature.
    /// </remarks>
    public static string? FindSplittable(MessageFields fields)
    {
        foreach ((string name, string value) in fields.AsSpan())
        {
            if (CouldSplit(value))
            {
                return name;
            }
        }

        return null;
    }

    private static ReadOnlySpan<KeyValuePair<string, string>> Sorted(MessageFields fields)
    {
        var signed = new KeyValuePair<string, string>[fields.Count];
        int count = 0;
        foreach (KeyValuePair<string, string> field in fields.AsSpan())
        {
            if (field.Value.Length > 0 && field.Key != FieldNames.Sign)
            {
                signed[count++] = field;
            }
        }

        Span<KeyValuePair<string, string>> sorted = signed.AsSpan(0, count);
        sorted.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return sorted;
    }

    private static bool CouldSplit(ReadOnlySpan<char> value)
    {
        for (int amp = value.IndexOf('&'); amp >= 0; amp = value.IndexOf('&'))
        {
            value = value[(amp + 1)..];
            int equals = value.IndexOf('=');
            if (equals < 0)
            {
                return false;
            }

            // A name can start only behind an ampersand and end only at the next equals sign.
            if (IsKnown(value[..equals]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsKnown(ReadOnlySpan<char> name) =>
        !name.ContainsAnyExcept(NameCharacters) && FieldNames.Known.Contains(name.ToString());

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_");
}
