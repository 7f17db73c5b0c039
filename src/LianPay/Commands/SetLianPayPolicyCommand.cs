using System.Management.Automation;
using LianPay.Core.Ledger;
using LianPay.Errors;

namespace LianPay.Commands;

/// <summary>Sets what a ledger asks of reviews.</summary>
/// <remarks>
/// <para>The rules are stored in the ledger itself, with the account that set them and when, and hold for everybody who confirms through it, also in a batch that runs already. Get-LianPayConnection shows them as Policy. Nothing is sent.</para>
/// <para>-RequireLedgerApproval: the columns of a file are no review; a person approves each payment with Approve-LianPayment, connected to the ledger. -RequireSecondPerson: the account that confirms must be another than the one that approved, both as the operating system names them; it includes the first rule. A rule that is not given stays as it is; :$false lifts it.</para>
/// <para>An account name is not a person: whoever may run commands under two accounts counts as two. On Unix the same name on two machines counts as one.</para>
/// </remarks>
/// <example>
/// <para>Two persons for every payment</para>
/// <code>Set-LianPayPolicy -RequireSecondPerson -Confirm:$false</code>
/// <para>From now on a payment is confirmed only when another account has approved it in this ledger.</para>
/// </example>
/// <example>
/// <para>Look at the rules, and lift one</para>
/// <code>(Get-LianPayConnection).Policy
/// Set-LianPayPolicy -RequireSecondPerson:$false -Confirm:$false</code>
/// <para>An approval in the ledger may now be the confirming account's own, unless -RequireLedgerApproval was lifted too: then a file's columns count again.</para>
/// </example>
/// <inputs type="None">Nothing is taken from the pipeline.</inputs>
/// <outputs type="LianPay.LianPayPolicy">The rules as they are now.</outputs>
/// <error id="NotConnected" category="ConnectionError">There is no connection.</error>
/// <error id="ConnectionClosed" category="ConnectionError">The connection was closed by Disconnect-LianPay.</error>
/// <error id="NothingToSet" category="InvalidArgument">No rule was given.</error>
/// <error id="LedgerFull" category="WriteError">The disk is full: nothing was set. The other ids of a ledger are those of Connect-LianPay.</error>
[Cmdlet(VerbsCommon.Set, "LianPayPolicy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(LianPayPolicy))]
public sealed class SetLianPayPolicyCommand : ConnectedCommand
{
    /// <summary>Only an approval that is recorded in the ledger counts.</summary>
    [Parameter]
    public SwitchParameter RequireLedgerApproval { get; set; }

    /// <summary>The account that confirms must be another than the one that approved.</summary>
    [Parameter]
    public SwitchParameter RequireSecondPerson { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        LianPayConnection connection = RequiredConnection;
        if (!IsGiven(nameof(RequireLedgerApproval)) && !IsGiven(nameof(RequireSecondPerson)))
        {
            throw Terminate(Problems.NothingToSet);
        }

        string rules = string.Join(", ", ((string[])[nameof(RequireLedgerApproval), nameof(RequireSecondPerson)])
            .Where(IsGiven).Select(rule => $"{rule} {MyInvocation.BoundParameters[rule]}"));
        if (!ShouldProcess($"the ledger {connection.Ledger} of {connection}", $"Set {rules}"))
        {
            return;
        }

        PaymentLedger ledger = connection.PaymentLedger;
        try
        {
            LedgerPolicy policy = ledger.WriteAsync(transaction => transaction.Policy = transaction.Policy with
            {
                RequireLedgerApproval = IsGiven(nameof(RequireLedgerApproval)) ? RequireLedgerApproval : transaction.Policy.RequireLedgerApproval,
                RequireSecondPerson = IsGiven(nameof(RequireSecondPerson)) ? RequireSecondPerson : transaction.Policy.RequireSecondPerson,
                SetBy = ledger.Account,
                SetAt = LedgerTime.Truncate(TimeProvider.System.GetUtcNow()),
            }).GetAwaiter().GetResult();
            WriteObject(new LianPayPolicy(policy, connection.Ledger));
        }
        catch (LedgerException exception)
        {
            throw Terminate(Problems.Of(exception), connection.Ledger);
        }
    }

    private bool IsGiven(string rule) => MyInvocation.BoundParameters.ContainsKey(rule);
}
