using System.Management.Automation;
using LianPay.Arguments;
using LianPay.Completion;
using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;
using LianPay.Errors;
using LianPay.Payments;

namespace LianPay.Commands;

/// <summary>Settles what the ledger holds open, by asking the gateway or by a person's word.</summary>
/// <remarks>
/// <para>Asks the gateway for each order that is Unknown, Accepted, Held or Rejected, with growing pauses until it is settled or the time is over, and takes every answer down. Without order numbers it takes all of the connection's. Nothing is ever confirmed by it.</para>
/// <para>Paid orders may still come back from the payee's bank: -IncludePaid asks for them too. An order in Review is closed by a person who has looked it up in LianLian's merchant portal, with -As, -Reviewer and -Reason; its history stays.</para>
/// </remarks>
/// <example>
/// <para>Settle everything that is open</para>
/// <code>Resolve-LianPayment -TimeoutSec 120</code>
/// <para>Asks for up to two minutes and writes one result for each order.</para>
/// </example>
/// <example>
/// <para>From a scheduled task, an hour after the batch</para>
/// <code>$results = Get-LianPayRecord -Status Unknown, Accepted | Resolve-LianPayment
/// exit ($results | Measure-LianPayment).ExitCode</code>
/// <para>Ends with 0 when everything is accepted or paid.</para>
/// </example>
/// <example>
/// <para>Close a review</para>
/// <code>Resolve-LianPayment -OrderNumber '20170208165924' -As Paid -Reviewer 'li.na' -Reason 'Portal shows SUCCESS, paybill 2016080446983389'</code>
/// <para>Records who says so and why. A new fact from the gateway opens the review again.</para>
/// </example>
/// <inputs type="LianPay.PaymentRecord, LianPay.ConfirmationResult, System.String, System.Collections.IDictionary">Order numbers, or objects with an OrderNumber (no_order).</inputs>
/// <outputs type="LianPay.ConfirmationResult">One result for each order.</outputs>
/// <error id="NotConnected" category="ConnectionError">There is no connection.</error>
/// <error id="ConnectionClosed" category="ConnectionError">The connection was closed by Disconnect-LianPay.</error>
/// <error id="OrderNumberInvalid" category="InvalidData">The order number is missing or breaks its grammar.</error>
/// <error id="NumericId" category="InvalidArgument">An order number came as a number: give it as text.</error>
/// <error id="NotRecorded" category="ObjectNotFound">The ledger has no such order: ask with Get-LianPayment.</error>
/// <error id="NotInReview" category="InvalidOperation">Only an order in Review is closed by a person's word.</error>
/// <error id="SinceInvalid" category="InvalidArgument">The time is not ISO 8601 with an offset.</error>
/// <error id="ReviewerInvalid" category="InvalidArgument">The reviewer is blank, too long or not visible.</error>
/// <error id="ReasonInvalid" category="InvalidArgument">The reason is blank, too long or not visible.</error>
/// <error id="BatchStopped" category="OperationStopped">Two answers were not signed right, the certificate is bad, or the ledger failed in the middle: nothing more is asked, and each order has a result that says where the ledger has it.</error>
/// <error id="LedgerDamaged" category="WriteError">Before the first question: a record does not fit its checksum. Restore the ledger from a backup. The other ids of a ledger are those of Connect-LianPay.</error>
[Cmdlet(VerbsDiagnostic.Resolve, "LianPayment", DefaultParameterSetName = QuerySet, SupportsShouldProcess = true)]
[OutputType(typeof(ConfirmationResult))]
public sealed class ResolveLianPaymentCommand : ConnectedCommand, IDisposable
{
    private const string QuerySet = "Query";
    private const string PersonSet = "Person";

    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _orders = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly BatchGuard _guard = new();
    private LianPayConnection? _connection;
    private Resolver? _resolver;
    private bool _isAll;

    /// <summary>商户付款流水号, as text. Without it and without pipeline input, all that is open.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("no_order")]
    [IdArgument]
    [ArgumentCompleter(typeof(OpenOrderCompleter))]
    public string? OrderNumber { get; set; }

    /// <summary>An order number, or an object or hashtable that has one.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Asks for paid orders too: the payee's bank may have returned them.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    public SwitchParameter IncludePaid { get; set; }

    /// <summary>Of all that is open, only what was changed at this time or later: a DateTimeOffset, a DateTime, or ISO 8601 with an offset.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    [TimeArgument]
    public string? Since { get; set; }

    /// <summary>How long to ask, in seconds; 0 asks once.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    [ValidateRange(0, 86_400)]
    public int TimeoutSec { get; set; } = 60;

    /// <summary>What a person has found out that an order in Review is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PersonSet)]
    [ValidateSet("Paid", "Failed", "Returned", "Closed")]
    public PaymentStatus As { get; set; }

    /// <summary>The person.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PersonSet)]
    public string Reviewer { get; set; } = string.Empty;

