using System.Management.Automation;
using LianPay.Arguments;
using LianPay.Completion;
using LianPay.Core.Confirmation;
using LianPay.Core.Gateway;
using LianPay.Core.Messages;
using LianPay.Errors;
using LianPay.Payments;

namespace LianPay.Commands;

/// <summary>Asks the gateway where payments stand.</summary>
/// <remarks>
/// <para>Calls queryPayment.htm and believes only an answer that is signed by the platform's key for this very order. A query changes nothing, so it is tried up to three times when the network fails.</para>
/// <para>Unknown never means failed: the gateway may have no record yet. Do not pay again before a payment is Failed or Closed.</para>
/// </remarks>
/// <example>
/// <para>Ask for one payment</para>
/// <code>Get-LianPayment -OrderNumber '20170208165924'</code>
/// <para>Shows the state of the payment in words, with amount, paybill and dates.</para>
/// </example>
/// <example>
/// <para>Ask for everything that was just confirmed</para>
/// <code>$results | Where-Object Status -eq Accepted | Get-LianPayment</code>
/// <para>Takes the order numbers from the results of Confirm-LianPayment.</para>
/// </example>
/// <inputs type="System.String, System.Management.Automation.PSObject, System.Collections.IDictionary">Order numbers, or objects with an OrderNumber (no_order) or PaybillId (oid_paybill).</inputs>
/// <outputs type="LianPay.PaymentState">One state for each payment asked for.</outputs>
/// <error id="NotConnected" category="ConnectionError">There is no connection.</error>
/// <error id="ConnectionClosed" category="ConnectionError">The connection was closed by Disconnect-LianPay.</error>
/// <error id="OrderNumberInvalid" category="InvalidData">The order number is missing or breaks its grammar, and no paybill was given.</error>
/// <error id="PaybillIdInvalid" category="InvalidArgument">The paybill is not 1 to 18 digits.</error>
/// <error id="NumericId" category="InvalidArgument">An id came as a number: give it as text.</error>
/// <error id="NotAnswered" category="ConnectionError">No answer that can be believed. The state is written too, as Unknown or NotSent, with the reason.</error>
[Cmdlet(VerbsCommon.Get, "LianPayment")]
[OutputType(typeof(PaymentState))]
public sealed class GetLianPaymentCommand : ConnectedCommand, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private LianPayConnection? _connection;
    private Inquirer? _inquirer;
    private RunProgress? _progress;
    private long _asked;

    /// <summary>商户付款流水号, as text.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("no_order")]
    [IdArgument]
    [ArgumentCompleter(typeof(OrderNumberCompleter))]
    public string? OrderNumber { get; set; }

    /// <summary>连连支付支付单号, as text; alone, or to be held against the order number.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("oid_paybill")]
    [IdArgument]
    public string? PaybillId { get; set; }

    /// <summary>An order number, or an object or hashtable that has one.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _connection = RequiredConnection;
        _inquirer = new Inquirer(_connection.Client, TimeProvider.System);
        _progress = new RunProgress(this, LongRun.Query, $"Asking where payments stand ({_connection.Environment})");
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _progress!.Watch(Ask);

    /// <inheritdoc/>
    protected override void EndProcessing() => _progress!.Complete();

    /// <inheritdoc/>
    protected override void StopProcessing() => _stop.Cancel();

    /// <summary>Releases the cancellation.</summary>
    public void Dispose() => _stop.Dispose();

    private void Ask()
    {
        if (Check(out QueryRequest? request) is { } problem)
        {
            WriteProblem(problem, target: null);
            return;
        }

        Core.Confirmation.PaymentState state = _inquirer!.AskAsync(request!, _stop.Token).GetAwaiter().GetResult();
        if (state.Reply is { IsVerified: false } and not { RetCode: RetCodes.NoRecord, Reason: OutcomeReason.NotSigned })
        {
            WriteProblem(Problems.NotAnswered(state.OrderNumber, state.Explanation), state.OrderNumber);
        }

        ShowProgress();
        WriteObject(new PaymentState(state, _connection!.Environment));
    }

    private void ShowProgress()
    {
        _asked++;
        PaymentArgument input = new(InputObject);
        long row = PaymentArgument.RowOf(TextArgumentAttribute.TextOf(input[PaymentColumn.Row]));
        _progress!.Show(_asked, (row, input.RowsInSource), () => $"{_asked} asked for");
    }

    private Problem? Check(out QueryRequest? request)
    {
        request = null;
        PaymentArgument input = new(InputObject);
        string? order = Given(OrderNumber, PaymentColumn.OrderNumber) ?? (InputObject?.BaseObject is string or ValueType ? MarkedText.Of(InputObject) : null);
        string? paybill = Given(PaybillId, PaymentColumn.PaybillId);
        Problem? problem = ResolveId(order, nameof(OrderNumber), out order) ?? ResolveId(paybill, nameof(PaybillId), out paybill);
        if (problem is not null)
        {
            return problem;
        }

        if (paybill is not null && !FieldGrammar.IsPaybillId(paybill))
        {
            return Problems.ParameterInvalid(nameof(PaybillId), "The paybill is not 1 to 18 digits.", "Give oid_paybill as the gateway answered it.");
        }

        if (order is null ? paybill is null : !FieldGrammar.IsOrderNumber(order))
        {
            return Problems.OrderNumberInvalid;
        }

        request = new QueryRequest(_connection!.PartnerId, order, paybill);
        return null;

        // Empty text in a file is an absent value, as everywhere in the protocol.
        string? Given(string? bound, PaymentColumn column) =>
            (bound ?? (input.IsDictionary ? MarkedText.Of(input[column]) : null)) is { Length: > 0 } text ? text : null;
    }
}
