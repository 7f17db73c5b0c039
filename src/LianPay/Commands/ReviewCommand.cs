using System.Management.Automation;
using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;
using LianPay.Errors;
using LianPay.Payments;

namespace LianPay.Commands;

/// <summary>Puts a person's decision on payments and, with a connection, into its ledger.</summary>
public abstract class ReviewCommand : ConnectedCommand
{
    private protected const string AskSet = "Ask";
    private protected const string ListSet = "List";

    private const int ReviewerMaxLength = 128;
    private const int ReasonMaxLength = 512;

    /// <summary>How many may wait for the ledger at once: they share a flush of the disk.</summary>
    private const int MaxPending = 64;

    private readonly Queue<PendingReview> _pending = [];
    private LianPayConnection? _connection;
    private ReviewDesk? _desk;
    private ReviewPrompt? _prompt;

    /// <summary>The payment: as Import-LianPayment gives it, a row of Import-Csv, or a hashtable.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The person who has reviewed the payment. When each is asked about, the account that runs the command unless given.</summary>
    [Parameter(ParameterSetName = AskSet)]
    [Parameter(Mandatory = true, ParameterSetName = ListSet)]
    public string Reviewer { get; set; } = string.Empty;

    /// <summary>Why the person decided so, for a list that was reviewed already. Without it, each payment is shown and asked about.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ListSet)]
    public string Reason { get; set; } = string.Empty;

    private protected abstract ReviewDecision Decision { get; }

    /// <summary>What the person who is asked can say: Approve or Deny.</summary>
    private protected abstract string Verb { get; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ParameterSetName == ListSet || MyInvocation.BoundParameters.ContainsKey(nameof(Reviewer)))
        {
            Check(Reviewer, ReviewerMaxLength, nameof(Reviewer), "Give the name or account of the person who has reviewed the payments.");
        }
        else
        {
            Reviewer = OsAccount.Current;
        }

        if (ParameterSetName == ListSet)
        {
            Check(Reason, ReasonMaxLength, nameof(Reason), "Say in a sentence what was checked.");
        }
        else
        {
            _prompt = new ReviewPrompt(Host.UI, Verb, text => IsFit(text, ReasonMaxLength));
        }

