using System.Management.Automation;
using LianPay.Core.Messages;
using LianPay.Errors;
using LianPay.Payments;

namespace LianPay.Commands;

/// <summary>Puts a person's decision on payments.</summary>
public abstract class ReviewCommand : LianPayCommand
{
    private const int ReviewerMaxLength = 128;
    private const int ReasonMaxLength = 512;

    /// <summary>The payment: as Import-LianPayment gives it, a row of Import-Csv, or a hashtable.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The person who has reviewed the payment.</summary>
    [Parameter(Mandatory = true)]
    public string Reviewer { get; set; } = string.Empty;

    /// <summary>Why the person decided so.</summary>
    [Parameter(Mandatory = true)]
    public string Reason { get; set; } = string.Empty;

    private protected abstract string Decision { get; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (string.IsNullOrWhiteSpace(Reviewer) || Reviewer.Length > ReviewerMaxLength || !SafeText.IsSafe(Reviewer))
        {
            throw Terminate(Problems.ParameterInvalid(nameof(Reviewer), "The reviewer's name is blank, too long or holds characters that cannot be seen.", "Give the name or account of the person who has reviewed the payments."));
        }

        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > ReasonMaxLength || !SafeText.IsSafe(Reason))
        {
            throw Terminate(Problems.ParameterInvalid(nameof(Reason), "The reason is blank, too long or holds characters that cannot be seen.", "Say in a sentence what was checked."));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        PaymentArgument input = new(InputObject);
        Problem? problem = input.TryRead(out HeldPayment payment);
        if (problem is null && (payment.OrderNumber is null || !FieldGrammar.IsOrderNumber(payment.OrderNumber)))
        {
            problem = Problems.OrderNumberInvalid;
        }

        if (problem is not null)
        {
            WriteProblem(problem, PaymentTarget.Of(payment));
            return;
        }

        if (!ShouldProcess(PaymentTarget.Describe(payment), $"{Decision} as {Reviewer}"))
        {
            return;
        }

        payment.ReviewedBy = Reviewer;
        payment.ReviewedAt = TimeProvider.System.GetUtcNow();
        payment.ReviewReason = Reason;
        payment.Decision = Decision;

        PSObject reviewed = PSObject.AsPSObject(payment);
        foreach ((string name, object? value) in input.OtherColumns())
        {
            // Two entries of a dictionary may differ in case alone, and a property's name may not be blank.
            if (!string.IsNullOrWhiteSpace(name) && reviewed.Properties[name] is null)
            {
                reviewed.Properties.Add(new PSNoteProperty(name, value));
            }
        }

        WriteObject(reviewed);
    }
}
