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
        var signed = new KeyValuePair<string, string>[fields.Count];
        int count = 0;
        int length = 0;
        foreach (KeyValuePair<string, string> field in fields.AsSpan())
        {
            if (field.Value.Length > 0 && field.Key != FieldNames.Sign)
            {
                signed[count++] = field;
                length += field.Key.Length + field.Value.Length + 2;
            }
        }

        signed.AsSpan(0, count).Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return count == 0 ? string.Empty : string.Create(length - 1, (signed, count), static (text, list) =>
        {
            for (int index = 0; index < list.count; index++)
            {
                (string name, string value) = list.signed[index];
                if (index > 0)
                {
                    text = Put("&", text);
                }

                text = Put(value, Put("=", Put(name, text)));
            }
        });

        static Span<char> Put(string part, Span<char> text)
        {
            part.CopyTo(text);
            return text[part.Length..];
        }
    }

    /// <summary>The signed bytes: the text in UTF-8.</summary>
    /// <exception cref="EncoderFallbackException">A value holds half a surrogate pair, which has no UTF-8.</exception>
    public static byte[] BytesOf(MessageFields fields) => StrictUtf8.Encoding.GetBytes(Of(fields));

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