        _connection = OpenConnection;
        _desk = _connection?.CreateReviewDesk();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_prompt is { HasQuit: true })
        {
            return;
        }

        PaymentArgument input = new(InputObject);
        Problem? problem = input.TryRead(out HeldPayment payment) ?? Check(payment);
        if (problem is not null)
        {
            WriteProblem(problem, PaymentTarget.Of(payment));
            return;
        }

        string place = _connection is null ? "" : $" in the ledger of {_connection}";
        if (!ShouldProcess(PaymentTarget.Describe(payment), $"{Decision} as {Reviewer}{place}"))
        {
            return;
        }

        LedgerRecord? known = _prompt is null ? null : Find(payment.OrderNumber!);
        if (known is not null && ReviewDesk.IsDecided(known))
        {
            // Nobody is asked about what is past deciding.
            WriteProblem(Problems.AlreadyDecided(known.Status.ToString()), PaymentTarget.Of(payment));
            return;
        }

        if ((_prompt is null ? Reason : Ask(payment, known?.Review)) is not { } reason)
        {
            return;
        }

        payment.ReviewedBy = Reviewer;
        payment.ReviewedAt = LedgerTime.Truncate(TimeProvider.System.GetUtcNow());
        payment.ReviewReason = reason;
        payment.Decision = Decision.ToString();
        _pending.Enqueue(new PendingReview(payment, WithOtherColumns(payment, input), known?.Review, Record(payment, reason)));
        Drain(_prompt is null ? MaxPending : 0);
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Drain(0);

    /// <summary>What makes a row unfit for a review.</summary>
    private protected virtual Problem? Check(HeldPayment payment) =>
        payment.OrderNumber is null || !FieldGrammar.IsOrderNumber(payment.OrderNumber) ? Problems.OrderNumberInvalid
        : _connection is not null && payment.PartnerId is not null && payment.PartnerId != _connection.PartnerId ? Problems.PartnerMismatch(_connection.PartnerId)
        : null;

    /// <summary>True when reviews are recorded in a ledger.</summary>
    private protected bool IsRecorded => _desk is not null;

    private static bool IsFit(string text, int maxLength) => !string.IsNullOrWhiteSpace(text) && text.Length <= maxLength && SafeText.IsSafe(text);

    private void Check(string text, int maxLength, string parameter, string advice)
    {
        if (!IsFit(text, maxLength))
        {
            throw Terminate(Problems.ParameterInvalid(parameter, $"The value of {parameter} is blank, too long or holds characters that cannot be seen.", advice));
        }
    }

    private LedgerRecord? Find(string orderNumber)
    {
        try
        {
            return _desk?.Find(orderNumber);
        }
        catch (LedgerException exception)
        {
            throw Terminate(Problems.Of(exception), _connection!.Ledger);
        }
    }

    private string? Ask(HeldPayment payment, LedgerReview? before)
    {
        try
        {
            return _prompt!.Ask(payment, before);
        }
        catch (Exception exception) when (ReviewPrompt.IsNoAnswer(exception))
        {
            throw Terminate(Problems.NotInteractive);
        }
    }

    private Task<RecordedReview?> Record(HeldPayment payment, string reason)
    {
        return _desk is null ? Task.FromResult<RecordedReview?>(null) : RecordAsync(_desk);

        async Task<RecordedReview?> RecordAsync(ReviewDesk desk) => await desk.RecordAsync(
            new Core.Confirmation.HeldPayment { OrderNumber = payment.OrderNumber, ConfirmCode = payment.ConfirmCode, RetCode = payment.RetCode },
            Decision,
            Reviewer,
            reason).ConfigureAwait(false);
    }

    private void Drain(int room)
    {
        while (_pending.Count > room || (_pending.Count > 0 && _pending.Peek().Recorded.IsCompleted))
        {
            PendingReview review = _pending.Dequeue();
            RecordedReview? recorded;
            try
            {
                recorded = review.Recorded.GetAwaiter().GetResult();
            }
            catch (LedgerException exception)
            {
                throw Terminate(Problems.Of(exception), _connection!.Ledger);
            }

            LedgerRecord? record = recorded?.Record;
            if (record is not null && ReviewDesk.IsDecided(record))
            {
                WriteProblem(Problems.AlreadyDecided(record.Status.ToString()), PaymentTarget.Of(review.Payment));
                continue;
            }

            if (record is { Sends: > 0 } && Decision == ReviewDecision.Denied)
            {
                WriteWarning($"Order {review.Payment.OrderNumber} was sent before and stands as {record.Status}: it may have been confirmed already. It will not be sent again; settle it with Resolve-LianPayment.");
            }

            if (recorded?.Replaced is { Decision: ReviewDecision.Denied } denied && Decision == ReviewDecision.Approved && denied != review.Shown)
            {
                // The person was not shown it.
                WriteWarning($"Order {review.Payment.OrderNumber} was denied in the ledger by {SafeText.Of(denied.Reviewer, 64)} ({SafeText.Of(denied.Reason, 200)}). This approval takes that back.");
            }

            WriteObject(review.Output);
        }
    }

    private static PSObject WithOtherColumns(HeldPayment payment, PaymentArgument input)
    {
        PSObject reviewed = PSObject.AsPSObject(payment);
        foreach ((string name, object? value) in input.OtherColumns())
        {
            // Two entries of a dictionary may differ in case alone, and a property's name may not be blank.
            if (!string.IsNullOrWhiteSpace(name) && reviewed.Properties[name] is null)
            {
                reviewed.Properties.Add(new PSNoteProperty(name, value));
            }
        }

        return reviewed;
    }

    /// <summary>A payment whose review is being recorded.</summary>
    /// <param name="Payment">With the review.</param>
    /// <param name="Output">The same with other columns.</param>
    /// <param name="Shown">The review in the ledger that the person was shown, or null.</param>
    /// <param name="Recorded">What comes of it.</param>
    private sealed record PendingReview(HeldPayment Payment, PSObject Output, LedgerReview? Shown, Task<RecordedReview?> Recorded);
}
