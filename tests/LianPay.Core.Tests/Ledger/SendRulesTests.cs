using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;

namespace LianPay.Core.Tests.Ledger;

/// <summary>The resend rule of DESIGN section 4, each condition at its boundary: what is allowed, with one thing changed, is not.</summary>
public sealed class SendRulesTests
{
    private static readonly DateTimeOffset Sent = LedgerFolder.Start;
    private static readonly DateTimeOffset Now = Sent.AddSeconds(121);

    /// <summary>Sent once without an answer, and two minutes later, a second ago, the gateway said that it still waits: it may be sent again.</summary>
    private static readonly LedgerRecord Lost = LedgerFolder.Bare("A1") with
    {
        Attempts = 1,
        Sends = 1,
        LastAttempt = AttemptState.Unknown,
        FirstSentAt = Sent,
        LastSentAt = Sent,
        CodeMac = "A",
        LastCheckAt = Sent.AddSeconds(120),
        OrderedAt = Sent.AddHours(-1),
    };

    public static TheoryData<string, LedgerRecord> Resendable => new()
    {
        { "lost", Lost },
        { "sent twice", Lost with { Attempts = 2, Sends = 2 } },
        { "tried often and sent twice", Lost with { Attempts = 9, Sends = 2 } },
        { "not sent the second time", Lost with { Attempts = 2, LastAttempt = AttemptState.NotSent } },
        { "just younger than 23.5 hours", Lost with { OrderedAt = Now.AddHours(-23.5).AddTicks(1) } },
    };

    public static TheoryData<string, LedgerRecord> Barred => new()
    {
        { "TooManySends", Lost with { Attempts = 3, Sends = 3 } },
        { "TooOld", Lost with { OrderedAt = Now.AddHours(-23.5) } },
        { "NotHeld", Lost with { LastCheckAt = null } },
        { "NotHeld", Lost with { LastCheckAt = Sent } },
        { "NotHeld", Lost with { LastCheckAt = Sent.AddSeconds(120).AddTicks(-1) } },
        { "OtherCode", Lost with { CodeMac = "B" } },
        { "WrongCode", Lost with { WrongCodeMacs = ["A"] } },
        { "RejectedForGood", Lost with { LastAttempt = AttemptState.Rejected, RetCode = "4012" } },
        { "RejectedForGood", Lost with { LastAttempt = AttemptState.Rejected, RetCode = "9910" } },
        { "RejectedForGood", Lost with { LastAttempt = AttemptState.Rejected, RetCode = null } },
    };

    [Theory]
    [MemberData(nameof(Resendable))]
    public void What_waits_for_its_confirmation_may_be_sent_again(string why, LedgerRecord record) =>
        Assert.Equal((SendVerdict.Send, why), (Decide(record).Verdict, why));

    [Theory]
    [MemberData(nameof(Barred))]
    public void One_broken_condition_is_enough_to_wait(string reason, LedgerRecord record) =>
        Assert.Equal((SendVerdict.Wait, reason), Decide(record));

    [Theory]
    [InlineData(119.999, 121, "QuietPeriod")] // The question was too early, though the time is right.
    [InlineData(119, 119.999, "QuietPeriod")]
    [InlineData(120, 119.999, "QuietPeriod")] // The clock was set back after the question.
    [InlineData(120, 120, null)]
    public void Nothing_is_sent_again_within_120_seconds_of_the_last_send(double askedAfter, double nowAfter, string? reason)
    {
        DateTimeOffset asked = Sent.AddSeconds(askedAfter);

        (SendVerdict verdict, string? why) = SendRules.Decide(
            Lost with { LastCheckAt = asked }, "A", Sent.AddHours(-1), isDoubtful: false, asked, TimeSpan.Zero, Sent.AddSeconds(nowAfter));

        Assert.Equal((reason is null ? SendVerdict.Send : SendVerdict.Wait, reason), (verdict, why));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(29, null)]
    [InlineData(30, "TooOld")]
    [InlineData(-60, null)]
    public void The_age_is_told_by_the_gateways_clock(int skewMinutes, string? reason)
    {
        LedgerRecord record = Lost with { OrderedAt = Now.AddHours(-23) };

        Assert.Equal(reason, SendRules.Decide(record, "A", Sent, isDoubtful: false, Sent.AddSeconds(120), TimeSpan.FromMinutes(skewMinutes), Now).Reason);
    }

