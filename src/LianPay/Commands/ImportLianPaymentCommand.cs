using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Text;
using LianPay.Arguments;
using LianPay.Completion;
using LianPay.Core.Payments;
using LianPay.Errors;
using LianPay.Payments;

namespace LianPay.Commands;

/// <summary>Reads held payments from a CSV, JSON or JSON lines file, strictly.</summary>
/// <remarks>
/// <para>The whole file is checked before its first payment leaves. A bad row is an error with its line and likely cause (an id that a spreadsheet has mangled, lost zeros, full-width digits), and is left out. The same order with two different confirm codes refuses the whole file, and so does a file that is changed while it is read.</para>
/// <para>Columns are known by their wire names (no_order, confirm_code, ret_code …) or by the property names. no_order, confirm_code and ret_code are needed; reviewed_by and reviewed_at, in ISO 8601 with an offset, record a review; other columns are carried along.</para>
/// </remarks>
/// <example>
/// <para>Read a file and look at it</para>
/// <code>Import-LianPayment -Path ./examples/held-payments.csv</code>
/// <para>Shows the payments of the file: order, reason of the hold, amount, payee, reviewer. Confirm codes are not shown.</para>
/// </example>
/// <example>
/// <para>From a scheduled task: confirm what the file says is reviewed</para>
/// <code>Import-LianPayment -Path ./reviewed.csv -ErrorVariable bad | Confirm-LianPayment -Confirm:$false
/// $bad | ForEach-Object { $_.Exception.Message }</code>
/// <para>Bad rows are left out and kept in a variable, to be mended and run again.</para>
/// </example>
/// <inputs type="System.String">Paths, or objects with a PSPath.</inputs>
/// <outputs type="LianPay.HeldPayment">One payment for each good row.</outputs>
/// <error id="PaymentFileFileNotFound" category="ObjectNotFound">There is no such file.</error>
/// <error id="PaymentFileFileUnreadable" category="ReadError">The file cannot be read: no permission, open elsewhere, a directory, or a pipe.</error>
/// <error id="PaymentFileFormatUnknown" category="InvalidData">The extension does not tell the format, and -Format was not given.</error>
/// <error id="PaymentFileEncoding" category="InvalidData">The bytes are not text in the encoding that was given, or in UTF-8.</error>
/// <error id="PaymentFileHeaderMissing" category="InvalidData">The file is empty, or its first line is no header.</error>
/// <error id="PaymentFileColumnMissing" category="InvalidData">A column that every payment needs is missing.</error>
/// <error id="PaymentFileColumnUnnamed" category="InvalidData">A column has no name.</error>
/// <error id="PaymentFileDuplicateColumn" category="InvalidData">The same column is there twice, perhaps under two names.</error>
/// <error id="PaymentFileSeparatorNotComma" category="InvalidData">The columns are separated by something else than a comma.</error>
/// <error id="PaymentFileMalformed" category="InvalidData">It cannot be told where the next row begins.</error>
/// <error id="PaymentFileRowTooLarge" category="InvalidData">A single row is larger than any payment.</error>
/// <error id="PaymentFileConflictingCodes" category="InvalidData">One order is there with two different confirm codes.</error>
/// <error id="PaymentFileFileChanged" category="InvalidData">The file was changed while it was read.</error>
/// <error id="PaymentRowRaggedRow" category="InvalidData">The row has more or fewer fields than the header.</error>
/// <error id="PaymentRowLoneCarriageReturn" category="InvalidData">The line holds a carriage return that is no line end.</error>
/// <error id="PaymentRowJsonInvalid" category="InvalidData">The line is not one JSON object.</error>
/// <error id="PaymentRowNotAnObject" category="InvalidData">The element of the JSON array is no object.</error>
/// <error id="PaymentRowDuplicateField" category="InvalidData">The object names a field twice.</error>
/// <error id="PaymentRowValueNotText" category="InvalidData">A JSON value is an object or an array.</error>
/// <error id="PaymentRowTextInvalid" category="InvalidData">The JSON text holds half of a surrogate pair.</error>
/// <error id="PaymentRowNumericId" category="InvalidData">An id is a JSON number and may have lost digits.</error>
/// <error id="PaymentRowOrderNumberInvalid" category="InvalidData">The order number is missing or breaks its grammar.</error>
/// <error id="PaymentRowConfirmCodeInvalid" category="InvalidData">The confirm code is missing or is not six digits.</error>
/// <error id="PaymentRowRetCodeInvalid" category="InvalidData">The ret_code is missing or is not four digits.</error>
/// <error id="PaymentRowPartnerIdInvalid" category="InvalidData">The merchant number is not 18 digits.</error>
/// <error id="PaymentRowNotifyUrlInvalid" category="InvalidData">The notify URL breaks its grammar or is longer than 64 characters.</error>
/// <error id="PaymentRowAmountInvalid" category="InvalidData">The amount is not digits with at most two decimals after a full stop.</error>
/// <error id="PaymentRowReviewedByInvalid" category="InvalidData">The reviewer's name holds a character that cannot be seen, or is too long.</error>
/// <error id="PaymentRowReviewedAtInvalid" category="InvalidData">The time of the review is not ISO 8601 with an offset.</error>
/// <error id="PaymentRowDuplicateOrder" category="InvalidData">The same order with the same code is in an earlier row.</error>
/// <error id="EncodingInvalid" category="InvalidArgument">There is no encoding of that name.</error>
[Cmdlet(VerbsData.Import, "LianPayment", DefaultParameterSetName = PathSet)]
[OutputType(typeof(HeldPayment))]
public sealed class ImportLianPaymentCommand : LianPayCommand, IDisposable
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private readonly CancellationTokenSource _stop = new();
    private Encoding? _encoding;

    /// <summary>The files to read; wildcards are resolved.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [PathArgument]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>The files to read, exactly as named.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>How the file is written. Without it, the extension says.</summary>
    /// <value>What the extension says: .csv, .json, .jsonl or .ndjson.</value>
    [Parameter]
    public PaymentFileFormat Format { get; set; }

    /// <summary>The encoding of the text, such as gb18030. Without it, strict UTF-8, with or without a byte order mark.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    public string? Encoding { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Encoding is null)
        {
            return;
        }

        try
        {
            _encoding = CodePagesEncodingProvider.Instance.GetEncoding(Encoding) ?? System.Text.Encoding.GetEncoding(Encoding);
        }
        catch (ArgumentException)
        {
            throw Terminate(Problems.ParameterInvalid(nameof(Encoding), "There is no encoding of that name.", "Give a name such as utf-8 or gb18030."));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string path in ParameterSetName == LiteralPathSet ? LiteralPath.Select(FilePath) : Path is { Length: > 0 } ? Path.SelectMany(Resolve) : Resolve(string.Empty))
        {
            Read(path);
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Releases the cancellation.</summary>
    public void Dispose() => _stop.Dispose();

    private IEnumerable<string> Resolve(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || MarkedText.IsMarked(path))
        {
            // Not shown: a row that was piped here by mistake has a confirm code in it.
            WriteProblem(Problems.Of(PaymentFileError.FileNotFound, "What was given is no path of a file."), target: null);
            return [];
        }

        if (!WildcardPattern.ContainsWildcardCharacters(path))
        {
            return [FilePath(WildcardPattern.Unescape(path))];
        }

        Collection<string> files = Match(path);
        if (files.Count == 0)
        {
            WriteProblem(Problems.Of(PaymentFileError.FileNotFound, "No file matches the pattern."), path);
        }

        return files;
    }

    private Collection<string> Match(string pattern)
    {
        try
        {
            return GetResolvedProviderPathFromPSPath(pattern, out _);
        }
        catch (ItemNotFoundException)
        {
            // The directory of the pattern is not there.
            return [];
        }
    }

    private void Read(string path)
    {
        Core.Payments.PaymentFileFormat? format = MyInvocation.BoundParameters.ContainsKey(nameof(Format))
            ? Enum.Parse<Core.Payments.PaymentFileFormat>(Format.ToString())
            : null;
        try
        {
            PaymentFile file = Open(path, format);
            RunProgress progress = NewProgress();
            progress.Watch(() => WriteRows(file, progress));
            progress.Complete();
        }
        catch (PaymentFileException exception)
        {
            WriteProblem(Problems.Of(exception.Error, exception.Message), path);
        }
        catch (OperationCanceledException)
        {
            // Stopped: the engine ends the pipeline by itself.
        }
    }

    private PaymentFile Open(string path, Core.Payments.PaymentFileFormat? format)
    {
        PaymentFile? file = null;
        RunProgress progress = NewProgress();
        progress.Watch(() => file = PaymentFile.Open(
            path,
            format,
            _encoding,
            check => progress.Show(check.Rows, (check.BytesRead, check.Length), () => $"{check.Rows} rows checked"),
            _stop.Token));
        progress.Complete();
        return file!;
    }

    private void WriteRows(PaymentFile file, RunProgress progress)
    {
        long count = file.PaymentCount + file.ErrorCount;
        foreach (PaymentFileEntry entry in file.ReadRows(_stop.Token))
        {
            if (entry is PaymentRowError error)
            {
                WriteProblem(Problems.Of(error), TargetOf(error));
            }
            else
            {
                Write((HeldPaymentRow)entry, count);
            }

            progress.Show(entry.Row, (entry.Row, count), () => $"row {entry.Row} of {count} of {file.Name}");
        }
    }

    private RunProgress NewProgress() => new(this, LongRun.Import, "Reading held payments");

    private void Write(HeldPaymentRow row, long count)
    {
        foreach (string warning in row.Warnings)
        {
            WriteWarning(warning);
        }

        HeldPayment payment = new()
        {
            OrderNumber = row.OrderNumber,
            ConfirmCode = row.ConfirmCode,
            RetCode = row.RetCode,
            RetMessage = row.RetMessage,
            PartnerId = row.PartnerId,
            NotifyUrl = row.NotifyUrl,
            Amount = row.Amount,
            Payee = row.Payee,
            ReviewedBy = row.ReviewedBy,
            ReviewedAt = row.ReviewedAt,
            ReviewReason = row.ReviewReason,
            Decision = row.Decision,
            Row = row.Row,
            Source = row.Source,
            RowsInSource = count,
        };
        if (row.Extra.Count == 0)
        {
            WriteObject(payment);
            return;
        }

        PSObject extended = PSObject.AsPSObject(payment);
        foreach ((string name, string? value) in row.Extra)
        {
            if (extended.Properties[name] is null)
            {
                extended.Properties.Add(new PSNoteProperty(name, value));
            }
        }

        WriteObject(extended);
    }

    private static HeldPayment TargetOf(PaymentRowError error) => new()
    {
        OrderNumber = error.OrderNumber,
        Row = error.Row,
        Source = error.Source,
    };
}
