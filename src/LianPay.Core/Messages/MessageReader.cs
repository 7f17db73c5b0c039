using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace LianPay.Core.Messages;

/// <summary>Reads a message as strictly as its signature needs: what two readers could take for two different messages is refused.</summary>
public static class MessageReader
{
    /// <summary>The longest message that is read, in bytes.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The most fields that a message may have.</summary>
    public const int MaxFields = 64;

    /// <summary>The longest spelling of one character in JSON: <c>\u0000</c>.</summary>
    private const int MaxSpelling = 6;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz_");

    /// <summary>
    /// Reads one JSON object: strict UTF-8 (one leading byte order mark is tolerated), at most <see cref="MaxBytes"/>
    /// bytes and <see cref="MaxFields"/> fields, names of lower-case letters and <c>_</c>, none of them twice in any spelling, every value a string.
    /// </summary>
    /// <exception cref="MessageFormatException">It is anything else.</exception>
    public static MessageFields Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxBytes)
        {
            throw TooLong();
        }

        if (utf8.StartsWith("\uFEFF"u8))
        {
            utf8 = utf8[3..];
        }

        if (!Utf8.IsValid(utf8))
        {
            throw new MessageFormatException("Not UTF-8.");
        }

        try
        {
            return ReadObject(utf8);
        }
        catch (JsonException)
        {
            // Its message quotes what was read.
            throw new MessageFormatException("Not a JSON object.");
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws for an escaped lone surrogate.
            throw new MessageFormatException("A text holds half a surrogate pair.");
        }
    }

    /// <summary>Takes fields that come one by one, under the same rules.</summary>
    /// <exception cref="MessageFormatException">They are no message.</exception>
    public static MessageFields Read(IEnumerable<KeyValuePair<string, string>> fields)
    {
        List<KeyValuePair<string, string>> read = [];
        int characters = 0;
        foreach ((string name, string value) in fields)
        {
            CheckName(name, read);
            if (!StrictUtf8.IsValid(value))
            {
                throw new MessageFormatException($"The field '{name}' holds half a surrogate pair.");
            }

            read.Add(KeyValuePair.Create(name, value));
            characters += name.Length + value.Length + MaxSpelling;
        }

        MessageFields message = MessageFields.Checked([.. read]);

        // Hardly a message comes near the limit: only one that might is written out to be measured.
        return characters > MaxBytes / MaxSpelling && message.ToJson().Length > MaxBytes ? throw TooLong() : message;
    }

    private static MessageFields ReadObject(ReadOnlySpan<byte> utf8)
    {
        Utf8JsonReader reader = new(utf8);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new MessageFormatException("Not a JSON object.");
        }

        List<KeyValuePair<string, string>> fields = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            CheckName(name, fields);
            if (!reader.Read() || reader.TokenType != JsonTokenType.String)
            {
                throw new MessageFormatException($"The value of '{name}' is not a string.");
            }

            fields.Add(KeyValuePair.Create(name, reader.GetString()!));
        }

        // Reading on throws if anything but white space follows the object.
        while (reader.Read())
        {
        }

        return MessageFields.Checked([.. fields]);
    }

    private static void CheckName(string name, List<KeyValuePair<string, string>> before)
    {
        if (name.Length is 0 or > 64 || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            throw new MessageFormatException("A field's name is not of lower-case letters and '_' alone.");
        }

        // At most 64 of them: to look at each is faster than to hash.
        foreach (KeyValuePair<string, string> field in before)
        {
            if (string.Equals(field.Key, name, StringComparison.Ordinal))
            {
                throw new MessageFormatException($"The field '{name}' is there twice.");
            }
        }

        if (before.Count == MaxFields)
        {
            throw new MessageFormatException($"More than {MaxFields} fields.");
        }
    }

    private static MessageFormatException TooLong() => new($"Longer than {MaxBytes} bytes.");
}
