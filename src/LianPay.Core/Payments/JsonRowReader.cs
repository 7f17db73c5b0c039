using System.Text.Json;
using System.Text.Unicode;

namespace LianPay.Core.Payments;

/// <summary>Rows of a JSON array, of which only one element at a time is in memory. A single object counts as an array of one: that is what ConvertTo-Json makes of one payment.</summary>
internal sealed class JsonRowReader : IRowReader
{
    private readonly string _fileName;
    private readonly ByteWindow _window;
    private readonly JsonRow _json = new();
    private JsonReaderState _state = new(JsonRow.Options);
    private bool _isArray;

    internal JsonRowReader(Stream stream, string fileName)
    {
        _fileName = fileName;
        _window = new ByteWindow(stream, fileName);
    }

    /// <inheritdoc/>
    public bool Read(RawRow row)
    {
        try
        {
            while (true)
            {
                switch (Step(row))
                {
                    case Found.Row:
                        return true;
                    case Found.End:
                        return false;
                    case Found.TooLittle:
                        _window.Fill();
                        break;
                    case Found.Bracket:
                        break;
                }
            }
        }
        catch (JsonException)
        {
            // Its own message may quote a piece of the file.
            string hint = !_isArray && row.Row > 0 ? " Several objects without an array around them are JSON lines: give -Format JsonLines." : "";
            throw new PaymentFileException(PaymentFileError.Malformed, FormattableString.Invariant($"{_fileName}:{_window.Line}: the JSON is broken here or in the value that begins here.{hint}"), _window.Line);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _window.Dispose();

    private Found Step(RawRow row)
    {
        Utf8JsonReader reader = new(_window.Bytes, _window.IsFinal, _state);
        if (!reader.Read())
        {
            return _window.IsFinal ? Found.End : Found.TooLittle;
        }

        if (reader.TokenType is JsonTokenType.EndArray || (reader.TokenType is JsonTokenType.StartArray && !_isArray))
        {
            _isArray = true;
            Pass(reader);
            return Found.Bracket;
        }

        int start = (int)reader.TokenStartIndex;
        if (!reader.TrySkip())
        {
            return Found.TooLittle;
        }

        int length = (int)reader.BytesConsumed - start;
        _window.Advance(start);
        ReadOnlySpan<byte> element = _window.Bytes[..length];
        if (!Utf8.IsValid(element))
        {
            throw new PaymentFileException(PaymentFileError.Encoding, FormattableString.Invariant($"{_fileName}:{_window.Line}: the object that begins here is not UTF-8."), _window.Line);
        }

        row.Start(_window.Line);
        _json.Read(element, row);
        _window.Advance(length);
        _state = reader.CurrentState;
        return Found.Row;
    }

    private void Pass(in Utf8JsonReader reader)
    {
        _window.Advance((int)reader.BytesConsumed);
        _state = reader.CurrentState;
    }

    private enum Found
    {
        Row,
        Bracket,
        TooLittle,
        End,
    }
}