    /// <summary>What was found, and where.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PersonSet)]
    public string Reason { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _connection = RequiredConnection;
        _resolver = new Resolver(_connection.Client, _connection.PaymentLedger, _guard, TimeProvider.System);
        if (ParameterSetName == PersonSet)
        {
            CheckPersonText(Reviewer, nameof(Reviewer));
            CheckPersonText(Reason, nameof(Reason));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        PaymentArgument input = new(InputObject);
        if (!MyInvocation.ExpectingInput && !IsGiven(nameof(OrderNumber)) && !IsGiven(nameof(InputObject)) && ParameterSetName == QuerySet)
        {
            _isAll = true;
            return;
        }

        string? given = OrderNumber
            ?? (InputObject?.BaseObject is string or ValueType ? MarkedText.Of(InputObject) : null)
            ?? (input.IsDictionary ? MarkedText.Of(input[PaymentColumn.OrderNumber]) : null);
        Problem? problem = ResolveId(given, nameof(OrderNumber), out string? order);
        problem ??= order is not null && FieldGrammar.IsOrderNumber(order) ? null : Problems.OrderNumberInvalid;
        if (problem is null && !IsRecorded(order!))
        {
            problem = Problems.NotRecorded;
        }

        if (problem is not null)
        {
            // What is no recorded order may be a confirm code in the wrong place: it is not shown.
            WriteProblem(problem, target: null);
        }
        else if (ParameterSetName == PersonSet)
        {
            CloseReview(order!);
        }
        else if (_known.Add(order!))
        {
            _orders.Add(order!);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == PersonSet)
        {
            return;
        }

        try
        {
            if (_isAll)
            {
                AddAllOpen();
            }

            // To ask is to write down what the gateway says: -WhatIf does neither.
            _orders.RemoveAll(order => !ShouldProcess($"order {order} at {_connection}", "Ask the gateway and record where it stands"));
            RunProgress progress = new(this, LongRun.Resolve, $"Settling what is open ({_connection!.Environment})");
            progress.Watch(() => AskAll(progress));
            progress.Complete();
        }
        catch (LedgerException exception)
        {
            throw Terminate(Problems.Of(exception), _connection!.Ledger);
        }

        WarnOfClock(_guard);
        if (_guard.StopReason != StopReason.None)
        {
            WriteProblem(Problems.BatchStopped(_guard), _guard.StopReason.ToString());
        }
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Releases the cancellation.</summary>
    public void Dispose() => _stop.Dispose();

    private void AskAll(RunProgress progress)
    {
        long settled = 0;
        new ResolveRounds(_resolver!, _guard, TimeSpan.FromSeconds(TimeoutSec), TimeProvider.System).Run(
            _orders,
            result =>
            {
                settled++;
                WriteObject(PendingResult.Of(result, new HeldPayment(), _connection!.Environment));
            },
            asked => progress.Show(asked, (settled, _orders.Count), () => $"{settled} of {_orders.Count} settled, {asked} answers"),
            _stop.Token);
    }

    /// <summary>True for a null that was given, too: a variable that is empty by mistake must not mean every order there is.</summary>
    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private bool IsRecorded(string order)
    {
        try
        {
            return _connection!.PaymentLedger.Find(KeyOf(order)) is not null;
        }
        catch (LedgerException exception)
        {
            throw Terminate(Problems.Of(exception), _connection!.Ledger);
        }
    }

    private PaymentKey KeyOf(string order) => new(_connection!.Client.GatewayName, _connection.PartnerId, order);

    private void CheckPersonText(string text, string parameter)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > 512 || !SafeText.IsSafe(text))
        {
            throw Terminate(Problems.ParameterInvalid(parameter, $"The value of {parameter} is blank, too long or holds characters that cannot be seen.", "Say who looked, and what was found."));
        }
    }

    private void CloseReview(string order)
    {
        if (!ShouldProcess($"order {order} at {_connection}", $"Close the review as {As}"))
        {
            return;
        }

        try
        {
            Core.Confirmation.ConfirmationResult? result = _resolver!
                .CloseReviewAsync(order, As.ToCore(), Reviewer, Reason).GetAwaiter().GetResult();
            if (result is null)
            {
                WriteProblem(Problems.NotInReview, order);
                return;
            }

            WriteObject(PendingResult.Of(result, new HeldPayment(), _connection!.Environment));
        }
        catch (LedgerException exception)
        {
            throw Terminate(Problems.Of(exception), _connection!.Ledger);
        }
    }

    private void AddAllOpen()
    {
        DateTimeOffset? since = null;
        if (Since is not null)
        {
            since = IsoInstant.TryParse(Since, out DateTimeOffset time)
                ? time
                : throw Terminate(Problems.ParameterInvalid(nameof(Since), "The value of Since is not a time in ISO 8601 with an offset.", "Write it like 2026-11-23T08:30:00+08:00, or pass a DateTimeOffset."));
        }

        LedgerQuery open = new()
        {
            Gateway = _connection!.Client.GatewayName,
            PartnerId = _connection.PartnerId,
            Since = since,
            Statuses = IncludePaid ? [.. Resolver.OpenStatuses, Core.Confirmation.PaymentStatus.Paid] : Resolver.OpenStatuses,
        };
        _orders.AddRange(_connection.PaymentLedger.Read(open).Select(record => record.Key.OrderNumber));
    }
}
