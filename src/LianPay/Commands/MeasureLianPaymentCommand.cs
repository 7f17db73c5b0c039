using System.Collections.Specialized;
using System.Management.Automation;
using LianPay.Payments;

namespace LianPay.Commands;

/// <summary>Counts what came of a batch, and gives the exit code for a scheduled task.</summary>
/// <remarks>
/// <para>Takes results of Confirm-LianPayment and Resolve-LianPayment, records of Get-LianPayRecord, and error records. Nothing is sent and nothing is changed.</para>
/// <para>Exit codes: 0 accepted, paid or taken; 2 refused rows; 3 unknown outcomes: ask again, do not pay again; 4 rejected, failed, returned or closed; 5 ledger damaged or not writable; 6 ledger locked or out of reach; 7 security stop; 8 configuration or connectivity, or not sent; 10 held, or a person must look. When several apply the gravest counts: 7, 3, 5, 8, 6, 2, 10, 4, 0.</para>
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
/// <inputs type="LianPay.ConfirmationResult, LianPay.PaymentRecord, LianPay.PaymentState, System.Management.Automation.ErrorRecord">Results, records, states and errors; anything else is left out.</inputs>
/// <outputs type="LianPay.PaymentSummary">Counts, duration and exit code.</outputs>
/// <error id="None"/>
[Cmdlet(VerbsDiagnostic.Measure, "LianPayment")]
[OutputType(typeof(PaymentSummary))]
public sealed class MeasureLianPaymentCommand : LianPayCommand
{
    private readonly SortedDictionary<PaymentStatus, int> _counts = [];
    private readonly ExitCode _exitCode = new();
    private DateTimeOffset? _first;
    private DateTimeOffset? _last;
    private string? _stopReason;

    /// <summary>Results, records, states and error records.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (InputObject?.BaseObject)
        {
            case ConfirmationResult result:
                Count(result.Status, result.SentAt, result.SentAt + result.Duration);
                _exitCode.Add(result);
                _stopReason ??= result.StopReason;
                break;
            case PaymentRecord record:
                Count(record.Status, record.FirstSentAt, record.UpdatedAt);
                _exitCode.Add(record.Status);
                break;
            case PaymentState state:
                Count(state.Status, from: null, to: null);
                _exitCode.Add(state.Status);
                break;
            case ErrorRecord error:
                _exitCode.Add(error);
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        OrderedDictionary counts = [];
        foreach ((PaymentStatus status, int count) in _counts)
        {
            counts.Add(status.ToString(), count);
        }

        WriteObject(new PaymentSummary
        {
            ExitCode = _exitCode.Value,
            Counts = counts,
            Total = _counts.Values.Sum(),
            Duration = _last - _first ?? TimeSpan.Zero,
            StopReason = _stopReason,
        });
    }

    private void Count(PaymentStatus status, DateTimeOffset? from, DateTimeOffset? to)
    {
        _counts[status] = _counts.GetValueOrDefault(status) + 1;
        _first = from < _first || _first is null ? from ?? _first : _first;
        _last = to > _last || _last is null ? to ?? _last : _last;
    }
}
