using CsCheck;
using LianPay.Core.Gateway;
using LianPay.Core.Messages;

namespace LianPay.Core.Tests.Gateway;

/// <summary>FAULTS P12 and P18 to P20: what each code says of a confirmation, to be held against PROTOCOL 2.1 line by line.</summary>
public sealed class ConfirmReplyTests
{
    private static readonly string[] Rejecting =
    [
        "1001", "1004", "1005", "1008", "3001", "4005", "4012", "4105", "9910", "9911", "9912", "9913", // FAIL
        "4103", "4104", "9104", // RETRY-SAME
        "4011", // Wrong code.
    ];

    private static Gen<char> WellFormedChar => Gen.Char.Where(character => !char.IsSurrogate(character));

    private static readonly Gen<string> CodeLike = Gen.OneOf(
        UnicodeText.WellFormed, Gen.String[Gen.Char["0 ０o\0"], 0, 6], WellFormedChar.Select(tail => "0000" + tail), WellFormedChar.Select(head => head + "0000"));

    [Fact]
    public void Of_all_ten_thousand_codes_one_is_accepted_and_the_listed_refusals_are_rejected()
    {
        string[] codes = [.. Enumerable.Range(0, 10_000).Select(code => code.ToString("D4", System.Globalization.CultureInfo.InvariantCulture))];

        ILookup<CallOutcome, string> outcomes = codes.ToLookup(code => ConfirmReply.Classify(code).Outcome);

        Assert.Equal(["0000"], outcomes[CallOutcome.Accepted]);
        Assert.Equal(Rejecting.Order(StringComparer.Ordinal), outcomes[CallOutcome.Rejected]);
        Assert.Empty(outcomes[CallOutcome.NotSent]);
        Assert.Equal(10_000 - 1 - Rejecting.Length, outcomes[CallOutcome.Unknown].Count());
    }

    [Fact]
    public void Of_ten_thousand_signed_answers_the_one_with_0000_is_accepted()
    {
        string[] codes = [.. Enumerable.Range(0, 10_000).Select(code => code.ToString("D4", System.Globalization.CultureInfo.InvariantCulture))];

        Assert.Equal(["0000"], codes.Where(code => PlatformReply.HeardByConfirm(PlatformReply.Sign(PlatformReply.Confirm(code))).Outcome == CallOutcome.Accepted));
    }

    [Fact]
    public void No_other_text_is_accepted_even_when_it_is_signed() =>
        CodeLike.Where(text => text != "0000").Sample(
            text => Assert.NotEqual(CallOutcome.Accepted, PlatformReply.HeardByConfirm(PlatformReply.Sign(PlatformReply.Confirm(text))).Outcome),
            iter: LongRun.Samples(3000),
            threads: LongRun.Threads);

    [Fact]
    public void No_other_text_is_accepted_or_rejected()
    {
        Gen.OneOf(Gen.String, CodeLike)
            .Where(text => text != "0000" && !Rejecting.Contains(text))
            .Sample(text => ConfirmReply.Classify(text).Outcome == CallOutcome.Unknown, iter: LongRun.Samples(100_000), threads: LongRun.Threads);
    }

    [Theory]
    [InlineData("0000", OutcomeReason.None)]
    [InlineData("1001", OutcomeReason.Configuration)]
    [InlineData("1008", OutcomeReason.Configuration)]
    [InlineData("3001", OutcomeReason.Configuration)]
    [InlineData("4005", OutcomeReason.Configuration)]
    [InlineData("1004", OutcomeReason.RefusedByGateway)]
    [InlineData("9104", OutcomeReason.RefusedByGateway)]
    [InlineData("9913", OutcomeReason.RefusedByGateway)]
    [InlineData("4011", OutcomeReason.WrongCode)]
    [InlineData("4008", OutcomeReason.CodeLocked)]
    [InlineData("4002", OutcomeReason.HeldAgain)]
    [InlineData("4003", OutcomeReason.HeldAgain)]
    [InlineData("4004", OutcomeReason.HeldAgain)]
    [InlineData("4001", OutcomeReason.MustQuery)]
    [InlineData("4010", OutcomeReason.MustQuery)]
    [InlineData("1002", OutcomeReason.MustQuery)]
    [InlineData("2005", OutcomeReason.MustQuery)]
    [InlineData("4006", OutcomeReason.MustQuery)]
    [InlineData("4007", OutcomeReason.MustQuery)]
    [InlineData("4009", OutcomeReason.MustQuery)]
    [InlineData("8901", OutcomeReason.MustQuery)]
    [InlineData("9901", OutcomeReason.MustQuery)]
    [InlineData("9999", OutcomeReason.MustQuery)]
    [InlineData("7777", OutcomeReason.MustQuery)]
    public void A_signed_code_has_its_reason(string retCode, OutcomeReason reason)
    {
        ConfirmReply reply = PlatformReply.HeardByConfirm(PlatformReply.Sign(PlatformReply.Confirm(retCode)));

        Assert.Equal((reason, retCode, true), (reply.Reason, reply.RetCode, reply.IsVerified));
    }

    [Fact]
    public void A_hold_may_bring_its_new_confirm_code_along()
    {
        MessageFields held = PlatformReply.Confirm("4002").With(FieldNames.ConfirmCode, "646872");

        Assert.Equal((CallOutcome.Unknown, OutcomeReason.HeldAgain), Outcome(PlatformReply.HeardByConfirm(PlatformReply.Sign(held))));
    }

    [Fact]
    public void A_paybill_is_told_by_a_verified_answer_alone()
    {
        MessageFields accepted = PlatformReply.Confirm().With(FieldNames.PaybillId, GatewayCaller.PaybillId);

        Assert.Equal(GatewayCaller.PaybillId, PlatformReply.HeardByConfirm(PlatformReply.Sign(accepted)).PaybillId);
        Assert.Null(PlatformReply.HeardByConfirm(PlatformReply.Sign(accepted, TestKeys.Other1024.PrivateKey)).PaybillId);
    }

    [Fact]
    public void What_the_gateway_says_is_made_fit_for_a_terminal()
    {
        ConfirmReply reply = PlatformReply.HeardByConfirm(PlatformReply.Confirm("\u001b[2J").With(FieldNames.RetMessage, "\u001b]0;pay again").ToJson());

        Assert.Equal(("\uFFFD[2J", "\uFFFD]0;pay again"), (reply.RetCode, reply.RetMessage));
    }

    [Fact]
    public void What_was_not_sent_is_not_sent_whatever_was_heard()
    {
        HttpExchange exchange = new() { BodyStarted = false, Failure = OutcomeReason.Timeout, StartedAt = default, Duration = default };

        Assert.Equal((CallOutcome.NotSent, OutcomeReason.Timeout), Outcome(new ConfirmReply(exchange, answer: null)));
    }

    [Fact]
    public void An_outcome_that_nobody_set_is_unknown()
    {
        Assert.Equal(CallOutcome.Unknown, default(CallOutcome));
    }

    private static (CallOutcome Outcome, OutcomeReason Reason) Outcome(ConfirmReply reply) => (reply.Outcome, reply.Reason);
}
