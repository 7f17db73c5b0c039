using System.Text;
using LianPay.Core.Gateway;
using LianPay.Core.Messages;

namespace LianPay.Core.Tests.Gateway;

/// <summary>FAULTS P6 to P11 and P13 to P17: a valid signature is not enough; the answer must be one message, about this very request.</summary>
public sealed class AnswerReaderTests
{
    [Fact]
    public void Signed_for_another_merchant()
    {
        AssertUnknown(OutcomeReason.OtherPartner, PlatformReply.Confirm().With(FieldNames.PartnerId, "209901010000000002"));
    }

    [Fact]
    public void Of_a_hundred_signed_answers_each_is_believed_for_its_own_order_alone()
    {
        string[] orders = [.. Enumerable.Range(0, 100).Select(number => $"ORDER-{number}")];
        byte[][] answers = [.. orders.Select(order => PlatformReply.Accepted(order))];

        for (int asked = 0; asked < orders.Length; asked++)
        {
            for (int got = 0; got < answers.Length; got++)
            {
                ConfirmReply reply = PlatformReply.HeardByConfirm(answers[got], orders[asked]);
                Assert.Equal(asked == got ? OutcomeReason.None : OutcomeReason.OtherOrder, reply.Reason);
                Assert.Equal(asked == got ? CallOutcome.Accepted : CallOutcome.Unknown, reply.Outcome);
            }
        }
    }

    [Fact]
    public void An_order_number_in_other_letters_is_another_order()
    {
        Assert.Equal(OutcomeReason.OtherOrder, PlatformReply.HeardByConfirm(PlatformReply.Accepted("order-a"), "ORDER-A").Reason);
    }

    [Fact]
    public void An_answer_of_another_endpoint_for_the_same_order_is_not_believed()
    {
        MessageFields query = PlatformReply.Query();
        MessageFields notify = query.Without(FieldNames.RetCode).Without(FieldNames.RetMessage);
        MessageFields confirm = PlatformReply.Confirm().With(FieldNames.PaybillId, GatewayCaller.PaybillId);
        MessageFields held = PlatformReply.Confirm("4002").With(FieldNames.ConfirmCode, "123456");

        Assert.All(new[] { query, notify }, fields => AssertUnknown(OutcomeReason.UnexpectedFields, fields));
        Assert.All(
            new[] { confirm, notify, held },
            fields => Assert.Equal(OutcomeReason.UnexpectedFields, PlatformReply.HeardByQuery(PlatformReply.Sign(fields)).Reason));
    }

    [Theory]
    [InlineData(FieldNames.ConfirmCode, "123456")] // Only a hold brings one.
    [InlineData(FieldNames.ResultPay, "SUCCESS")]
    [InlineData(FieldNames.Amount, "1.00")]
    [InlineData(FieldNames.NotifyUrl, "https://merchant.example/")]
    [InlineData("card_no", "6216261000000000018")]
    public void A_known_field_that_has_no_business_in_the_answer(string name, string value)
    {
        AssertUnknown(OutcomeReason.UnexpectedFields, PlatformReply.Confirm().With(name, value));
    }

    [Theory]
    [InlineData(FieldNames.RetCode)]
    [InlineData(FieldNames.RetMessage)]
    [InlineData(FieldNames.PartnerId)]
    [InlineData(FieldNames.OrderNumber)]
    public void A_field_that_is_missing_or_empty(string name)
    {
        AssertUnknown(OutcomeReason.UnexpectedFields, PlatformReply.Confirm().Without(name));
        AssertUnknown(OutcomeReason.UnexpectedFields, PlatformReply.Confirm().With(name, ""));
    }

    [Theory]
    [InlineData(FieldNames.RetCode, "００００")]
    [InlineData(FieldNames.RetCode, "0000 ")]
    [InlineData(FieldNames.RetCode, " 0000")]
    [InlineData(FieldNames.RetCode, "000")]
    [InlineData(FieldNames.RetCode, "00000")]
    [InlineData(FieldNames.RetCode, "null")]
    [InlineData(FieldNames.RetCode, "OOOO")]
    [InlineData(FieldNames.PaybillId, "2017020800000001x")]
    [InlineData(FieldNames.PaybillId, "null")]
    [InlineData(FieldNames.PaybillId, "1234567890123456789")]
    [InlineData(FieldNames.PaybillId, "１２３")]
    public void A_machine_field_that_breaks_its_grammar(string name, string value)
    {
        AssertUnknown(OutcomeReason.UnexpectedFields, PlatformReply.Confirm().With(name, value));
    }

