using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>Whose review counts: the ledger's before the row's, for its code and a day, and by another person where the ledger asks for two.</summary>
public sealed class ReviewRulesTests
{
    private const string Mac = "A";
    private const string Payer = "payer";

    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly HeldPayment Bare = new();
    private static readonly HeldPayment Reviewed = new() { ReviewedBy = "file", ReviewedAt = Now.AddHours(-1) };
    private static readonly LedgerReview Approval = new(ReviewDecision.Approved, "ledger", "Checked", Now.AddHours(-2), "reviewer", Mac);
    private static readonly LedgerReview Denial = new(ReviewDecision.Denied, "ledger", "Paid before", Now.AddDays(-30), "reviewer", CodeMac: null);
    private static readonly LedgerPolicy Open = new();
    private static readonly LedgerPolicy OfLedger = new() { RequireLedgerApproval = true };
    private static readonly LedgerPolicy OfTwo = new() { RequireSecondPerson = true };

    [Fact]
    public void An_approval_in_the_ledger_counts_whatever_the_row_says()
    {
        foreach (LedgerPolicy policy in new[] { Open, OfLedger, OfTwo })
        {
            AssertCounts("ledger", policy, Approval, Bare);
            AssertCounts("ledger", policy, Approval, Reviewed);
            AssertCounts("ledger", policy, Approval, new HeldPayment { Decision = ReviewDecision.Denied });
        }
    }

    [Fact]
    public void A_refusal_in_the_ledger_holds_however_old_and_whatever_the_row_says()
    {
        foreach (LedgerPolicy policy in new[] { Open, OfLedger, OfTwo })
        {
            AssertRefused(RefusalReason.ReviewDenied, policy, Denial, Reviewed);
            AssertRefused(RefusalReason.ReviewDenied, policy, Denial, new HeldPayment { ReviewedBy = "file", ReviewedAt = Now, Decision = ReviewDecision.Approved });
        }
    }

    [Fact]
    public void Without_a_word_of_the_ledger_the_row_counts_unless_the_ledger_asks_for_its_own()
    {
        AssertCounts("file", Open, recorded: null, Reviewed);
        AssertRefused(RefusalReason.NotReviewed, Open, recorded: null, Bare);
        AssertRefused(RefusalReason.LedgerApprovalMissing, OfLedger, recorded: null, Reviewed);
        AssertRefused(RefusalReason.LedgerApprovalMissing, OfTwo, recorded: null, Reviewed);
    }

    [Fact]
    public void An_approval_of_another_code_is_none()
    {
        LedgerReview other = Approval with { CodeMac = "B" };

        AssertRefused(RefusalReason.ReviewOfOtherCode, Open, other, Bare);
        AssertRefused(RefusalReason.ReviewOfOtherCode, OfLedger, other, Reviewed);
        AssertCounts("file", Open, other, Reviewed);
        AssertRefused(RefusalReason.ReviewOfOtherCode, Open, Approval with { CodeMac = null }, Bare);
    }

    [Fact]
    public void What_is_wrong_with_the_rows_own_review_is_told_before_what_is_wrong_with_the_ledgers()
    {
        LedgerReview other = Approval with { CodeMac = "B" };

        AssertRefused(RefusalReason.ReviewDenied, Open, other, new HeldPayment { Decision = ReviewDecision.Denied });
        AssertRefused(RefusalReason.ReviewExpired, Open, other, new HeldPayment { ReviewedBy = "file", ReviewedAt = Now.AddHours(-25) });
    }

    [Fact]
    public void An_approval_counts_for_a_day_and_not_before_it_was_given()
    {
        AssertCounts("ledger", OfLedger, Approval with { At = Now.AddHours(-24) }, Bare);
        AssertRefused(RefusalReason.ReviewExpired, OfLedger, Approval with { At = Now.AddHours(-24).AddTicks(-1) }, Reviewed);
        AssertRefused(RefusalReason.ReviewExpired, Open, Approval with { At = Now.AddHours(-25) }, Bare);
        AssertCounts("file", Open, Approval with { At = Now.AddHours(-25) }, Reviewed);
        AssertCounts("ledger", OfLedger, Approval with { At = Now.AddMinutes(5) }, Bare);
        AssertRefused(RefusalReason.ReviewInFuture, OfLedger, Approval with { At = Now.AddMinutes(5).AddTicks(1) }, Bare);
    }

    [Theory]
    [InlineData("payer")]
    [InlineData("PAYER")]
    public void Who_approved_does_not_confirm_where_the_ledger_asks_for_two(string account)
    {
        LedgerReview own = Approval with { Account = account };

        AssertRefused(RefusalReason.SamePerson, OfTwo, own, Bare);
        AssertRefused(RefusalReason.SamePerson, OfTwo, own, Reviewed);
        AssertCounts("ledger", OfLedger, own, Bare);
        AssertCounts("ledger", Open, own, Bare);
    }

    private static void AssertCounts(string reviewer, LedgerPolicy policy, LedgerReview? recorded, HeldPayment payment)
    {
        Assert.Null(ReviewRules.Judge(policy, recorded, payment, Mac, Payer, Now, out Review? review)?.Reason);
        Assert.Equal(reviewer, review?.Reviewer);
    }

    private static void AssertRefused(RefusalReason reason, LedgerPolicy policy, LedgerReview? recorded, HeldPayment payment)
    {
        Refusal? refusal = ReviewRules.Judge(policy, recorded, payment, Mac, Payer, Now, out Review? review);

        Assert.Equal((reason, null), (refusal?.Reason, review));
        Assert.All([refusal!.Field, refusal.Message, refusal.Advice], Assert.NotEmpty);
    }
}
