using System.Management.Automation;
using LianPay.Arguments;
using LianPay.Completion;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;
using LianPay.Errors;

namespace LianPay.Commands;

/// <summary>Reads the ledger: what was sent, and what became of it.</summary>
/// <remarks>
/// <para>Writes the records of the connection's gateway and merchant, the oldest change first, as they are read: a ledger of a million orders takes no memory. Nothing is sent and nothing is changed.</para>
/// <para>A record holds no confirm code and no key. With -History it lists every intent, outcome, query and word of a person, with the gateway's signed answers as they were received.</para>
/// </remarks>
/// <example>
/// <para>What needs attention</para>
/// <code>Get-LianPayRecord -Status Unknown, Review, Held</code>
/// <para>Lists the orders that nobody should pay again before they are settled.</para>
/// </example>
/// <example>
/// <para>Settle what the last night left open</para>
/// <code>Get-LianPayRecord -Status Unknown, Accepted -Since ([DateTimeOffset]::Now.AddHours(-24)) | Resolve-LianPayment</code>
/// <para>Asks the gateway for each order that is still open.</para>
/// </example>
/// <example>
/// <para>Run again what never left the machine</para>
/// <code>$unsent = Get-LianPayRecord -Status NotSent | ForEach-Object OrderNumber
/// Import-LianPayment -Path ./reviewed.csv | Where-Object OrderNumber -in $unsent | Confirm-LianPayment -Confirm:$false</code>
/// <para>The ledger keeps no confirm codes: the rows come from the file, the selection from the ledger.</para>
/// </example>
/// <example>
/// <para>Keep a list of yesterday and today</para>
/// <code>Get-LianPayRecord -Since ([DateTimeOffset]::Now.AddDays(-1)) | Export-Csv ./records.csv</code>
/// <para>Writes a file that a spreadsheet opens. Keep the order numbers as text there.</para>
/// </example>
/// <inputs type="None">Nothing is taken from the pipeline.</inputs>
/// <outputs type="LianPay.PaymentRecord">One record for each order.</outputs>
/// <error id="NotConnected" category="ConnectionError">There is no connection.</error>
/// <error id="ConnectionClosed" category="ConnectionError">The connection was closed by Disconnect-LianPay.</error>
/// <error id="OrderNumberInvalid" category="InvalidData">An order number breaks its grammar.</error>
/// <error id="NumericId" category="InvalidArgument">An order number came as a number: give it as text.</error>
/// <error id="SinceInvalid" category="InvalidArgument">The time is not ISO 8601 with an offset.</error>
/// <error id="UntilInvalid" category="InvalidArgument">The time is not ISO 8601 with an offset.</error>
/// <error id="LedgerDamaged" category="WriteError">A record does not fit its checksum: restore the ledger from a backup. The other ids of a ledger are those of Connect-LianPay.</error>
[Cmdlet(VerbsCommon.Get, "LianPayRecord")]
[OutputType(typeof(PaymentRecord))]
public sealed class GetLianPayRecordCommand : ConnectedCommand
{
    /// <summary>商户付款流水号 of the orders to read, as text. Without it, all.</summary>
    [Parameter(Position = 0)]
    [Alias("no_order")]
    [IdListArgument]
    [ArgumentCompleter(typeof(OrderNumberCompleter))]
    public string[] OrderNumber { get; set; } = [];

    /// <summary>The statuses to read. Without it, all.</summary>
    [Parameter]
    public PaymentStatus[] Status { get; set; } = [];

    /// <summary>Records that were changed at this time or later: a DateTimeOffset, a DateTime, or ISO 8601 with an offset.</summary>
    [Parameter]
    [TimeArgument]
    public string? Since { get; set; }

    /// <summary>Records that were changed before this time.</summary>
    [Parameter]
    [TimeArgument]
    public string? Until { get; set; }

    /// <summary>Lists what happened to each order.</summary>
    [Parameter]
    public SwitchParameter History { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        LianPayConnection connection = RequiredConnection;
        LedgerQuery all = new()
        {
            Gateway = connection.Client.GatewayName,
            PartnerId = connection.PartnerId,
            Since = Time(Since, nameof(Since)),
            Until = Time(Until, nameof(Until)),
            Statuses = Status.Length == 0 ? null : [.. Status.Select(status => status.ToCore())],
        };
        try
        {
            if (OrderNumber.Length == 0)
            {
                Write(connection.PaymentLedger, all);
            }

            foreach (string item in OrderNumber)
            {
                Problem? problem = ResolveId(item, nameof(OrderNumber), out string? order);
                problem ??= FieldGrammar.IsOrderNumber(order) ? null : Problems.OrderNumberInvalid;
                if (problem is not null)
                {
                    WriteProblem(problem, target: null);
                    continue;
                }

                Write(connection.PaymentLedger, all with { OrderNumber = order });
            }
        }
        catch (LedgerException exception)
        {
            throw Terminate(Problems.Of(exception), connection.Ledger);
        }
    }

    private void Write(PaymentLedger ledger, LedgerQuery query)
    {
        foreach (LedgerRecord record in ledger.Read(query))
        {
            WriteObject(new PaymentRecord(record, History ? [.. ledger.ReadHistory(record.Key).Select(item => new PaymentEvent(item))] : []));
        }
    }

    private DateTimeOffset? Time(string? text, string parameter) =>
        text is null ? null
        : IsoInstant.TryParse(text, out DateTimeOffset time) ? time
        : throw Terminate(Problems.ParameterInvalid(parameter, $"The value of {parameter} is not a time in ISO 8601 with an offset.", "Write it like 2026-11-23T08:30:00+08:00, or pass a DateTimeOffset."));
}
