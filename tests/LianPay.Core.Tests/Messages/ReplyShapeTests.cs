using LianPay.Core.Messages;

namespace LianPay.Core.Tests.Messages;

public sealed class ReplyShapeTests
{
    private static readonly MessageFields Confirmed = Fields(
        ("no_order", "20170208165924"), ("oid_partner", "201606221000921503"), ("oid_paybill", "2016080446983389"), ("ret_code", "0000"),
        ("ret_msg", "交易成功"), ("sign", "AAAA"), ("sign_type", "RSA"));

    private static readonly MessageFields Queried = Fields(
        ("no_order", "20170208165924"), ("oid_partner", "201606221000921503"), ("oid_paybill", "2016080446983389"), ("ret_code", "0000"),
        ("ret_msg", "查询成功"), ("sign", "AAAA"), ("sign_type", "RSA"), ("result_pay", "SUCCESS"), ("dt_order", "20170208165924"),
        ("money_order", "1.50"), ("settle_date", "20170209"), ("info_order", "代付"), ("memo", "无"));

    [Fact]
    public void The_answer_of_each_endpoint_fits_it_and_is_refused_by_the_other()
    {
        Assert.Null(ReplyShape.Confirm.FindDefect(Confirmed));
        Assert.Null(ReplyShape.Query.FindDefect(Queried));
        Assert.Equal("The field 'result_pay' is missing.", ReplyShape.Query.FindDefect(Confirmed));
        Assert.Equal("The field 'result_pay' does not belong to this answer.", ReplyShape.Confirm.FindDefect(Queried));
    }

    [Theory]
    [InlineData("result_pay")]
    [InlineData("dt_order")]
    [InlineData("money_order")]
    [InlineData("settle_date")]
    [InlineData("info_order")]
    [InlineData("memo")]
    public void Any_one_field_of_a_query_answer_tells_it_from_a_confirm_answer(string name) =>
        Assert.Equal($"The field '{name}' does not belong to this answer.", ReplyShape.Confirm.FindDefect(Confirmed.With(name, Queried[name]!)));

    [Fact]
    public void No_answer_has_a_known_field_of_a_request_or_of_another_interface() =>
        Assert.All(
            ["notify_url", "platform", "api_version", "pay_load", "card_no", "acct_name", "bank_name", "flag_card", "prcptcd", "bank_code", "city_code", "brabank_name", "risk_item"],
            name =>
            {
                Assert.Equal($"The field '{name}' does not belong to this answer.", ReplyShape.Confirm.FindDefect(Confirmed.With(name, "1")));
                Assert.Equal($"The field '{name}' does not belong to this answer.", ReplyShape.Query.FindDefect(Queried.With(name, "1")));
            });

    [Fact]
    public void A_field_that_is_not_known_yet_is_let_through()
    {
        Assert.Null(ReplyShape.Confirm.FindDefect(Confirmed.With("trace_id", "x")));
        Assert.Null(ReplyShape.Query.FindDefect(Queried.With("trace_id", "x")));
    }

    [Theory]
    [InlineData("no_order")]
    [InlineData("oid_partner")]
    [InlineData("ret_code")]
    [InlineData("ret_msg")]
    [InlineData("sign")]
    [InlineData("sign_type")]
    public void A_field_that_every_answer_has_must_be_there_and_not_empty(string name)
    {
        string defect = $"The field '{name}' is missing.";

        Assert.Equal(defect, ReplyShape.Confirm.FindDefect(Confirmed.Without(name)));
        Assert.Equal(defect, ReplyShape.Confirm.FindDefect(Confirmed.With(name, "")));
        Assert.Equal(defect, ReplyShape.Query.FindDefect(Queried.Without(name)));
        Assert.Equal(defect, ReplyShape.Query.FindDefect(Queried.With(name, "")));
    }

    [Theory]
    [InlineData("result_pay")]
    [InlineData("dt_order")]
    [InlineData("money_order")]
    public void A_query_answer_has_its_state_with_0000_and_need_not_have_it_otherwise(string name)
    {
        Assert.Equal($"The field '{name}' is missing.", ReplyShape.Query.FindDefect(Queried.Without(name)));
        Assert.Equal($"The field '{name}' is missing.", ReplyShape.Query.FindDefect(Queried.With(name, "")));
        Assert.Null(ReplyShape.Query.FindDefect(Queried.Without(name).With("ret_code", "8901")));
    }

