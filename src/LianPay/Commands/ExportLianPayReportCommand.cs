using System.Management.Automation;
using LianPay.Errors;
using LianPay.Payments;
using LianPay.Reports;

namespace LianPay.Commands;

/// <summary>Writes a batch as one HTML page, to be mailed, printed or archived.</summary>
/// <remarks>
/// <para>Takes results of Confirm-LianPayment and Resolve-LianPayment, records of Get-LianPayRecord, states of Get-LianPayment, and error records; give each payment once. The page says in one sentence how the batch went, counts each status with a bar, lists what needs a person first, with the reason and what to do, and then every payment.</para>
/// <para>The page is one file that needs nothing else and runs nothing: no script, no image, no address. It reads on a screen, in the dark, on a phone and on paper, and marks a sandbox on every page. It holds no confirm code and no key. It names payees and amounts.</para>
/// <para>The file appears whole or not at all, in UTF-8. A path that cannot be written is an error before anything upstream begins; what fails later, such as a full disk, is an error that does not stop the batch upstream. Rows wait on the disk beside the report, so that a batch of any size takes no memory.</para>
/// <para>Nothing is written to the pipeline unless -PassThru is given, so keep the results in a variable first.</para>
/// </remarks>
/// <example>
/// <para>The report of a scheduled task</para>
/// <code>$results = Import-LianPayment -Path ./reviewed.csv -ErrorVariable bad | Confirm-LianPayment -Confirm:$false -ErrorVariable +bad
/// @($results) + @($bad) | Export-LianPayReport -Path ./report.html -Title 'Payouts of the night'
/// exit (@($results) + @($bad) | Measure-LianPayment).ExitCode</code>
/// <para>Writes report.html, over the one of the night before, and ends with the exit code that stands in it.</para>
/// </example>
/// <example>
/// <para>Archive how the ledger stands, once a day</para>
/// <code>$day = [DateTimeOffset]::Now.ToString('yyyy-MM-dd')
/// Get-LianPayRecord | Export-LianPayReport -Path "./ledger-$day.html" -NoClobber -PassThru</code>
/// <para>Writes a page of every order that the ledger knows, and shows the file. A second run on the same day is refused.</para>
/// </example>
/// <inputs type="LianPay.ConfirmationResult, LianPay.PaymentRecord, LianPay.PaymentState, System.Management.Automation.ErrorRecord">Results, records, states and errors, also as they come back from Export-Csv, Export-Clixml, a job or Select-Object, as long as they have their Status. Remarks of the streams are left out.</inputs>
/// <outputs type="System.IO.FileInfo">With -PassThru, the file.</outputs>
/// <error id="ReportPathInvalid" category="InvalidArgument">The path is blank, has wildcards, or is of a folder, a device, or no file system.</error>
/// <error id="ReportFileExists" category="ResourceExists">-NoClobber was given, and the file is there already.</error>
/// <error id="ReportFileReadOnly" category="PermissionDenied">The file is read-only; -Force replaces it.</error>
/// <error id="NotCounted" category="InvalidData">An object is neither a result nor an error and has no Status. The page says how many there are.</error>
/// <error id="ReportFileUnwritable" category="WriteError">The file cannot be written: no such folder, no permission, or no room.</error>
[Cmdlet(VerbsData.Export, "LianPayReport", DefaultParameterSetName = PathSet, SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportLianPayReportCommand : LianPayCommand, IDisposable
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string DefaultTitle = "Confirmation of held payments";

    private string _path = string.Empty;
    private ReportFile? _file;
    private BatchReport? _report;

    /// <summary>The file to write. Wildcards are refused: there is one report.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    public string Path { get; set; } = string.Empty;

    /// <summary>The file to write, exactly as named.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "LP")]
    public string LiteralPath { get; set; } = string.Empty;

    /// <summary>Results, records, states and error records.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>What the page is called.</summary>
    [Parameter]
    public string Title { get; set; } = DefaultTitle;

    /// <summary>Keeps a file that is there already.</summary>
    [Parameter]
    [Alias("NoOverwrite")]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Replaces a file that is read-only.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes the file to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Before anything upstream is sent: a path that is wrong should not be found out after the batch.
        _path = ResolvePath();
        try
        {
            _file = new ReportFile(_path, NoClobber, Force);
            if (_file.Check() is { } problem)
            {
                throw Terminate(problem, _path);
            }

            if (ShouldProcess(_path, "Write a report"))
            {
                _report = new BatchReport(_file.OpenSpool);
            }
        }
        catch (Exception exception) when (IsOfTheDisk(exception))
        {
            throw Terminate(Problems.ReportFileUnwritable, _path);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_report is null || InputObject is null || BatchItem.IsRemark(InputObject))
        {
            return;
        }

        object? item = BatchItem.Of(InputObject);
        WithoutStopping(report => report.Add(item));
        if (item is null)
        {
            WriteProblem(Problems.NotCounted, target: null);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_report is not null)
        {
            WithoutStopping(Publish);
        }
    }

    /// <summary>Lets go of the rows; a report that was not finished leaves nothing behind.</summary>
    public void Dispose()
    {
        _report?.Dispose();
        _report = null;
    }

    private void Publish(BatchReport report)
    {
        ReportPage page = new(string.IsNullOrWhiteSpace(Title) ? DefaultTitle : Title, TimeProvider.System.GetLocalNow());
        if (!_file!.TryWrite(stream => page.Write(report, stream)))
        {
            WriteProblem(Problems.ReportFileExists, _path);
        }
        else if (PassThru)
        {
            WriteObject(new FileInfo(_path));
        }
    }

    /// <summary>The results upstream are worth more than their report: a disk that fails is an error, and the batch goes on.</summary>
    private void WithoutStopping(Action<BatchReport> work)
    {
        try
        {
            work(_report!);
        }
        catch (Exception exception) when (IsOfTheDisk(exception))
        {
            Dispose();
            WriteProblem(Problems.ReportFileUnwritable, _path);
        }
    }

    private string ResolvePath()
    {
        bool isLiteral = ParameterSetName == LiteralPathSet;
        string given = isLiteral ? LiteralPath : Path;
        if (string.IsNullOrWhiteSpace(given) || given.AsSpan().IndexOfAnyInRange('\0', '\x1F') >= 0)
        {
            // Not shown: it may be anything, the text of a key for instance.
            throw Terminate(Problems.ReportPathInvalid("What was given is no path of a file."));
        }

        if (!isLiteral && WildcardPattern.ContainsWildcardCharacters(given))
        {
            throw Terminate(Problems.ReportPathInvalid("The path of the report has wildcards."), given);
        }

        try
        {
            string path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(isLiteral ? given : WildcardPattern.Unescape(given), out ProviderInfo provider, out _);
            return provider.Name == "FileSystem" ? path : throw Terminate(Problems.ReportPathInvalid("The path of the report is not of a file system."), given);
        }
        catch (Exception exception) when (exception is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or NotSupportedException)
        {
            throw Terminate(Problems.ReportPathInvalid("The path of the report is of no drive that there is."), given);
        }
    }

    private static bool IsOfTheDisk(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
