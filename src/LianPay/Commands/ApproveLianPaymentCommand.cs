using System.Management.Automation;

namespace LianPay.Commands;

/// <summary>Records that a person has reviewed held payments and wants them confirmed.</summary>
/// <remarks>
/// <para>Puts the reviewer, the time, the reason and the decision on each payment and hands it on. Nothing is sent. Confirm-LianPayment refuses every payment that nobody has reviewed.</para>
/// <para>A review is a person's: look at the payee, the amount and why the payment was held. Use -Confirm to be asked for each one. A review counts for 24 hours, for which the gateway keeps a held payment.</para>
/// </remarks>
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
/// <error id="NumericId" category="InvalidArgument">An id came as a number: read it as text.</error>
/// <error id="ReviewedAtInvalid" category="InvalidArgument">The time of an earlier review is not ISO 8601 with an offset.</error>
/// <error id="ReviewerInvalid" category="InvalidArgument">The reviewer's name is blank, too long or not visible.</error>
/// <error id="ReasonInvalid" category="InvalidArgument">The reason is blank, too long or not visible.</error>
[Cmdlet(VerbsLifecycle.Approve, "LianPayment", SupportsShouldProcess = true)]
[OutputType(typeof(HeldPayment))]
public sealed class ApproveLianPaymentCommand : ReviewCommand
{
    private protected override string Decision => "Approved";
}