    [Theory]
    [InlineData("oid_paybill")]
    [InlineData("settle_date")]
    [InlineData("info_order")]
    [InlineData("memo")]
    public void An_optional_field_may_be_absent_or_empty(string name)
    {
        Assert.Null(ReplyShape.Query.FindDefect(Queried.Without(name)));
        Assert.Null(ReplyShape.Query.FindDefect(Queried.With(name, "")));
        Assert.Null(ReplyShape.Confirm.FindDefect(Confirmed.With(name, "")));
    }

    [Fact]
    public void A_confirm_code_comes_with_a_code_of_review_alone()
    {
        for (int number = 0; number < 10_000; number++)
        {
            string code = $"{number:D4}";
            Assert.Equal(
                code is "4002" or "4003" or "4004",
                ReplyShape.Confirm.FindDefect(Confirmed.With("ret_code", code).With("confirm_code", "137007")) is null);
        }

        Assert.Equal(
            "The field 'confirm_code' does not belong to this answer.",
            ReplyShape.Confirm.FindDefect(Confirmed.With("confirm_code", "137007")));
        Assert.Equal(
            "The field 'confirm_code' does not belong to this answer.",
            ReplyShape.Query.FindDefect(Queried.With("ret_code", "4002").With("confirm_code", "137007")));
    }

    [Theory]
    [InlineData("oid_partner", "20160622100092150")]
    [InlineData("oid_partner", "２０１６０６２２１０００９２１５０３")]
    [InlineData("oid_partner", "null")]
    [InlineData("no_order", "20170208 165924")]
    [InlineData("no_order", "null")]
    [InlineData("no_order", "NULL")]
    [InlineData("no_order", "A1&oid_partner=2016&ret_code=4005")]
    [InlineData("oid_paybill", "1234567890123456789")]
    [InlineData("oid_paybill", "null")]
    [InlineData("oid_paybill", "0x10")]
    [InlineData("ret_code", "000")]
    [InlineData("ret_code", "0000 ")]
    [InlineData("ret_code", "００００")]
    [InlineData("ret_code", "null")]
    [InlineData("money_order", "1,50")]
    [InlineData("money_order", "-1.50")]
    [InlineData("money_order", "1e3")]
    [InlineData("money_order", "null")]
    [InlineData("dt_order", "20170230165924")]
    [InlineData("dt_order", "2017020816592")]
    [InlineData("dt_order", "2017-02-08 16:59:24")]
    [InlineData("dt_order", "00010101000000")]
    [InlineData("dt_order", "null")]
    [InlineData("settle_date", "20170230")]
    [InlineData("settle_date", "2017-02-09")]
    [InlineData("settle_date", "null")]
    [InlineData("result_pay", "success")]
    [InlineData("result_pay", "SUCCESS ")]
    [InlineData("result_pay", "ＳＵＣＣＥＳＳ")]
    [InlineData("result_pay", "null")]
    [InlineData("result_pay", "ABCDEFGHIJKLMNOPQ")]
    public void A_machine_field_out_of_its_grammar_is_refused_without_a_quotation(string name, string value)
    {
        string? defect = ReplyShape.Query.FindDefect(Queried.With(name, value));

        Assert.Equal($"The field '{name}' breaks its grammar.", defect);
    }

    [Theory]
    [InlineData("13700")]
    [InlineData("１３７００７")]
    [InlineData("null")]
    public void A_confirm_code_out_of_its_grammar_is_refused(string value) =>
        Assert.Equal(
            "The field 'confirm_code' breaks its grammar.",
            ReplyShape.Confirm.FindDefect(Confirmed.With("ret_code", "4002").With("confirm_code", value)));

    [Theory]
    [InlineData("SUSPENDED")]
    [InlineData("A")]
    [InlineData("ABCDEFGHIJKLMNOP")]
    public void An_unknown_state_is_a_state(string state) => Assert.Null(ReplyShape.Query.FindDefect(Queried.With("result_pay", state)));

    [Fact]
    public void The_real_answers_without_a_signature_fit_neither_endpoint() =>
        Assert.All(Vectors.UnsignedReplies, reply =>
        {
            Assert.NotNull(ReplyShape.Confirm.FindDefect(new MessageFields(reply)));
            Assert.NotNull(ReplyShape.Query.FindDefect(new MessageFields(reply)));
        });

    private static MessageFields Fields(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
