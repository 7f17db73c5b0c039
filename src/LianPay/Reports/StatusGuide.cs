namespace LianPay.Reports;

/// <summary>What the page says of a status to a person who does not know the module (docs/operations.md, "What to do at each status").</summary>
/// <param name="Status">The status.</param>
/// <param name="Tone">The class of its colour. The colour never says anything that the words do not.</param>
/// <param name="Meaning">What happened.</param>
/// <param name="Action">What to do.</param>
internal sealed record StatusGuide(PaymentStatus Status, string Tone, string Meaning, string Action)
{
    private const string SeeWhy = "See why below, then run Resolve-LianPayment. Do not pay it again before it is Failed or Closed.";
    private const string PayAgain = "Pay it again if it is still owed.";

    /// <summary>In the order in which they are shown where nothing else decides: what needs a person first, what is well at the end.</summary>
    internal static IReadOnlyList<StatusGuide> All { get; } =
    [
        new(PaymentStatus.Unknown, "grave", "It was sent, perhaps, and may have been confirmed.", "Run Resolve-LianPayment. Do not pay it again, under any number, before it is Failed or Closed."),
        new(PaymentStatus.NotSent, "still", "Nothing left this machine.", "Run the file again."),
        new(PaymentStatus.Untouched, "still", "The batch did not come to it. Nothing was sent.", "Mend what stopped the batch, then run the file again."),
        new(PaymentStatus.Refused, "person", "The row itself was refused: its input, no review, or denied. Nothing was sent.", "See why below: leave what a person has denied; mend the others or let a person review them, then run the file again."),
        new(PaymentStatus.Review, "person", "The answers contradict each other, or something was not expected.", "Look it up in LianLian's merchant portal, then close it by your own word with Resolve-LianPayment."),
        new(PaymentStatus.Held, "person", "It still waits for a confirmation. Nothing has gone to the bank.", "Run the file again, at least two minutes after the last send. Left alone, it closes after 24 hours."),
        new(PaymentStatus.Rejected, "bad", "The gateway refused this confirmation. The payout may still be open there.", SeeWhy),
        new(PaymentStatus.Failed, "bad", "The payment failed.", PayAgain),
        new(PaymentStatus.Returned, "bad", "It was paid, and the bank has sent the money back.", PayAgain),
        new(PaymentStatus.Closed, "bad", "It was not confirmed in time, and the gateway has closed it.", PayAgain),
        new(PaymentStatus.Taken, "still", "Another process has it, or it is final already. Nothing was sent.", "Nothing."),
        new(PaymentStatus.Accepted, "going", "In process at the gateway, not paid yet.", "Run Resolve-LianPayment later."),
        new(PaymentStatus.Paid, "good", "Paid. The bank may still return it.", "Run Resolve-LianPayment -IncludePaid within the next days."),
    ];

    /// <summary>True when nobody has to do anything about it now.</summary>
    internal bool IsWell => Status is PaymentStatus.Accepted or PaymentStatus.Paid or PaymentStatus.Taken;

    internal static StatusGuide Of(PaymentStatus status) => All.FirstOrDefault(guide => guide.Status == status) ?? All[0];
}
