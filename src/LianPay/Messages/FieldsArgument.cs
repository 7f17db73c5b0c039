using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using System.Text;
using LianPay.Arguments;
using LianPay.Core.Messages;

namespace LianPay.Messages;

/// <summary>Makes message fields of what a caller pipes in: a hashtable, an object, or the text of a JSON object.</summary>
internal static class FieldsArgument
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the fields.</summary>
    /// <exception cref="MessageFormatException">It is no message; the text quotes no value.</exception>
    internal static MessageFields Read(PSObject? input) => input?.BaseObject switch
    {
        null => throw new MessageFormatException("There are no fields."),
        string json => MessageReader.Read(BytesOf(json)),
        IDictionary dictionary => MessageReader.Read(EntriesOf(dictionary)),
        PSCustomObject => MessageReader.Read(input.Properties.Select(property => FieldOf(property.Name, property.Value))),
        _ => throw new MessageFormatException("The fields are neither a hashtable, an object with properties, nor the text of a JSON object."),
    };

    /// <summary>The fields as a dictionary that scripts can read, in their order.</summary>
    internal static OrderedDictionary ToDictionary(MessageFields fields)
    {
        OrderedDictionary dictionary = new(StringComparer.Ordinal);
        foreach ((string name, string value) in fields)
        {
            dictionary.Add(name, value);
        }

        return dictionary;
    }

    /// <remarks>Half a surrogate pair has no UTF-8: a replacement character in its place would be signed instead of what was given.</remarks>
    private static byte[] BytesOf(string json)
    {
        try
        {
            return Strict.GetBytes(json);
        }
        catch (EncoderFallbackException)
        {
            throw new MessageFormatException("The text holds half a surrogate pair.");
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> EntriesOf(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            yield return FieldOf(MarkedText.Of(entry.Key) ?? string.Empty, entry.Value);
        }
    }

    private static KeyValuePair<string, string> FieldOf(string name, object? value)
    {
        string text = MarkedText.Of(value) ?? string.Empty;
        return MarkedText.IsMarked(text) || MarkedText.IsMarked(name)
            ? throw new MessageFormatException($"The value of '{SafeText.Of(name, 64)}' is not text. A number has lost its leading zeros and perhaps its last digits.")
            : KeyValuePair.Create(name, text);
    }
}