    [Fact]
    public void The_earlier_of_order_and_approval_counts_for_the_age()
    {
        DateTimeOffset old = Now.AddHours(-23.5);

        Assert.Equal("TooOld", Decide(Lost with { OrderedAt = Now.AddHours(-1) }, reviewedAt: old).Reason);
        Assert.Equal("TooOld", Decide(Lost with { OrderedAt = old }, reviewedAt: Now.AddHours(-1)).Reason);
        Assert.Equal("TooOld", Decide(Lost with { OrderedAt = null }, reviewedAt: old).Reason);
        Assert.Equal(SendVerdict.Send, Decide(Lost with { OrderedAt = null }, reviewedAt: old.AddTicks(1)).Verdict);
    }

    [Theory]
    [InlineData("1001")]
    [InlineData("1004")]
    [InlineData("1008")]
    [InlineData("3001")]
    [InlineData("4005")]
    [InlineData("4103")]
    [InlineData("4104")]
    [InlineData("9104")]
    public void A_refusal_that_can_be_mended_may_be_followed_by_a_send(string retCode) =>
        Assert.Equal(SendVerdict.Send, Decide(Lost with { LastAttempt = AttemptState.Rejected, RetCode = retCode }).Verdict);

    [Fact]
    public void No_other_refusal_may()
    {
        string[] mendable = ["1001", "1004", "1008", "3001", "4005", "4103", "4104", "9104", "4011"];
        foreach (string code in Enumerable.Range(0, 10_000).Select(number => $"{number:D4}").Except(mendable))
        {
            Assert.Equal((SendVerdict.Wait, "RejectedForGood"), Decide(Lost with { LastAttempt = AttemptState.Rejected, RetCode = code }));
        }
    }

    [Fact]
    public void After_a_wrong_code_another_one_that_was_approved_after_the_send_may_be_sent()
    {
        LedgerRecord wrong = Lost with { LastAttempt = AttemptState.Rejected, RetCode = "4011", WrongCodeMacs = ["A"] };

        Assert.Equal((SendVerdict.Wait, "WrongCode"), Decide(wrong, "A", reviewedAt: Now));
        Assert.Equal((SendVerdict.Wait, "WrongCode"), Decide(wrong, "B", reviewedAt: Sent));
        Assert.Equal((SendVerdict.Send, null), Decide(wrong, "B", reviewedAt: Sent.AddTicks(1)));
    }

    [Fact]
    public void Three_wrong_codes_are_enough()
    {
        LedgerRecord wrong = Lost with { Attempts = 2, Sends = 2, LastAttempt = AttemptState.Rejected, RetCode = "4011", WrongCodeMacs = ["A", "B"] };

        Assert.Equal(SendVerdict.Send, Decide(wrong, "D", reviewedAt: Now).Verdict);
        Assert.Equal((SendVerdict.Review, "TooManyWrongCodes"), Decide(wrong with { WrongCodeMacs = ["A", "B", "C"] }, "D", reviewedAt: Now));
    }

