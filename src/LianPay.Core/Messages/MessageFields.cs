using System.Buffers;
using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LianPay.Core.Messages;

/// <summary>The fields of one message: names and text values, each name once, in the order in which they came.</summary>
/// <remarks>Immutable. Not a dictionary by contract: an answer is verified over exactly what was received.</remarks>
public sealed class MessageFields : IReadOnlyList<KeyValuePair<string, string>>
{
    // The gateway's own encoder leaves Chinese as it is; the plaintext is not HTML, so nothing needs the web encoder's caution.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly KeyValuePair<string, string>[] _fields;

    /// <summary>Takes the fields over.</summary>
    /// <exception cref="ArgumentException">A name is there twice.</exception>
    public MessageFields(IEnumerable<KeyValuePair<string, string>> fields)
        : this([.. fields])
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, string> field in _fields)
        {
            if (!names.Add(field.Key))
            {
                throw new ArgumentException($"The field '{SafeText.Of(field.Key, 64)}' is there twice.", nameof(fields));
            }
        }
    }

    private MessageFields(KeyValuePair<string, string>[] fields) => _fields = fields;

    /// <summary>The number of fields.</summary>
    public int Count => _fields.Length;

    /// <summary>The field at a position.</summary>
    public KeyValuePair<string, string> this[int index] => _fields[index];

    /// <summary>The value of a field, or null when the field is absent or empty: the protocol makes no difference.</summary>
    public string? this[string name]
    {
        get
        {
            int index = IndexOf(name);
            return index < 0 || _fields[index].Value.Length == 0 ? null : _fields[index].Value;
        }
    }

    /// <summary>Fields of whose names the caller knows that none is there twice.</summary>
    internal static MessageFields Checked(KeyValuePair<string, string>[] fields) => new(fields);

    /// <summary>The same fields without one.</summary>
    public MessageFields Without(string name)
    {
        int index = IndexOf(name);
        return index < 0 ? this : new([.. _fields.AsSpan(0, index), .. _fields.AsSpan(index + 1)]);
    }

    /// <summary>The same fields with one more at the end, in the place of one of that name if there is one.</summary>
    public MessageFields With(string name, string value) =>
        new([.. Without(name)._fields.AsSpan(), KeyValuePair.Create(name, value)]);

    /// <summary>Compact JSON in UTF-8: one object, every value a string.</summary>
    /// <exception cref="MessageFormatException">A name or a value holds half a surrogate pair, which has no UTF-8.</exception>
    public byte[] ToJson()
    {
        ArrayBufferWriter<byte> buffer = new(512);
        using (Utf8JsonWriter writer = new(buffer, Compact))
        {
            writer.WriteStartObject();
            foreach (KeyValuePair<string, string> field in _fields)
            {
                // The writer itself would put a replacement character in its place, and the message would be another one.
                Require(field.Key, field.Key);
                Require(field.Key, field.Value);
                writer.WriteString(field.Key, field.Value);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The fields in memory.</summary>
    internal ReadOnlySpan<KeyValuePair<string, string>> AsSpan() => _fields;

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)_fields).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int IndexOf(string name)
    {
        for (int index = 0; index < _fields.Length; index++)
        {
            if (string.Equals(_fields[index].Key, name, StringComparison.Ordinal))
            {
                return index;
            }
        }

        return -1;
    }

    private static void Require(string name, string text)
    {
        if (!StrictUtf8.IsValid(text))
        {
            throw new MessageFormatException($"The field '{SafeText.Of(name, 64)}' holds half a surrogate pair.");
        }
    }
}
