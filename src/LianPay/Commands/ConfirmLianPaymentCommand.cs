using System.Management.Automation;
using LianPay.Arguments;
using LianPay.Completion;
using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;
using LianPay.Core.Progress;
using LianPay.Errors;
using LianPay.Payments;

namespace LianPay.Commands;

/// <summary>Confirms held payments that a person has reviewed.</summary>
/// <remarks>
/// <para>Sends confirmPayment.htm, signed and sealed, for each payment of the pipeline and writes one result for each, in the order of the input. Real money moves in Production: the command asks before each payment; scripts pass -Confirm:$false. -WhatIf sends nothing.</para>
/// <para>A payment without a recorded reviewer and time of review is refused, whatever -Confirm says: let a person approve it with Approve-LianPayment, or bring reviewed_by and reviewed_at in the file. What the connection's ledger says of an order goes before the file's columns: an approval there counts, a refusal there holds. The ledger may ask for more: see Set-LianPayPolicy. A payment whose ret_code asks for no confirmation is refused too. A refused row is an error and a Refused result; the others go on.</para>
/// <para>Accepted means that the gateway has taken the payment into process, not that it is paid: ask with Get-LianPayment. Unknown means that it may have been confirmed: ask again and do not pay again. Only what is proved not to have left this machine is sent again, at most three times.</para>
/// <para>The batch stops by itself when going on would do harm: after three equal refusals of the merchant's set-up in a row, two answers with wrong signatures, a bad certificate, or when the gateway cannot be reached. Rows that are left become Untouched. Ctrl+C starts nothing more and waits up to ten seconds for what is in flight.</para>
/// </remarks>
/// <example>
/// <para>Approve and confirm one payment at the prompt</para>
/// <code>Import-LianPayment -Path ./held.csv | Where-Object OrderNumber -eq '20170208165924' | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked by phone' | Confirm-LianPayment</code>
/// <para>Asks once more, naming order, payee, amount and environment, then sends it.</para>
/// </example>
/// <example>
/// <para>From a scheduled task, eight at a time</para>
/// <code>Connect-LianPay -Environment Production -PartnerId '201606221000921503' -PrivateKeyPath ~/keys/merchant.pem -NotifyUrl https://pay.example.com/notify
/// $results = Import-LianPayment -Path ./reviewed.csv | Confirm-LianPayment -ThrottleLimit 8 -Confirm:$false
/// exit ($results | Measure-LianPayment).ExitCode</code>
/// <para>Confirms what the file records as reviewed and ends with the exit code of the gravest result. Run it with -File: -Command folds every exit code to 1.</para>
/// </example>
/// <example>
/// <para>Rows of another program, and a file of results</para>
/// <code>Import-Csv ./reviewed.csv | Confirm-LianPayment -Confirm:$false | Export-Csv ./results.csv</code>
/// <para>Takes the columns by their wire names (no_order, confirm_code, ret_code, reviewed_by, reviewed_at …) and keeps one result for each row. Import-LianPayment reads the same file more strictly.</para>
/// </example>
/// <inputs type="LianPay.HeldPayment, System.Management.Automation.PSObject, System.Collections.IDictionary">Payments: of Import-LianPayment or Approve-LianPayment, rows of Import-Csv with wire names or property names, or hashtables.</inputs>
/// <outputs type="LianPay.ConfirmationResult">One result for each payment, in the order of the input.</outputs>
/// <error id="NotConnected" category="ConnectionError">There is no connection: nothing is sent.</error>
/// <error id="ConnectionClosed" category="ConnectionError">The connection was closed by Disconnect-LianPay.</error>
/// <error id="OrderNumberInvalid" category="InvalidData">The order number is missing or breaks its grammar.</error>
/// <error id="ConfirmCodeInvalid" category="InvalidData">The confirm code is missing or is not six digits; a spreadsheet may have dropped its leading zeros.</error>
/// <error id="RetCodeInvalid" category="InvalidData">The ret_code is missing or is not four digits.</error>
/// <error id="NoConfirmationNeeded" category="InvalidOperation">The ret_code is not 4002, 4003 or 4004.</error>
/// <error id="PartnerMismatch" category="InvalidOperation">The row is of another merchant than the connection.</error>
/// <error id="NotifyUrlMissing" category="InvalidData">There is no notify URL, neither in the row nor in the connection.</error>
/// <error id="NotifyUrlInvalid" category="InvalidData">The notify URL breaks its grammar or is longer than 64 characters.</error>
/// <error id="PlatformInvalid" category="InvalidData">The platform is not 1 to 32 visible characters.</error>
/// <error id="NotReviewed" category="PermissionDenied">No reviewer or no time of review is recorded.</error>
/// <error id="ReviewDenied" category="PermissionDenied">A person has denied the payment.</error>
/// <error id="ReviewExpired" category="PermissionDenied">The review is older than 24 hours.</error>
/// <error id="ReviewInFuture" category="PermissionDenied">The review lies in the future.</error>
/// <error id="LedgerApprovalMissing" category="PermissionDenied">The ledger asks for an approval that is recorded in it (Set-LianPayPolicy), and has none.</error>
/// <error id="ReviewOfOtherCode" category="PermissionDenied">The payment was approved in the ledger with another confirm code.</error>
/// <error id="SamePerson" category="PermissionDenied">The ledger asks for two persons, and this account has approved the payment.</error>
/// <error id="ReviewedAtInvalid" category="InvalidArgument">The time of the review is not ISO 8601 with an offset.</error>
/// <error id="AmountInvalid" category="InvalidData">The amount is not yuan with at most two decimals after a full stop: a decimal comma, for instance.</error>
/// <error id="DuplicateOrder" category="ResourceExists">The same order was given before in this run.</error>
/// <error id="NumericId" category="InvalidArgument">An id came as a number from a variable or a property: it may have lost digits.</error>
/// <error id="BatchStopped" category="OperationStopped">The batch stopped before its end; the message says why.</error>
[Cmdlet(VerbsLifecycle.Confirm, "LianPayment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ConfirmationResult))]
public sealed class ConfirmLianPaymentCommand : ConnectedCommand, IDisposable
{
    /// <summary>How pwsh's own host is called.</summary>
    private const string ConsoleHost = "ConsoleHost";

    private readonly Queue<PendingResult> _pending = [];
    private LianPayConnection? _connection;
    private ConfirmationBatch? _batch;
    private RunProgress? _progress;
    private long _rows;
    private long _done;
    private long _attention;
    private (long Row, long RowsInSource) _place;
    private bool _hasToldStop;
    private bool _hasWarnedOfHttp;
    private bool _mayAsk;

    /// <summary>商户付款流水号 of the held payment, as text.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("no_order")]
    [IdArgument]
    [ArgumentCompleter(typeof(SendableOrderCompleter))]
    public string? OrderNumber { get; set; }

    /// <summary>确认付款验证码: the six digits that the gateway gave when it held the payment, as text.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("confirm_code")]
    [IdArgument]
    public string? ConfirmCode { get; set; }

    /// <summary>Why the payment was held: 4002 疑似重复提交订单 (suspected duplicate), 4003 收款银行卡和姓名不一致 (card and name differ), 4004 疑似重复提交订单且收款银行卡和姓名不一致 (both).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ret_code")]
    [IdArgument]
    [ArgumentCompleter(typeof(HoldCodeCompleter))]
    public string? RetCode { get; set; }

    /// <summary>商户编号 of the row, when it names one. It must be the connection's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("oid_partner")]
    [IdArgument]
    public string? PartnerId { get; set; }

    /// <summary>The person who has reviewed the payment.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("reviewed_by")]
    [TextArgument]
    public string? ReviewedBy { get; set; }

    /// <summary>When it was reviewed: ISO 8601 with an offset, such as 2026-11-23T08:30:00+08:00.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("reviewed_at")]
    [TimeArgument]
    public string? ReviewedAt { get; set; }

    /// <summary>What the reviewer decided, as Approve-LianPayment and Deny-LianPayment put it on a payment: Approved or Denied.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextArgument]
    public string? Decision { get; set; }

    /// <summary>服务器异步通知地址 for this payment. Without it, the connection's.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("notify_url")]
    [TextArgument]
    public string? NotifyUrl { get; set; }

    /// <summary>平台来源, when LianLian has agreed one with the merchant.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextArgument]
    public string? Platform { get; set; }

    /// <summary>The amount in yuan, such as 1234.50, to be shown when asking and in the result. It is not sent.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("money_order")]
    [AmountArgument]
    public string? Amount { get; set; }

    /// <summary>Who is to be paid, to be shown when asking and in the result. It is not sent.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("acct_name")]
    [TextArgument]
    public string? Payee { get; set; }

    /// <summary>The number of the row in its source. Without it, rows are counted from 1.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextArgument]
    public string? Row { get; set; }

    /// <summary>A payment with these values as properties or, in a hashtable, as entries.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>How many confirmations may be in flight at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 1;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _connection = RequiredConnection;
        if (Host.Name == ConsoleHost)
        {
            // pwsh does not listen to SIGTERM. Other hosts have an answer of their own, or none is wanted.
            EndOfProcess.HeedSigterm();
        }

        _batch = new ConfirmationBatch(_connection.Client, _connection.PaymentLedger, _connection.CreateGate(), ThrottleLimit, TimeProvider.System);
        _progress = new RunProgress(this, LongRun.Confirm, $"Confirming ({_connection.Environment})");
        _mayAsk = MayAsk();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _progress!.Watch(ProcessRow);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _progress!.Watch(WriteAll);
        _progress.Complete();
    }

    /// <inheritdoc/>
    protected override void StopProcessing() => _batch?.Stop(StopReason.Cancelled);

    /// <summary>However the pipeline ended: starts nothing more and waits for what is in flight.</summary>
    public void Dispose()
    {
        if (_batch is null)
        {
            return;
        }

        if (_pending.Count > 0)
        {
            // A stopped pipeline takes no more objects, but what is in flight must come to its end before the process may.
            _batch.Stop(StopReason.Cancelled);
            Task.WhenAll(_pending.Select(pending => pending.Result)).GetAwaiter().GetResult();
        }

        _batch.Dispose();
        _batch = null;
    }

    private void ProcessRow()
    {
        _rows++;
        Problem? problem = ReadRow(out HeldPayment payment, out string? platform);
        ConfirmRequest? request = null;
        Core.Confirmation.HeldPayment held = payment.ToCore(platform);
        if (problem is null)
        {
            Refusal? refusal = _batch!.Check(held, out request, out Review? review);
            problem = refusal is null ? null : Problems.Of(refusal);
            payment.ReviewedBy = review?.Reviewer ?? payment.ReviewedBy;
        }

        if (problem is null && _batch!.Guard.StopReason != StopReason.None)
        {
            // Nobody is asked about what will not be sent.
            Add(payment, Task.FromResult(Core.Confirmation.ConfirmationResult.Untouched(held, _batch.Guard.StopReason)));
            return;
        }

        if (problem is null)
        {
            if (!IsAgreed(payment, out ShouldProcessReason reason))
            {
                if (reason != ShouldProcessReason.WhatIf)
                {
                    Add(payment, Task.FromResult(Core.Confirmation.ConfirmationResult.Declined(held)));
                }

                return;
            }

            Refusal? refusal = _batch!.Take(request!);
            problem = refusal is null ? null : Problems.Of(refusal);
        }

        if (problem is not null)
        {
            WriteProblem(problem, PaymentTarget.Of(payment));
            Add(payment, Task.FromResult(Core.Confirmation.ConfirmationResult.Refused(PaymentTarget.Of(payment).OrderNumber, problem.Id, $"{problem.Message} {problem.Advice}")));
            return;
        }

        WarnOfHttp(payment);
        Add(payment, _batch!.StartAsync(held, request!));
    }

    /// <summary>True unless the engine was told not to ask, by -Confirm:$false or by the caller's preference.</summary>
    private bool MayAsk() => MyInvocation.BoundParameters.TryGetValue("Confirm", out object? confirm)
        ? LanguagePrimitives.IsTrue(confirm)
        : !LanguagePrimitives.TryConvertTo(GetVariableValue("ConfirmPreference"), out ConfirmImpact preference) || preference != ConfirmImpact.None;

    private bool IsAgreed(HeldPayment payment, out ShouldProcessReason reason)
    {
        if (_mayAsk)
        {
            _progress!.Pause();
        }

        string what = $"{PaymentTarget.Describe(payment)}, reviewed by {SafeText.Of(payment.ReviewedBy!, 64)}";
        bool isAgreed = ShouldProcess($"Confirm {what} at {_connection}.", $"Confirm {what}?", $"Confirm at {_connection}", out reason);
        _progress!.Resume();
        return isAgreed;
    }

    private Problem? ReadRow(out HeldPayment payment, out string? platform)
    {
        PaymentArgument input = new(InputObject);
        Problem? problem = ResolveId(Given(OrderNumber, PaymentColumn.OrderNumber), nameof(OrderNumber), out string? order);
        problem = ResolveId(Given(ConfirmCode, PaymentColumn.ConfirmCode), nameof(ConfirmCode), out string? code) ?? problem;
        problem = ResolveId(Given(RetCode, PaymentColumn.RetCode), nameof(RetCode), out string? retCode) ?? problem;
        problem = ResolveId(Given(PartnerId, PaymentColumn.PartnerId), nameof(PartnerId), out string? partnerId) ?? problem;
        string? reviewedAt = ReviewedAt ?? (input.IsDictionary ? TimeArgumentAttribute.TextOf(input[PaymentColumn.ReviewedAt]) : null);
        DateTimeOffset? time = null;
        if (!string.IsNullOrEmpty(reviewedAt))
        {
            if (IsoInstant.TryParse(reviewedAt, out DateTimeOffset parsed))
            {
                time = parsed;
            }
            else
            {
                problem ??= Problems.TimeInvalid(nameof(ReviewedAt));
            }
        }

        if (!PaymentArgument.TryReadAmount(Amount ?? (input.IsDictionary ? AmountArgumentAttribute.TextOf(input[PaymentColumn.Amount]) : null), out PaymentAmount? amount))
        {
            problem ??= Problems.AmountInvalid;
        }

        platform = Text(Platform, PaymentColumn.Platform);
        long row = PaymentArgument.RowOf(Text(Row, PaymentColumn.Row));
        payment = new HeldPayment
        {
            OrderNumber = order,
            ConfirmCode = code,
            RetCode = retCode,
            PartnerId = partnerId,
            NotifyUrl = Text(NotifyUrl, PaymentColumn.NotifyUrl),
            Amount = amount,
            Payee = Text(Payee, PaymentColumn.Payee),
            ReviewedBy = Text(ReviewedBy, PaymentColumn.ReviewedBy),
            ReviewedAt = time,
            Decision = Text(Decision, PaymentColumn.Decision),
            Row = row > 0 ? row : _rows,
            RowsInSource = input.RowsInSource,
        };
        return problem;

        // Empty text in a file is an absent value, as everywhere in the protocol.
        string? Given(string? bound, PaymentColumn column) =>
            (bound ?? (input.IsDictionary ? MarkedText.Of(input[column]) : null)) is { Length: > 0 } text ? text : null;

        string? Text(string? bound, PaymentColumn column) =>
            (bound ?? (input.IsDictionary ? TextArgumentAttribute.TextOf(input[column]) : null)) is { Length: > 0 } text ? text : null;
    }

    private void WarnOfHttp(HeldPayment payment)
    {
        string url = payment.NotifyUrl ?? _connection!.NotifyUrl!;
        if (!_hasWarnedOfHttp && url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            _hasWarnedOfHttp = true;
            WriteWarning("A notify URL is plain http: anybody on the way can read the notifications. LianLian advises https. This is said once a run.");
        }
    }

    private void Add(HeldPayment payment, Task<Core.Confirmation.ConfirmationResult> result)
    {
        _pending.Enqueue(new PendingResult(PaymentTarget.Of(payment), result));

        // One at a time means that a result is seen before the next payment is asked about.
        int room = ThrottleLimit == 1 ? 0 : ThrottleLimit * PendingResult.PerSlot;
        while (_pending.Count > 0 && (_pending.Peek().Result.IsCompleted || _pending.Count > room))
        {
            WriteFirst();
        }
    }

    private void WriteFirst()
    {
        PendingResult first = _pending.Peek();
        while (!first.Result.Wait(ProgressMeter.Interval))
        {
            ShowProgress();
        }

        // Taken off only when it is written: what a stopped pipeline refuses is still waited for.
        ConfirmationResult result = first.ToResult(_connection!.Environment);
        _pending.Dequeue();
        if (first.Result.Result.Refusal is { } refusal)
        {
            WriteProblem(Problems.Of(refusal), first.Payment);
        }

        Count(result);
        WriteObject(result);
        WarnOfClock(_batch!.Guard);
        TellStop();
    }

    private void WriteAll()
    {
        while (_pending.Count > 0)
        {
            WriteFirst();
        }
    }

    private void Count(ConfirmationResult result)
    {
        _done++;
        _attention += result.Status is PaymentStatus.Accepted or PaymentStatus.Paid or PaymentStatus.Taken ? 0 : 1;
        _place = (result.Row, result.RowsInSource);
        ShowProgress();
    }

    private void ShowProgress() =>
        _progress!.Show(_done, _place, () => $"{_done} done, {_attention} need attention, {_pending.Count} under way");

    private void TellStop()
    {
        BatchGuard guard = _batch!.Guard;
        if (!_hasToldStop && guard.StopReason is not (StopReason.None or StopReason.Cancelled))
        {
            _hasToldStop = true;
            WriteProblem(Problems.BatchStopped(guard), guard.StopReason.ToString());
        }
    }
}