    [Theory]
    [InlineData("x&ret_code=0000")]
    [InlineData("&no_order=1")]
    [InlineData("a=1&b&sign_type=RSA")]
    [InlineData("a&oid_paybill=1&c=2")]
    public void Text_that_could_be_read_as_another_field(string message)
    {
        MessageFields fields = PlatformReply.Confirm("4005").With(FieldNames.RetMessage, message);

        AssertUnknown(OutcomeReason.UnexpectedFields, fields);
        Assert.Contains($"'{FieldNames.RetMessage}'", PlatformReply.HeardByConfirm(PlatformReply.Sign(fields)).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a=b & c")]
    [InlineData("limit=5&other=6")]
    public void Text_with_signs_that_lead_to_no_known_field_is_taken(string message)
    {
        Assert.True(PlatformReply.HeardByConfirm(PlatformReply.Sign(PlatformReply.Confirm("4005").With(FieldNames.RetMessage, message))).IsVerified);
    }

    [Fact]
    public void A_field_that_is_there_twice_at_any_place_in_any_spelling_is_no_message()
    {
        MessageFields signed = PlatformReply.Signed(PlatformReply.Confirm("4005"));
        string[] members = [.. signed.Select(field => $"\"{field.Key}\":\"{field.Value}\"")];

        foreach ((string name, string value) in signed)
        {
            string escaped = $"\"\\u{(int)name[0]:x4}{name[1..]}\":\"0000\"";
            for (int place = 0; place <= members.Length; place++)
            {
                foreach (string twin in new[] { $"\"{name}\":\"{value}\"", escaped })
                {
                    AssertMalformed($"{{{string.Join(',', [.. members[..place], twin, .. members[place..]])}}}");
                }
            }
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1.5")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("[\"0000\"]")]
    [InlineData("{}")]
    [InlineData("{\"a\":\"b\"}")]
    public void A_value_of_any_field_that_is_not_text_is_no_message(string json)
    {
        MessageFields signed = PlatformReply.Signed(PlatformReply.Confirm("0000"));

        foreach (KeyValuePair<string, string> field in signed)
        {
            IEnumerable<string> members = signed.Select(other => other.Key == field.Key ? $"\"{other.Key}\":{json}" : $"\"{other.Key}\":\"{other.Value}\"");
            AssertMalformed($"{{{string.Join(',', members)}}}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"0000\"")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{\"RET_CODE\":\"0000\"}")]
    [InlineData("{'ret_code':'0000'}")]
    [InlineData("{\"ret_code\":\"0000\",}")]
    [InlineData("{\"ret_code\":\"0000\"} // done")]
    [InlineData("callback({\"ret_code\":\"0000\"})")]
    public void What_is_not_one_JSON_object_is_no_message(string text) => AssertMalformed(text);

    [Fact]
    public void An_answer_with_two_objects_is_not_its_first()
    {
        byte[] one = PlatformReply.Accepted();

        Assert.Equal(OutcomeReason.MalformedReply, PlatformReply.HeardByConfirm([.. one, .. one]).Reason);
        Assert.Equal(CallOutcome.Accepted, PlatformReply.HeardByConfirm([.. one, .. " \r\n"u8]).Outcome);
    }

    [Fact]
    public void Nesting_and_numbers_of_fields_have_a_limit()
    {
        AssertMalformed(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)));
        AssertMalformed($"{{{string.Join(',', Enumerable.Range(0, 65).Select(number => $"\"{new string('a', number + 1)}\":\"\""))}}}");
    }

    [Fact]
    public void A_new_field_is_believed_when_it_is_signed()
    {
        ConfirmReply reply = PlatformReply.HeardByConfirm(PlatformReply.Sign(PlatformReply.Confirm().With("new_field", "1")));

        Assert.Equal((CallOutcome.Accepted, true), (reply.Outcome, reply.IsVerified));
    }

    [Fact]
    public void An_empty_optional_field_counts_as_absent()
    {
        ConfirmReply reply = PlatformReply.HeardByConfirm(PlatformReply.Sign(PlatformReply.Confirm().With(FieldNames.PaybillId, "").With(FieldNames.ConfirmCode, "")));

        Assert.Equal((CallOutcome.Accepted, null), (reply.Outcome, reply.PaybillId));
    }

    [Fact]
    public void A_replayed_answer_for_the_same_order_says_no_more_than_it_did()
    {
        byte[] old = PlatformReply.Accepted();

        Assert.Equal(
            [CallOutcome.Accepted, CallOutcome.Accepted],
            new[] { PlatformReply.HeardByConfirm(old).Outcome, PlatformReply.HeardByConfirm(old).Outcome });
    }

    [Fact]
    public void The_gateways_words_cannot_move_a_cursor_or_reorder_text()
    {
        const string Hostile = "\u001b[2J\r\npaid\u202e\u0085\u200b";

        ConfirmReply reply = PlatformReply.HeardByConfirm(PlatformReply.Sign(PlatformReply.Confirm("4005").With(FieldNames.RetMessage, Hostile)));

        Assert.True(reply.IsVerified);
        Assert.Equal("\uFFFD[2J\uFFFD\uFFFDpaid\uFFFD\uFFFD\uFFFD", reply.RetMessage);
    }

    private static void AssertMalformed(string text)
    {
        ConfirmReply reply = PlatformReply.HeardByConfirm(Encoding.UTF8.GetBytes(text));
        Assert.Equal((CallOutcome.Unknown, OutcomeReason.MalformedReply, false), (reply.Outcome, reply.Reason, reply.IsVerified));
    }

    private static void AssertUnknown(OutcomeReason reason, MessageFields fields)
    {
        ConfirmReply reply = PlatformReply.HeardByConfirm(PlatformReply.Sign(fields));
        Assert.Equal((CallOutcome.Unknown, reason), (reply.Outcome, reply.Reason));
        Assert.Equal((false, null), (reply.IsVerified, reply.PaybillId));
    }
}
