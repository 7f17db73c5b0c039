using LianPay.Core.Gateway;
using LianPay.Core.Ledger;

namespace LianPay.Core.Confirmation;

/// <summary>
/// Whose word counts for a payment: the ledger's before the row's. A recorded refusal always holds; a recorded approval holds
/// for its code and a day, and is otherwise as if it were not there.
/// </summary>
internal static class ReviewRules
{
    /// <summary>How long the gateway waits for a confirmation, and so how long a review counts (PROTOCOL 2.5).</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private const int ReviewerMaxLength = 128;

    /// <summary>Judges a payment.</summary>
    /// <param name="policy">What the ledger asks of reviews.</param>
    /// <param name="recorded">The review in the ledger, or null.</param>
    /// <param name="payment">The row.</param>
    /// <param name="codeMac">HMAC of the row's confirm code.</param>
    /// <param name="account">The account that wants to confirm.</param>
    /// <param name="now">The time.</param>
    /// <param name="review">The review that counts, when nothing is refused.</param>
    internal static Refusal? Judge(
        LedgerPolicy policy, LedgerReview? recorded, HeldPayment payment, string codeMac, string account, DateTimeOffset now, out Review? review)
    {
        review = null;
        if (recorded is { Decision: ReviewDecision.Denied })
        {
            return new(RefusalReason.ReviewDenied, "reviewed_by", $"{recorded.Reviewer} has denied it in the ledger.", "Leave it: the gateway closes it after 24 hours. Only a new approval in the ledger takes that back.");
        }

        Refusal? flaw = recorded is null ? null : FlawOf(recorded, codeMac, now);
        if (recorded is not null && flaw is null)
        {
            if (policy.RequireSecondPerson && OsAccount.AreSame(recorded.Account, account))
            {
                return new(RefusalReason.SamePerson, "reviewed_by", $"The account {account} has approved it, and the ledger asks that another one confirms.", "Let the scheduled task run under an account of its own, or let another person approve it.");
            }

            review = new Review(recorded.Reviewer, recorded.At);
            return null;
        }

        if (policy.RequireLedgerApproval || policy.RequireSecondPerson)
        {
            return flaw ?? new(RefusalReason.LedgerApprovalMissing, "reviewed_by", "The ledger asks for an approval that is recorded in it, and has none.", "Let a person approve it with Approve-LianPayment, connected to this ledger. The columns of a file do not count here.");
        }

        Refusal? refusal = FlawOf(payment, now);
        if (refusal is null)
        {
            review = new Review(payment.ReviewedBy!, payment.ReviewedAt!.Value);
            return null;
        }

        // Nobody else has reviewed it: what is wrong with the recorded approval tells more.
        return refusal.Reason == RefusalReason.NotReviewed ? flaw ?? refusal : refusal;
    }

    private static Refusal? FlawOf(LedgerReview recorded, string codeMac, DateTimeOffset now) =>
        FlawOf(recorded.At, now)
        ?? (recorded.CodeMac == codeMac
            ? null
            : new(RefusalReason.ReviewOfOtherCode, "confirm_code", "It was approved in the ledger with another confirm code.", "Find out which code is right, and let a person approve the payment with it."));

    private static Refusal? FlawOf(HeldPayment payment, DateTimeOffset now)
    {
        if (payment.Decision == ReviewDecision.Denied)
        {
            return new(RefusalReason.ReviewDenied, "reviewed_by", "A person has denied it.", "Leave it: the gateway closes it after 24 hours.");
        }

        return string.IsNullOrWhiteSpace(payment.ReviewedBy) || payment.ReviewedBy.Length > ReviewerMaxLength || payment.ReviewedAt is not { } reviewedAt
            ? new(RefusalReason.NotReviewed, "reviewed_by", "Nobody has reviewed it: a reviewer and the time of the review are needed.", "Let a person review it, with Approve-LianPayment or in the file's columns reviewed_by and reviewed_at.")
            : FlawOf(reviewedAt, now);
    }

    private static Refusal? FlawOf(DateTimeOffset reviewedAt, DateTimeOffset now)
    {
        TimeSpan age = now - reviewedAt;
        if (age > Lifetime)
        {
            return new(RefusalReason.ReviewExpired, "reviewed_at", "The review is older than the 24 hours for which the gateway keeps a held payment.", "Ask the gateway for the payment's state with Get-LianPayment; when it is still held, review it again.");
        }

        return age < -GatewayReply.ClockTolerance
            ? new(RefusalReason.ReviewInFuture, "reviewed_at", "The review lies in the future.", "Check the clocks, and the offset in reviewed_at.")
            : null;
    }
}
