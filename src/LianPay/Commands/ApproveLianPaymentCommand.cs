using System.Management.Automation;
using LianPay.Core.Confirmation;
using LianPay.Core.Messages;
using LianPay.Errors;

namespace LianPay.Commands;

/// <summary>Records that a person has reviewed held payments and wants them confirmed.</summary>
/// <remarks>
/// <para>A review is a person's: look at the payee, the amount and why the payment was held. Without -Reason each payment is shown with what matters and asked about, one by one: approve, skip or quit; an empty reason repeats the last one. With -Reviewer and -Reason a list that was reviewed already is approved without questions. Nothing is sent.</para>
/// <para>The review is put on each payment, which is handed on. With a connection it is also recorded in its ledger, with the account that ran the command: the scheduled task that confirms may be another process, machine and person, and needs no columns of a review in its file. What the ledger says of an order goes before what a file says.</para>
/// <para>An approval counts for 24 hours, for which the gateway keeps a held payment, for the confirm code that was approved, and for this gateway and merchant. A later review takes its place; the history keeps both.</para>
/// </remarks>
/// <example>
/// <para>Look at each payment of a file and decide</para>
/// <code>Import-LianPayment -Path ./examples/held-payments.csv | Approve-LianPayment</code>
/// <para>Shows order, payee, amount and why it was held, and asks. What is approved is written with the review on it.</para>
/// </example>
/// <example>
/// <para>Approve one payment of a file</para>
/// <code>Import-LianPayment -Path ./examples/held-payments.csv | Where-Object OrderNumber -eq '20170208165924' | Approve-LianPayment -Reviewer 'li.na' -Reason 'Second instalment, contract 2026-118'</code>
/// <para>Writes the payment with the review on it.</para>
/// </example>
/// <example>
/// <para>Approve what was checked, and confirm it</para>
/// <code>$checked = '20170208165924', '20170208165925'
/// Import-LianPayment -Path ./held.csv | Where-Object OrderNumber -in $checked | Approve-LianPayment -Reviewer 'li.na' -Reason 'Checked by phone' | Confirm-LianPayment</code>
/// <para>Approves the listed orders alone and asks once more before each confirmation.</para>
/// </example>
/// <inputs type="LianPay.HeldPayment, System.Management.Automation.PSObject, System.Collections.IDictionary">Payments: of Import-LianPayment, rows of Import-Csv, or hashtables.</inputs>
/// <outputs type="LianPay.HeldPayment">The payment with ReviewedBy, ReviewedAt, ReviewReason and Decision.</outputs>
/// <error id="OrderNumberInvalid" category="InvalidData">The payment has no order number, or one that breaks its grammar.</error>
/// <error id="ConfirmCodeInvalid" category="InvalidData">With a connection: the payment has no confirm code of six digits, and an approval is one of a code.</error>
/// <error id="PartnerMismatch" category="InvalidOperation">With a connection: the row is of another merchant.</error>
/// <error id="AlreadyDecided" category="InvalidOperation">With a connection: the order is in process or final.</error>
/// <error id="NumericId" category="InvalidArgument">An id came as a number: read it as text.</error>
/// <error id="ReviewedAtInvalid" category="InvalidArgument">The time of an earlier review is not ISO 8601 with an offset.</error>
/// <error id="AmountInvalid" category="InvalidData">The amount is not yuan with at most two decimals after a full stop: a decimal comma, for instance.</error>
/// <error id="ReviewerInvalid" category="InvalidArgument">The reviewer's name is blank, too long or not visible.</error>
/// <error id="ReasonInvalid" category="InvalidArgument">The reason is blank, too long or not visible.</error>
/// <error id="NotInteractive" category="InvalidOperation">There is nobody to ask: pass -Reviewer and -Reason.</error>
/// <error id="ConnectionClosed" category="ConnectionError">The connection was closed by Disconnect-LianPay.</error>
/// <error id="LedgerFull" category="WriteError">The review could not be recorded. The other ids of a ledger are those of Connect-LianPay.</error>
[Cmdlet(VerbsLifecycle.Approve, "LianPayment", DefaultParameterSetName = AskSet, SupportsShouldProcess = true)]
[OutputType(typeof(HeldPayment))]
public sealed class ApproveLianPaymentCommand : ReviewCommand
{
    private protected override ReviewDecision Decision => ReviewDecision.Approved;

    private protected override string Verb => "Approve";

    private protected override Problem? Check(HeldPayment payment) =>
        base.Check(payment)
        ?? (IsRecorded && (payment.ConfirmCode is null || !FieldGrammar.IsConfirmCode(payment.ConfirmCode)) ? Problems.ConfirmCodeInvalid : null);
}
