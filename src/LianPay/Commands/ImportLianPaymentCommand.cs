using System.Management.Automation;
using System.Text;
using LianPay.Core.Payments;
using LianPay.Errors;

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
/// <code>Import-LianPayment -Path ./held.csv -ErrorVariable bad | Confirm-LianPayment -Confirm:$false
/// $bad | ForEach-Object { $_.Exception.Message }</code>
/// <para>Bad rows are left out and kept in a variable, to be mended and run again.</para>
/// </example>
/// <inputs type="System.String">Paths, or objects with a PSPath.</inputs>
/// <outputs type="LianPay.HeldPayment">One payment for each good row.</outputs>
/// <error id="PaymentFile…" category="InvalidData">The whole file is refused. The id says why: PaymentFileFileNotFound, PaymentFileFileUnreadable, PaymentFileFormatUnknown, PaymentFileEncoding, PaymentFileHeaderMissing, PaymentFileColumnMissing, PaymentFileColumnUnnamed, PaymentFileDuplicateColumn, PaymentFileSeparatorNotComma, PaymentFileMalformed, PaymentFileRowTooLarge, PaymentFileConflictingCodes, PaymentFileFileChanged.</error>
/// <error id="PaymentRow…" category="InvalidData">One row is left out. The id says why: PaymentRowRaggedRow, PaymentRowLoneCarriageReturn, PaymentRowJsonInvalid, PaymentRowNotAnObject, PaymentRowDuplicateField, PaymentRowValueNotText, PaymentRowTextInvalid, PaymentRowNumericId, PaymentRowOrderNumberInvalid, PaymentRowConfirmCodeInvalid, PaymentRowRetCodeInvalid, PaymentRowPartnerIdInvalid, PaymentRowNotifyUrlInvalid, PaymentRowAmountInvalid, PaymentRowReviewedByInvalid, PaymentRowReviewedAtInvalid, PaymentRowDuplicateOrder.</error>
/// <error id="PathInvalid" category="InvalidArgument">No file was named.</error>
/// <error id="EncodingInvalid" category="InvalidArgument">There is no encoding of that name.</error>
[Cmdlet(VerbsData.Import, "LianPayment", DefaultParameterSetName = PathSet)]
[OutputType(typeof(HeldPayment))]
public sealed class ImportLianPaymentCommand : LianPayCommand, IDisposable
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private readonly CancellationTokenSource _stop = new();
    private Encoding? _encoding;
    private bool _hasPath;

    /// <summary>The files to read; wildcards are resolved.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    public string[] Path { get; set; } = [];

    /// <summary>The files to read, exactly as named.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>How the file is written. Without it, the extension says.</summary>
    [Parameter]
    public PaymentFileFormat Format { get; set; }

    /// <summary>The encoding of the text, such as gb18030. Without it, strict UTF-8, with or without a byte order mark.</summary>
    [Parameter]
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
        _hasPath |= Path.Length + LiteralPath.Length > 0;
        foreach (string path in ParameterSetName == LiteralPathSet ? LiteralPath.Select(FilePath) : Path.SelectMany(Resolve))
        {
            Read(path);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!_hasPath)
        {
            WriteProblem(Problems.ParameterInvalid(nameof(Path), "No file was named.", "Pass -Path or -LiteralPath, or pipe files in."), target: null);
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Releases the cancellation.</summary>
    public void Dispose() => _stop.Dispose();

    private IEnumerable<string> Resolve(string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path))
        {
            return [FilePath(path)];
        }

        try
        {
            return GetResolvedProviderPathFromPSPath(path, out _);
        }
        catch (ItemNotFoundException)
        {
            WriteProblem(Problems.Of(PaymentFileError.FileNotFound, "No file matches the pattern."), path);
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
            foreach (PaymentFileEntry entry in PaymentFile.Open(path, format, _encoding, _stop.Token).ReadRows(_stop.Token))
            {
                if (entry is PaymentRowError error)
                {
                    WriteProblem(Problems.Of(error), TargetOf(error));
                }
                else
                {
                    Write((HeldPaymentRow)entry);
                }
            }
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

    private void Write(HeldPaymentRow row)
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
            Row = row.Row,
            Source = row.Source,
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
