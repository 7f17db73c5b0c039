using LianPay.Core.Confirmation;
using LianPay.Core.Gateway;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;
using LianPay.Core.Tests.Gateway;
using LianPay.Core.Tests.Ledger;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>DESIGN section 4: what the ledger keeps of each answer.</summary>
public sealed class EvidenceTests
{
    private const string Code = GatewayCaller.ConfirmCode;

    private static readonly LedgerRecord Intent = LedgerFolder.Bare("A1") with { Attempts = 2, CodeMac = "A" };

    [Theory]
    [InlineData("0000", AttemptState.Accepted, null, false, null)]
    [InlineData("9911", AttemptState.Rejected, "RefusedByGateway", false, null)]
    [InlineData("4005", AttemptState.Rejected, "Configuration", false, null)]
    [InlineData("4011", AttemptState.Rejected, "WrongCode", false, "A")]
    [InlineData("4008", AttemptState.Unknown, "CodeLocked", true, null)]
    [InlineData("4002", AttemptState.Unknown, "HeldAgain", true, null)]
    [InlineData("4001", AttemptState.Unknown, "MustQuery", false, null)]
    public void A_signed_answer_to_a_confirmation_is_taken_for_what_it_says(string retCode, AttemptState state, string? reason, bool isOdd, string? wrongCodeMac)
    {
        ConfirmReply reply = PlatformReply.HeardByConfirm(PlatformReply.Sign(
            PlatformReply.Confirm(retCode).With(FieldNames.RetMessage, $"验证码{Code}").With(FieldNames.PaybillId, GatewayCaller.PaybillId)));

        Assert.Equal(
            new ConfirmEvidence(2, state, reason, retCode, "验证码[code masked]", GatewayCaller.PaybillId, isOdd, wrongCodeMac),
            Evidence.Of(reply, Intent, Code));
    }

    [Theory]
    [InlineData(true, AttemptState.Unknown)]
    [InlineData(false, AttemptState.NotSent)]
    public void Without_an_answer_a_try_is_unsent_only_when_no_byte_has_left(bool wasSent, AttemptState state) => Assert.Equal(
        new ConfirmEvidence(2, state, "Timeout", null, null, null, IsOdd: false, WrongCodeMac: null),
        Evidence.Of(PlatformReply.Unheard(OutcomeReason.Timeout, wasSent), Intent, Code));

    [Theory]
    [InlineData("CHECK", PaymentFacts.None, true)]
    [InlineData("PROCESSING", PaymentFacts.Accepted, false)]
    [InlineData("WAITING", PaymentFacts.Accepted, false)]
    [InlineData("SUCCESS", PaymentFacts.Paid, false)]
    [InlineData("FAILURE", PaymentFacts.Failed, false)]
    [InlineData("CANCEL", PaymentFacts.Returned, false)]
    [InlineData("CLOSED", PaymentFacts.Closed, false)]
    [InlineData("APPLY", PaymentFacts.Odd, false)]
    [InlineData("EXPLODED", PaymentFacts.Odd, false)]
    public void A_signed_answer_to_a_query_is_a_fact_by_the_ledgers_clock(string resultPay, PaymentFacts facts, bool isHeld)
    {
        QueryReply reply = PlatformReply.HeardByQuery(PlatformReply.Sign(PlatformReply.Query(resultPay)));

        Assert.Equal(
            new QueryEvidence(reply.StartedAt.AddMinutes(5), facts, isHeld, IsWithoutRecord: false, GatewayCaller.PaybillId, new(2017, 2, 8, 16, 59, 24, TimeSpan.FromHours(8))),
            Evidence.Of(reply, TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public void An_8901_says_that_there_is_no_record_though_the_gateway_does_not_sign_it()
    {
        Assert.All(
            new[] { PlatformReply.Sign(PlatformReply.Confirm("8901")), """{"ret_code":"8901","ret_msg":"没有记录"}"""u8.ToArray() },
            body => Assert.Equal(
                new QueryEvidence(default, PaymentFacts.None, IsHeld: false, IsWithoutRecord: true, null, null),
                Evidence.Of(PlatformReply.HeardByQuery(body), TimeSpan.Zero)));
    }

    [Fact]
    public void An_answer_is_kept_as_it_came_with_its_code_masked_and_an_empty_one_as_what_is_wrong_with_it()
    {
        Assert.Equal("<p>[code masked]", Evidence.TextOf(PlatformReply.HeardByConfirm([.. "<p>"u8, .. System.Text.Encoding.UTF8.GetBytes(Code)]), Code));

        ConfirmReply empty = PlatformReply.HeardByConfirm([]);
        Assert.NotEmpty(empty.Detail!);
        Assert.Equal(empty.Detail, Evidence.TextOf(empty, Code));
        Assert.Null(Evidence.TextOf(PlatformReply.Unheard(OutcomeReason.Timeout, wasSent: true), Code));
    }

    [Theory]
    [InlineData(4096, 4096)]
    [InlineData(4097, 4097)] // 4096, and the sign that something is missing.
    [InlineData(9000, 4097)]
    public void A_long_answer_is_cut(int length, int kept)
    {
        string text = Evidence.TextOf(PlatformReply.HeardByConfirm([.. Enumerable.Repeat((byte)'x', length)]), Code)!;

        Assert.Equal((kept, length > 4096), (text.Length, text.EndsWith('…')));
    }

    [Fact]
    public void Half_a_code_at_the_cut_is_masked_too()
    {
        byte[] body = [.. Enumerable.Repeat((byte)'x', 4093), .. System.Text.Encoding.UTF8.GetBytes(Code)];

        Assert.DoesNotContain(Code[..3], Evidence.TextOf(PlatformReply.HeardByConfirm(body), Code), StringComparison.Ordinal);
    }
}