    [Theory]
    [InlineData(PaymentFacts.Odd, SendVerdict.Review)]
    [InlineData(PaymentFacts.Paid | PaymentFacts.Failed, SendVerdict.Review)]
    [InlineData(PaymentFacts.Accepted, SendVerdict.Taken)]
    [InlineData(PaymentFacts.Paid, SendVerdict.Taken)]
    [InlineData(PaymentFacts.Failed, SendVerdict.Taken)]
    [InlineData(PaymentFacts.Returned, SendVerdict.Taken)]
    [InlineData(PaymentFacts.Closed, SendVerdict.Taken)]
    internal void What_the_gateway_has_said_of_it_ends_it(PaymentFacts facts, SendVerdict verdict)
    {
        foreach (int sends in new[] { 0, 1 })
        {
            Assert.Equal(verdict, Decide(Lost with { Facts = facts, Sends = sends }).Verdict);
        }
    }

    [Fact]
    public void A_persons_word_ends_it() =>
        Assert.Equal(SendVerdict.Taken, Decide((Lost with { Facts = PaymentFacts.Odd }).WithPerson(PaymentStatus.Failed, Now)).Verdict);

    [Fact]
    public void What_may_have_left_is_asked_about_first_whatever_was_known_before()
    {
        Assert.All(
            new[] { AttemptState.Open, AttemptState.Unknown, AttemptState.Rejected, AttemptState.NotSent },
            state => Assert.Equal((SendVerdict.QueryFirst, null), DecideUnasked(Lost with { LastAttempt = state, RetCode = "1001" })));
    }

    [Fact]
    public void What_never_left_is_sent_at_once_by_a_ledger_that_is_whole()
    {
        LedgerRecord unsent = Lost with { Sends = 0, LastAttempt = AttemptState.NotSent, LastCheckAt = null };

        Assert.Equal((SendVerdict.Send, null), DecideUnasked(unsent));
        Assert.Equal((SendVerdict.Send, null), DecideUnasked(LedgerFolder.Bare("A1")));
    }

    [Fact]
    public void A_doubtful_ledger_sends_what_it_does_not_know_only_after_a_CHECK()
    {
        LedgerRecord none = LedgerFolder.Bare("A1");
        LedgerRecord held = none with { LastCheckAt = Now };

        Assert.Equal(SendVerdict.QueryFirst, SendRules.Decide(none, "A", Sent, isDoubtful: true, askedAt: null, TimeSpan.Zero, Now).Verdict);
        Assert.Equal(SendVerdict.QueryFirst, SendRules.Decide(held, "A", Sent, isDoubtful: true, askedAt: null, TimeSpan.Zero, Now).Verdict);
        Assert.Equal((SendVerdict.Wait, "NotHeld"), SendRules.Decide(none, "A", Sent, isDoubtful: true, askedAt: Now, TimeSpan.Zero, Now));
        Assert.Equal((SendVerdict.Wait, "NotHeld"), SendRules.Decide(held, "A", Sent, isDoubtful: true, askedAt: Now.AddSeconds(1), TimeSpan.Zero, Now.AddSeconds(1)));
        Assert.Equal((SendVerdict.Send, null), SendRules.Decide(held, "A", Sent, isDoubtful: true, askedAt: Now, TimeSpan.Zero, Now));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(0, true)]
    public void A_CHECK_that_was_asked_for_before_the_last_try_allows_nothing(int sends, bool isDoubtful)
    {
        DateTimeOffset asked = Sent.AddSeconds(-1);

        Assert.Equal((SendVerdict.Wait, "NotHeld"), SendRules.Decide(Lost with { Sends = sends, LastCheckAt = asked }, "A", asked, isDoubtful, asked, TimeSpan.Zero, Now));
    }

    private static (SendVerdict Verdict, string? Reason) Decide(LedgerRecord record, string codeMac = "A", DateTimeOffset? reviewedAt = null) =>
        SendRules.Decide(record, codeMac, reviewedAt ?? Sent.AddHours(-1), isDoubtful: false, Sent.AddSeconds(120), TimeSpan.Zero, Now);

    private static (SendVerdict Verdict, string? Reason) DecideUnasked(LedgerRecord record) =>
        SendRules.Decide(record, "A", Sent.AddHours(-1), isDoubtful: false, askedAt: null, TimeSpan.Zero, Now);
}
