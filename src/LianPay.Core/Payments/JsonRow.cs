using System.Text;
using System.Text.Json;

namespace LianPay.Core.Payments;

/// <summary>Takes one JSON object apart into the fields of a row.</summary>
internal sealed class JsonRow
{
    /// <summary>How deep a value may be nested before the text is taken for an attack.</summary>
    internal static readonly JsonReaderOptions Options = new() { MaxDepth = 16, CommentHandling = JsonCommentHandling.Disallow, AllowTrailingCommas = false };

    private const int UsualFields = 64;

    private HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads one object.</summary>
    /// <param name="json">The text of one JSON value, in valid UTF-8.</param>
    /// <param name="row">A row that has been started.</param>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    internal void Read(ReadOnlySpan<byte> json, RawRow row)
    {
        Utf8JsonReader reader = new(json, isFinalBlock: true, new JsonReaderState(Options));
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            row.Refuse(new RowFault(RowError.NotAnObject, Field: null, "here is a JSON value that is no object. A payment is one object."));
        }
        else
        {
            Forget();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadProperty(ref reader, row);
            }
        }

        // Throws when anything but white space follows.
        reader.Read();
    }

    private void ReadProperty(ref Utf8JsonReader reader, RawRow row)
    {
        string? name = Text(ref reader, row);
        reader.Read();
        if (name is null)
        {
            reader.Skip();
            return;
        }

        bool known = PaymentColumns.TryFind(name, out PaymentField field);
        string identity = known ? PaymentColumns.WireName(field) : name;
        if (!_names.Add(identity))
        {
            row.Refuse(new RowFault(RowError.DuplicateField, known ? identity : null, $"{FieldText.Quote(identity)} is given twice: which one counts cannot be told."));
        }

        string? value = Value(ref reader, row, identity, known && MustBeText(field));
        if (known)
        {
            row[field] = value;
        }
        else
        {
            row.Extra.Add(KeyValuePair.Create(name, value));
        }
    }

    private void Forget()
    {
        if (_names.Count <= UsualFields)
        {
            _names.Clear();
            return;
        }

        // Clear costs what the set once held: one huge object would slow down every row after it.
        _names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
    }

    private static string? Value(ref Utf8JsonReader reader, RawRow row, string identity, bool mustBeText)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return Text(ref reader, row);
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                reader.Skip();
                row.Refuse(new RowFault(RowError.ValueNotText, identity, $"{FieldText.Quote(identity)} is an object or an array; a field of a payment is text."));
                return null;
            case JsonTokenType.Number when mustBeText:
                row.Refuse(new RowFault(RowError.NumericId, identity, $"{identity} is a JSON number: as a number an id loses its leading zeros and its digits past the 15th. Write it in double quotes."));
                break;
            case JsonTokenType.True or JsonTokenType.False when mustBeText:
                row.Refuse(new RowFault(RowError.ValueNotText, identity, $"{identity} is true or false, where text in double quotes belongs."));
                break;
        }

        // The text of the number as it stands, not the number: 100.50 keeps its zero.
        return Encoding.UTF8.GetString(reader.ValueSpan);
    }

    /// <summary>The ids, and the person: what has no other grammar that a number would fail.</summary>
    private static bool MustBeText(PaymentField field) => field is PaymentField.OrderNumber or PaymentField.ConfirmCode or PaymentField.RetCode
        or PaymentField.PartnerId or PaymentField.ReviewedBy;

    private static string? Text(ref Utf8JsonReader reader, RawRow row)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // The bytes are valid UTF-8, so that it can only be an escape such as \ud800 without its other half.
            row.Refuse(new RowFault(RowError.TextInvalid, Field: null, "an escape \\ud800 to \\udfff stands without its other half: that is no Unicode text."));
            return null;
        }
    }
}
