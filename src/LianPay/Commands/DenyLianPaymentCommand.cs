using System.Management.Automation;
using LianPay.Core.Confirmation;

namespace LianPay.Commands;

/// <summary>Records that a person has reviewed held payments and does not want them confirmed.</summary>
/// <remarks>
/// <para>Puts the reviewer, the time, the reason and the decision on each payment and hands it on. Without -Reason each payment is shown and asked about, one by one. With a connection the refusal is also recorded in its ledger: Confirm-LianPayment refuses the order from then on, whatever a file says and however old the refusal is, until somebody approves it there anew. Nothing is sent: the gateway closes a held payment by itself when nobody has confirmed it within 24 hours.</para>
/// <para>A denied payment can still be confirmed in LianLian's merchant portal until it is closed: do not pay it under another number before that.</para>
/// </remarks>
/// <example>
/// <para>Deny one payment</para>
/// <code>Import-LianPayment -Path ./examples/held-payments.csv | Where-Object OrderNumber -eq '20170208165924' | Deny-LianPayment -Reviewer 'li.na' -Reason 'Paid already on 7 February'</code>
/// <para>Writes the payment with the refusal on it.</para>
/// </example>
/// <example>
/// <para>Keep a list of what was denied</para>
/// <code>$denied = Import-LianPayment -Path ./held.csv | Where-Object Amount -gt 50000 | Deny-LianPayment -Reviewer 'wang.wei' -Reason 'Above the limit of this batch'
/// $denied | ForEach-Object { "$($_.OrderNumber) $($_.ReviewReason)" }</code>
/// <para>Denies every payment above a limit and lists them.</para>
/// </example>
/// <inputs type="LianPay.HeldPayment, System.Management.Automation.PSObject, System.Collections.IDictionary">Payments: of Import-LianPayment, rows of Import-Csv, or hashtables.</inputs>
/// <outputs type="LianPay.HeldPayment">The payment with ReviewedBy, ReviewedAt, ReviewReason and Decision.</outputs>
/// <error id="OrderNumberInvalid" category="InvalidData">The payment has no order number, or one that breaks its grammar.</error>
/// <error id="PartnerMismatch" category="InvalidOperation">With a connection: the row is of another merchant.</error>
/// <error id="AlreadyDecided" category="InvalidOperation">With a connection: the order is in process or final and cannot be called back.</error>
/// <error id="NumericId" category="InvalidArgument">An id came as a number: read it as text.</error>
/// <error id="ReviewedAtInvalid" category="InvalidArgument">The time of an earlier review is not ISO 8601 with an offset.</error>
/// <error id="AmountInvalid" category="InvalidData">The amount is not yuan with at most two decimals after a full stop: a decimal comma, for instance.</error>
/// <error id="ReviewerInvalid" category="InvalidArgument">The reviewer's name is blank, too long or not visible.</error>
/// <error id="ReasonInvalid" category="InvalidArgument">The reason is blank, too long or not visible.</error>
/// <error id="NotInteractive" category="InvalidOperation">There is nobody to ask: pass -Reviewer and -Reason.</error>
/// <error id="ConnectionClosed" category="ConnectionError">The connection was closed by Disconnect-LianPay.</error>
/// <error id="LedgerFull" category="WriteError">The refusal could not be recorded. The other ids of a ledger are those of Connect-LianPay.</error>
[Cmdlet(VerbsLifecycle.Deny, "LianPayment", DefaultParameterSetName = AskSet, SupportsShouldProcess = true)]
[OutputType(typeof(HeldPayment))]
public sealed class DenyLianPaymentCommand : ReviewCommand
{
    private protected override ReviewDecision Decision => ReviewDecision.Denied;

    private protected override string Verb => "Deny";
}
