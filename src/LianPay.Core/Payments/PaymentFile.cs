using System.Diagnostics;
using System.Text;

namespace LianPay.Core.Payments;

/// <summary>
/// A file of held payments that has been checked from end to end. No row leaves before the whole file has been read once, and no
/// row leaves that is not, byte for byte, the one that was checked. Immutable; safe for any number of threads.
/// </summary>
public sealed class PaymentFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    private readonly PaymentSource _source;
    private readonly Encoding _encoding;
    private readonly BlockHashes _hashes = new();

    // In the order of the rows. Kept in place of the index of orders, which is larger and needed only once.
    private readonly List<Duplicate> _duplicates = [];

    private PaymentFile(PaymentSource source, PaymentFileFormat format, Encoding? encoding)
    {
        _source = source;
        Format = format;
        _encoding = Strict(encoding);
    }

    /// <summary>How the file is written.</summary>
    public PaymentFileFormat Format { get; }

    /// <summary>The name of the file without its folder.</summary>
    public string Name => _source.Name;

    /// <summary>How many sound rows there are.</summary>
    public long PaymentCount { get; private set; }

    /// <summary>How many rows are left out.</summary>
    public long ErrorCount { get; private set; }

    /// <summary>Checks a file from end to end.</summary>
    /// <param name="path">The file. It must be one that can be read twice: no pipe.</param>
    /// <param name="format">How it is written; by default the extension says: <c>.csv</c>, <c>.json</c>, <c>.jsonl</c>, <c>.ndjson</c>.</param>
    /// <param name="encoding">Its encoding; by default UTF-8, with or without byte order mark. Bytes that are no text in it refuse the file.</param>
    /// <param name="checking">Told after each row how far the check is, on the caller's thread.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <exception cref="PaymentFileException">The file as a whole is refused.</exception>
    /// <exception cref="ArgumentException">The path is empty, or the format is none of the enumeration.</exception>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public static PaymentFile Open(
        string path, PaymentFileFormat? format = null, Encoding? encoding = null, Action<CheckProgress>? checking = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (format is { } given && !Enum.IsDefined(given))
        {
            throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format.");
        }

        PaymentSource source = PaymentSource.OfFile(path);
        return Open(source, format ?? FormatOf(path, source.Name), encoding, checking, cancellationToken);
    }

    /// <summary>Reads the rows, in the order of the file; as often as wanted.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>For each data row a <see cref="HeldPaymentRow"/>, or a <see cref="PaymentRowError"/> in its place.</returns>
    /// <exception cref="PaymentFileException">While rows are taken: the file is no longer the one that was checked. No row of the changed part has left.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public IEnumerable<PaymentFileEntry> ReadRows(CancellationToken cancellationToken = default)
    {
        using IRowReader reader = NewReader(BlockStream.Verify(OpenAgain(), Name, _hashes));
        RawRow row = new();
        int next = 0;
        while (reader.Read(row))
        {
            cancellationToken.ThrowIfCancellationRequested();
            RowFault? fault = RowCheck.FirstFault(row);
            if (fault is null && next < _duplicates.Count && _duplicates[next].Row == row.Row)
            {
                fault = _duplicates[next].Fault;
                next++;
            }

            yield return fault is null ? new HeldPaymentRow(Name, row) : new PaymentRowError(Name, row, fault);
        }
    }

    /// <summary>The name of the file and the counts.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}: {PaymentCount} payments, {ErrorCount} errors");

    /// <summary>Checks what a source gives.</summary>
    internal static PaymentFile Open(
        PaymentSource source, PaymentFileFormat format, Encoding? encoding, Action<CheckProgress>? checking, CancellationToken cancellationToken)
    {
        PaymentFile file = new(source, format, encoding);
        try
        {
            file.Check(checking, cancellationToken);
        }
        catch (PaymentFileException failure) when (IsUtf8(encoding) && failure.Error is PaymentFileError.Encoding or PaymentFileError.Malformed or PaymentFileError.HeaderMissing)
        {
            // Bytes of another encoding may also look like broken JSON or like no header: the true cause comes first, with its line.
            throw EncodingFault.Find(source) ?? failure;
        }

        return file;
    }

    private static PaymentFileFormat FormatOf(string path, string name) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".CSV" => PaymentFileFormat.Csv,
        ".JSON" => PaymentFileFormat.Json,
        ".JSONL" or ".NDJSON" => PaymentFileFormat.JsonLines,
        _ => throw new PaymentFileException(PaymentFileError.FormatUnknown, $"The extension of {name} does not tell its format (.csv, .json, .jsonl, .ndjson). Give -Format."),
    };

    private static Encoding Strict(Encoding? encoding)
    {
        if (IsUtf8(encoding))
        {
            return StrictUtf8;
        }

        // A clone: the caller's own object stays as lenient as it was.
        Encoding strict = (Encoding)encoding!.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }

    private static bool IsUtf8(Encoding? encoding) => encoding is null || encoding.CodePage == StrictUtf8.CodePage;

    private void Check(Action<CheckProgress>? checking, CancellationToken cancellationToken)
    {
        Stream bytes = _source.Open();
        long length = bytes.CanSeek ? bytes.Length : 0;
        using IRowReader reader = NewReader(BlockStream.Record(bytes, Name, _hashes));
        OrderIndex orders = new();
        RawRow row = new();
        while (reader.Read(row))
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool sound = RowCheck.FirstFault(row) is null;
            if (IsRepeated(row, orders, sound) || !sound)
            {
                ErrorCount++;
            }
            else
            {
                PaymentCount++;
            }

            checking?.Invoke(new CheckProgress(row.Row, _hashes.Length, length));
        }
    }

    /// <summary>Whether a sound row repeats an earlier one. Two codes for one order refuse the file, even when one of the two rows is refused already.</summary>
    private bool IsRepeated(RawRow row, OrderIndex orders, bool sound)
    {
        if (row.LegibleOrderNumber is not { } order || row[PaymentField.ConfirmCode] is not { } code)
        {
            return false;
        }

        switch (orders.Note(order, code, row.Line, sound, out long earlierLine))
        {
            case OrderIndex.Verdict.Conflict:
                throw new PaymentFileException(PaymentFileError.ConflictingCodes,
                    FormattableString.Invariant($"{row.SourceIn(Name)}: order {order} stands here with another confirm code than on line {earlierLine}. Which one is right cannot be told: no row of the file is read. Delete the wrong row."),
                    row.Line);
            case OrderIndex.Verdict.Duplicate when sound:
                _duplicates.Add(new Duplicate(row.Row, earlierLine));
                return true;
            default:
                return false;
        }
    }

    private Stream OpenAgain()
    {
        Stream file;
        try
        {
            file = _source.Open();
        }
        catch (PaymentFileException failure) when (failure.Error == PaymentFileError.FileNotFound)
        {
            throw PaymentSource.Changed(Name);
        }

        // The blocks would tell too; the length tells before the first row leaves.
        if (file.CanSeek && file.Length != _hashes.Length)
        {
            file.Dispose();
            throw PaymentSource.Changed(Name);
        }

        return file;
    }

    private IRowReader NewReader(BlockStream blocks)
    {
        try
        {
            return Format switch
            {
                PaymentFileFormat.Csv => new CsvRowReader(blocks, Name, _encoding),
                PaymentFileFormat.Json => new JsonRowReader(AsUtf8(blocks), Name),
                PaymentFileFormat.JsonLines => new JsonLinesRowReader(AsUtf8(blocks), Name),
                _ => throw new UnreachableException(),
            };
        }
        catch
        {
            blocks.Dispose();
            throw;
        }
    }

    private Stream AsUtf8(BlockStream blocks) => IsUtf8(_encoding) ? blocks : Encoding.CreateTranscodingStream(blocks, _encoding, StrictUtf8);

    /// <summary>A sound row that repeats an earlier one.</summary>
    /// <param name="Row">The number of its data row.</param>
    /// <param name="EarlierLine">The line of the row that counts.</param>
    private readonly record struct Duplicate(long Row, long EarlierLine)
    {
        internal RowFault Fault => new(RowError.DuplicateOrder, PaymentColumns.WireName(PaymentField.OrderNumber),
            FormattableString.Invariant($"the order with the same confirm code stands on line {EarlierLine} already. It is left out here, and confirmed once."));
    }
}
