using LianPay.Core.Gateway;
using LianPay.Core.Messages;

namespace LianPay.Core.Tests.Gateway;

public sealed class QueryReplyTests
{
    private const string Failure = "收款账户状态异常";

    [Fact]
    public void A_signed_answer_tells_everything_it_holds()
    {
        QueryReply reply = Hear(PlatformReply.Query().With(FieldNames.SettleDate, "20170209").With(FieldNames.OrderInfo, "wages\r\n").With(FieldNames.Memo, Failure));

        Assert.Equal((OutcomeReason.None, true, "SUCCESS"), (reply.Reason, reply.IsVerified, reply.ResultPay));
        Assert.Equal((GatewayCaller.OrderNumber, GatewayCaller.PaybillId, 49.65m), (reply.OrderNumber, reply.PaybillId, reply.Amount));
        Assert.Equal(new DateTimeOffset(2017, 2, 8, 16, 59, 24, TimeSpan.FromHours(8)), reply.OrderedAt);
        Assert.Equal(("20170209", "wages\uFFFD\uFFFD", Failure, false), (reply.SettleDate, reply.OrderInfo, reply.Memo, reply.IsMemoUnsigned));
    }

    [Fact]
    public void An_order_that_is_still_held_has_no_paybill()
    {
        QueryReply reply = Hear(PlatformReply.Query("CHECK").Without(FieldNames.PaybillId));

        Assert.Equal((OutcomeReason.None, "CHECK", null), (reply.Reason, reply.ResultPay, reply.PaybillId));
    }

    [Fact]
    public void A_memo_that_the_signature_leaves_out_is_text_that_nobody_vouches_for()
    {
        MessageFields signed = PlatformReply.Signed(PlatformReply.Query("FAILURE"));

        QueryReply reply = PlatformReply.HeardByQuery(signed.With(FieldNames.Memo, "\u001b]0;pay again").ToJson());

        Assert.Equal((OutcomeReason.None, "FAILURE", true), (reply.Reason, reply.ResultPay, reply.IsMemoUnsigned));
        Assert.Equal("\uFFFD]0;pay again", reply.Memo);
    }

    [Fact]
    public void A_memo_that_the_signature_covers_cannot_be_changed_or_taken_away()
    {
        MessageFields signed = PlatformReply.Signed(PlatformReply.Query("FAILURE").With(FieldNames.Memo, Failure));

        Assert.False(PlatformReply.HeardByQuery(signed.ToJson()).IsMemoUnsigned);
        Assert.Equal(OutcomeReason.BadSignature, PlatformReply.HeardByQuery(signed.With(FieldNames.Memo, "paid").ToJson()).Reason);
        Assert.Equal(OutcomeReason.BadSignature, PlatformReply.HeardByQuery(signed.Without(FieldNames.Memo).ToJson()).Reason);
    }

    [Theory]
    [InlineData(FieldNames.OrderInfo)]
    [InlineData(FieldNames.SettleDate)]
    [InlineData("card_no")]
    [InlineData("bank_name")]
    public void No_other_field_may_stand_outside_of_the_signature(string name)
    {
        MessageFields signed = PlatformReply.Signed(PlatformReply.Query());

        Assert.Equal(OutcomeReason.BadSignature, PlatformReply.HeardByQuery(signed.With(name, "20170209").With(FieldNames.Memo, Failure).ToJson()).Reason);
    }

    [Fact]
    public void An_unsigned_memo_has_no_place_in_the_answer_to_a_confirmation()
    {
        Assert.Equal(
            OutcomeReason.BadSignature,
            PlatformReply.HeardByConfirm(PlatformReply.Signed(PlatformReply.Confirm()).With(FieldNames.Memo, Failure).ToJson()).Reason);
    }

    [Theory]
    [InlineData("8901", OutcomeReason.NoRecord)]
    [InlineData("1001", OutcomeReason.MustQuery)]
    [InlineData("9999", OutcomeReason.MustQuery)]
    [InlineData("4005", OutcomeReason.MustQuery)]
    [InlineData("7777", OutcomeReason.MustQuery)]
    public void Another_code_than_0000_tells_no_state(string retCode, OutcomeReason reason)
    {
        QueryReply reply = Hear(PlatformReply.Confirm(retCode));

        Assert.Equal((reason, true, null, null), (reply.Reason, reply.IsVerified, reply.ResultPay, reply.Amount));
    }

    [Fact]
    public void A_state_under_another_code_than_0000_is_not_told()
    {
        Assert.Null(Hear(PlatformReply.Query().With(FieldNames.RetCode, "9999")).ResultPay);
    }

    [Theory]
    [InlineData(FieldNames.ResultPay, "success")]
    [InlineData(FieldNames.ResultPay, "SUCCESS ")]
    [InlineData(FieldNames.ResultPay, "")]
    [InlineData(FieldNames.Amount, "49,65")]
    [InlineData(FieldNames.Amount, "-1")]
    [InlineData(FieldNames.Amount, "1e9")]
    [InlineData(FieldNames.Amount, "")]
    [InlineData(FieldNames.OrderedAt, "2017-02-08")]
    [InlineData(FieldNames.OrderedAt, "20170230165924")]
    [InlineData(FieldNames.OrderedAt, "")]
    [InlineData(FieldNames.SettleDate, "20170230")]
    [InlineData(FieldNames.PaybillId, "x")]
    public void A_field_that_breaks_its_grammar_or_is_missing(string name, string value)
    {
        QueryReply reply = Hear(PlatformReply.Query().With(name, value));

        Assert.Equal((OutcomeReason.UnexpectedFields, null), (reply.Reason, reply.ResultPay));
        Assert.Contains($"'{name}'", reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Asked_by_order_the_answer_must_name_that_order()
    {
        Assert.Equal(OutcomeReason.OtherOrder, Hear(PlatformReply.Query(orderNumber: "OTHER")).Reason);
    }

    [Fact]
    public void Asked_by_paybill_the_answer_must_name_that_paybill()
    {
        byte[] answer = PlatformReply.Sign(PlatformReply.Query());

        Assert.Equal(OutcomeReason.None, PlatformReply.HeardByQuery(answer, orderNumber: null, GatewayCaller.PaybillId).Reason);
        Assert.Equal(OutcomeReason.OtherOrder, PlatformReply.HeardByQuery(answer, orderNumber: null, "2017020800000002").Reason);
        Assert.Equal(OutcomeReason.OtherOrder, PlatformReply.HeardByQuery(answer, GatewayCaller.OrderNumber, "2017020800000002").Reason);
    }

    [Fact]
    public void Asked_by_paybill_alone_an_answer_without_one_could_be_anybodys()
    {
        byte[] another = PlatformReply.Sign(PlatformReply.Query("CLOSED", "OTHER").Without(FieldNames.PaybillId));

        QueryReply reply = PlatformReply.HeardByQuery(another, orderNumber: null, GatewayCaller.PaybillId);

        Assert.Equal((OutcomeReason.UnexpectedFields, null, null), (reply.Reason, reply.ResultPay, reply.OrderNumber));
        Assert.Contains($"'{FieldNames.PaybillId}'", reply.Detail, StringComparison.Ordinal);
    }

    private static QueryReply Hear(MessageFields fields) => PlatformReply.HeardByQuery(PlatformReply.Sign(fields));
}
