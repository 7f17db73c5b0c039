using System.Globalization;
using System.Text;
using Sylvan.Data.Csv;

namespace LianPay.Core.Payments;

/// <summary>Rows of a CSV file: RFC 4180, comma only, no comment lines. A line break may stand in quotes.</summary>
/// <remarks>
/// A carriage return that stands alone and outside quotes costs its line. The parser below takes it for a line end or for a part
/// of the value, depending on where in its buffer it lies; here it is always a fault.
/// </remarks>
internal sealed class CsvRowReader : IRowReader
{
    /// <summary>The longest row in characters: far above any payment, and low enough that a quote left open does not take the file into memory.</summary>
    internal const int MaxRowLength = 1024 * 1024;

    /// <summary>
    /// The parser passes over a line that begins with this character, without a word. Half a surrogate pair that is never the first one:
    /// no text begins with it, and U+0000, say, is one with which a row may begin.
    /// </summary>
    private const char NoComment = '\udc00';

    private readonly string _fileName;
    private readonly CsvDataReader _csv;
    private readonly Func<bool> _next;
    private readonly CsvHeader _header;
    private long _nextLine = 1;
    private bool _hasLoneCarriageReturn;

    /// <summary>Reads the header.</summary>
    /// <exception cref="PaymentFileException">The file is empty or its header is refused.</exception>
    internal CsvRowReader(Stream stream, string fileName, Encoding encoding)
    {
        _fileName = fileName;
        StreamReader text = new(stream, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: BlockHashes.BlockLength);
        _csv = Guard(() => CsvDataReader.Create(text, new CsvDataReaderOptions
        {
            Delimiter = ',',
            Comment = NoComment,
            HasHeaders = false,
            ResultSetMode = ResultSetMode.SingleResult,
            MaxBufferSize = MaxRowLength,
        }));
        _next = _csv.Read;
        try
        {
            _header = ReadHeader();
        }
        catch
        {
            _csv.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool Read(RawRow row)
    {
        if (!ReadRecord(out long line))
        {
            return false;
        }

        row.Start(line);
        if (_hasLoneCarriageReturn)
        {
            row.Refuse(new RowFault(RowError.LoneCarriageReturn, Field: null, "the line holds U+000D, a carriage return that is no line end: a value would be cut there. Delete it."));
            return true;
        }

        if (_csv.RowFieldCount != _header.Count)
        {
            row.Refuse(Ragged());
            return true;
        }

        for (int column = 0; column < _header.Count; column++)
        {
            _header.Assign(row, column, _csv.GetFieldSpan(column).ToString());
        }

        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _csv.Dispose();

    private CsvHeader ReadHeader()
    {
        if (!ReadRecord(out long line))
        {
            throw new PaymentFileException(PaymentFileError.HeaderMissing, $"{_fileName} is empty: it has no header line.");
        }

        if (_hasLoneCarriageReturn)
        {
            throw new PaymentFileException(PaymentFileError.Malformed, FormattableString.Invariant($"{_fileName}:{line}: the lines end in a carriage return alone (U+000D). Save the file as 'CSV UTF-8', whose lines end in CR LF or LF."), line);
        }

        string[] names = new string[_csv.RowFieldCount];
        for (int column = 0; column < names.Length; column++)
        {
            names[column] = _csv.GetFieldSpan(column).ToString();
        }

        return CsvHeader.Of(_fileName, names, line);
    }

    /// <summary>Moves to the next record that is no blank line.</summary>
    private bool ReadRecord(out long line)
    {
        do
        {
            line = _nextLine;
            if (!Guard(_next))
            {
                return false;
            }

            _nextLine += _csv.GetRawRecordSpan().Count('\n');
            _hasLoneCarriageReturn = HasLoneCarriageReturn(_csv.GetRawRecordSpan());
            SkipRestOfLine();
        }
        while (!_hasLoneCarriageReturn && _csv.GetRawRecordSpan().IsWhiteSpace());

        return true;
    }

    /// <summary>After a record that was cut at a carriage return: passes over the pieces up to the true end of the line.</summary>
    private void SkipRestOfLine()
    {
        while (_csv.GetRawRecordSpan() is [.., '\r'] && Guard(_next))
        {
            _nextLine += _csv.GetRawRecordSpan().Count('\n');
        }
    }

    private static bool HasLoneCarriageReturn(ReadOnlySpan<char> record)
    {
        ReadOnlySpan<char> rest = record;
        bool quoted = false;
        for (int at = rest.IndexOf('\r'); at >= 0; at = rest.IndexOf('\r'))
        {
            quoted ^= (rest[..at].Count('"') & 1) == 1;
            rest = rest[(at + 1)..];
            if (!quoted && rest is not ['\n', ..])
            {
                return true;
            }
        }

        return false;
    }

    private RowFault Ragged()
    {
        string hint = _csv.GetRawRecordSpan().StartsWith("#", StringComparison.Ordinal)
            ? "A line that starts with # is no comment in CSV: delete it."
            : "A value with a comma in it must stand in double quotes.";
        return new RowFault(RowError.RaggedRow, Field: null, string.Create(CultureInfo.InvariantCulture,
            $"the row has {_csv.RowFieldCount} fields and the header has {_header.Count}. {hint}"));
    }

    private T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvRecordTooLargeException)
        {
            throw new PaymentFileException(PaymentFileError.RowTooLarge, Place($"a row is longer than {MaxRowLength} characters. A quote that is never closed?"), _nextLine);
        }
        catch (CsvFormatException)
        {
            // Its own message may hold a piece of the row.
            throw new PaymentFileException(
                PaymentFileError.Malformed,
                Place(_nextLine == 1
                    ? $"a double quote is out of place or never closed. If the columns are separated by semicolons or tabs (Export-Csv -UseCulture): only commas are read."
                    : (FormattableString)$"a double quote is out of place or never closed, so that it cannot be told where the next row begins. A quote inside a quoted value is written twice."),
                _nextLine);
        }
        catch (DecoderFallbackException)
        {
            throw new PaymentFileException(PaymentFileError.Encoding, Place($"here or further down are bytes that are no text in the encoding that was given."), _nextLine);
        }
    }

    private string Place(FormattableString problem) => FormattableString.Invariant($"{_fileName}:{_nextLine}: {problem}");
}
