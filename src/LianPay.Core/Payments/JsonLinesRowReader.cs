using System.Text.Json;
using System.Text.Unicode;

namespace LianPay.Core.Payments;

/// <summary>Rows of a file of JSON lines: one object a line. A line that is no JSON costs that line only.</summary>
internal sealed class JsonLinesRowReader(Stream stream, string fileName) : IRowReader
{
    private readonly ByteWindow _window = new(stream, fileName);
    private readonly JsonRow _json = new();

    /// <inheritdoc/>
    public bool Read(RawRow row)
    {
        ReadOnlySpan<byte> line;
        long number;
        do
        {
            if (!_window.TryReadLine(out line, out number))
            {
                return false;
            }

            line = line.Trim(" \t\r"u8);
        }
        while (line.IsEmpty);

        if (!Utf8.IsValid(line))
        {
            throw new PaymentFileException(PaymentFileError.Encoding, FormattableString.Invariant($"{fileName}:{number}: the line is not UTF-8."), number);
        }

        if (row.Row == 0 && line[0] == (byte)'[')
        {
            throw new PaymentFileException(PaymentFileError.Malformed, FormattableString.Invariant($"{fileName}:{number}: this is a JSON array and not JSON lines. Give -Format Json."), number);
        }

        row.Start(number);
        try
        {
            _json.Read(line, row);
        }
        catch (JsonException failure)
        {
            // Its own message may quote a piece of the line.
            row.Refuse(new RowFault(RowError.JsonInvalid, Field: null, FormattableString.Invariant($"the line is no JSON object from its byte {failure.BytePositionInLine + 1} on.")));
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _window.Dispose();
}
