using System.Collections.Specialized;
using System.Management.Automation;
using LianPay.Errors;
using LianPay.Payments;

namespace LianPay.Commands;

/// <summary>Counts what came of a batch, and gives the exit code for a scheduled task.</summary>
/// <remarks>
/// <para>Takes results of Confirm-LianPayment and Resolve-LianPayment, records of Get-LianPayRecord, and error records. Nothing is sent and nothing is changed.</para>
/// <para>Exit codes: 0 accepted, paid or taken; 2 refused rows; 3 unknown outcomes: ask again, do not pay again; 4 rejected, failed, returned or closed; 5 ledger damaged or not writable; 6 ledger locked or out of reach; 7 security stop; 8 configuration or connectivity, not sent, or something that cannot be counted; 10 held, or a person must look. When several apply the gravest counts: 7, 3, 5, 8, 6, 2, 10, 4, 0.</para>
/// </remarks>
/// <example>
/// <para>The end of a scheduled task</para>
/// <code>$results = Import-LianPayment -Path ./reviewed.csv -ErrorVariable bad | Confirm-LianPayment -Confirm:$false -ErrorVariable +bad
/// $summary = @($results) + @($bad) | Measure-LianPayment
/// exit $summary.ExitCode</code>
/// <para>Run it with -File: -Command folds every exit code to 1.</para>
/// </example>
/// <example>
/// <para>How the ledger stands</para>
/// <code>Get-LianPayRecord | Measure-LianPayment</code>
/// <para>Counts the records of the connection by status.</para>
/// </example>
/// <inputs type="LianPay.ConfirmationResult, LianPay.PaymentRecord, LianPay.PaymentState, System.Management.Automation.ErrorRecord">Results, records, states and errors, also as they come back from Export-Csv, Export-Clixml, a job or Select-Object, as long as they have their Status. Warnings and other remarks of the streams are left out.</inputs>
/// <outputs type="LianPay.PaymentSummary">Counts, duration and exit code.</outputs>
/// <error id="NotCounted" category="InvalidData">An object is neither a result nor an error and has no Status: it counts as exit code 8, for nobody knows what it stands for.</error>
[Cmdlet(VerbsDiagnostic.Measure, "LianPayment")]
[OutputType(typeof(PaymentSummary))]
public sealed class MeasureLianPaymentCommand : LianPayCommand
{
    private readonly BatchTally _tally = new();

    /// <summary>Results, records, states and error records.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null || BatchItem.IsRemark(InputObject))
        {
            return;
        }

        if (BatchItem.Of(InputObject) is { } item)
        {
            _tally.Add(item);
            return;
        }

        _tally.AddUncounted();
        WriteProblem(Problems.NotCounted, target: null);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        OrderedDictionary counts = [];
        foreach ((PaymentStatus status, int count) in _tally.Counts)
        {
            counts.Add(status.ToString(), count);
        }

        WriteObject(new PaymentSummary
        {
            ExitCode = _tally.ExitCode,
            Counts = counts,
            Total = _tally.Total,
            Duration = _tally.Duration,
            StopReason = _tally.StopReason,
        });
    }
}
