using System.Text;
using LianPay.Core.Checks;
using LianPay.Core.Gateway;
using LianPay.Core.Messages;
using LianPay.Core.Tests.Gateway;

namespace LianPay.Core.Tests.Checks;

public sealed class QueryCheckTests
{
    [Fact]
    public void A_signed_8901_passes() => Subject.Is(CheckResult.Passed, "8901 交易成功, signed", Judge(PlatformReply.HeardByQuery(Signed("8901"))));

    [Fact]
    public void An_unsigned_8901_passes_and_says_that_it_proves_less() =>
        Subject.Is(CheckResult.Passed, "does not sign this answer", Judge(PlatformReply.HeardByQuery(Unsigned("8901", "没有记录"))));

    [Theory]
    [InlineData("1001", "public key in LianLian's portal")]
    [InlineData("1008", "whitelist")]
    [InlineData("3001", "merchant number")]
    [InlineData("4005", "right to this product")]
    [InlineData("1004", "parameter")]
    [InlineData("9901", "could not read the request")]
    public void A_refusal_of_the_set_up_fails_with_what_to_mend_signed_or_not(string code, string advice)
    {
        CheckReport unsigned = Subject.Is(CheckResult.Failed, $"{code} 拒绝, not signed", Judge(PlatformReply.HeardByQuery(Unsigned(code, "拒绝"))));
        CheckReport signed = Subject.Is(CheckResult.Failed, $"{code} 交易成功, signed", Judge(PlatformReply.HeardByQuery(Signed(code))));

        Assert.Contains(advice, unsigned.Advice, StringComparison.Ordinal);
        Assert.Contains(advice, signed.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8901", CheckResult.Passed)]
    [InlineData("4005", CheckResult.Failed)]
    public void A_signed_refusal_without_the_order_number_is_understood_all_the_same(string code, CheckResult result) =>
        Subject.Is(result, $"{code} 交易成功, signed", Judge(PlatformReply.HeardByQuery(PlatformReply.Sign(PlatformReply.Confirm(code).Without(FieldNames.OrderNumber)))));

    [Theory]
    [InlineData("9999")]
    [InlineData("4007")]
    [InlineData("7777")]
    public void A_code_that_says_nothing_of_the_set_up_is_a_warning(string code) => Subject.Is(CheckResult.Warning, code, Judge(PlatformReply.HeardByQuery(Signed(code))));

    [Fact]
    public void A_wrong_signature_fails_and_says_so()
    {
        byte[] body = PlatformReply.Sign(PlatformReply.Confirm("8901"), TestKeys.Other1024.PrivateKey);

        Subject.Is(CheckResult.Failed, "signature is wrong", Judge(PlatformReply.HeardByQuery(body)));
    }

    [Fact]
    public void An_answer_to_another_question_fails()
    {
        Subject.Is(CheckResult.Failed, "OtherOrder", Judge(PlatformReply.HeardByQuery(PlatformReply.Sign(PlatformReply.Query(orderNumber: "ANOTHER")))));
        Subject.Is(CheckResult.Failed, "OtherPartner", Judge(PlatformReply.HeardByQuery(PlatformReply.Sign(PlatformReply.Query().With(FieldNames.PartnerId, "201408071000001543")))));
        Subject.Is(CheckResult.Failed, "UnexpectedFields", Judge(PlatformReply.HeardByQuery(PlatformReply.Sign(PlatformReply.Query().With(FieldNames.Amount, "x")))));
        Subject.Is(CheckResult.Failed, "SignType", Judge(PlatformReply.HeardByQuery(PlatformReply.Sign(PlatformReply.Query().With(FieldNames.SignType, "MD5")))));
        Subject.Is(CheckResult.Failed, "NotSigned", Judge(PlatformReply.HeardByQuery("{\"a\":\"b\"}"u8.ToArray())));
        Subject.Is(CheckResult.Failed, "NotSigned", Judge(PlatformReply.HeardByQuery(Unsigned("0000", "交易成功"))));
    }

    [Fact]
    public void A_payment_of_the_made_up_number_is_a_warning() =>
        Subject.Is(CheckResult.Warning, "made up", Judge(PlatformReply.HeardByQuery(PlatformReply.Sign(PlatformReply.Query()))));

    [Fact]
    public void A_page_in_the_place_of_an_answer_fails_with_its_beginning() =>
        Subject.Is(CheckResult.Failed, "<html>Sign in", Judge(PlatformReply.HeardByQuery("<html>Sign in</html>"u8.ToArray())));

    [Theory]
    [InlineData(302, CheckResult.Failed, "302")]
    [InlineData(503, CheckResult.Failed, "503")]
    [InlineData(429, CheckResult.Warning, "429")]
    public void Another_status_than_200_is_told(int status, CheckResult result, string part) =>
        Subject.Is(result, part, Judge(new QueryReply(
            new HttpExchange { BodyStarted = true, Failure = OutcomeReason.None, Status = status, StartedAt = default, Duration = default },
            PlatformReply.Reader().Read("x"u8, ReplyShape.Query, "A1", paybillId: null))));

    [Theory]
    [InlineData(OutcomeReason.Timeout, CheckResult.Failed, "no answer came")]
    [InlineData(OutcomeReason.ConnectionLost, CheckResult.Failed, "ConnectionLost")]
    [InlineData(OutcomeReason.ReplyTooLarge, CheckResult.Failed, "ReplyTooLarge")]
    [InlineData(OutcomeReason.ContentEncoding, CheckResult.Failed, "ContentEncoding")]
    [InlineData(OutcomeReason.Cancelled, CheckResult.Skipped, "Stopped")]
    public void What_went_wrong_after_the_send_is_told(OutcomeReason reason, CheckResult result, string part) => Subject.Is(result, part, Judge(Unheard(reason, wasSent: true)));

    [Fact]
    public void Nothing_sent_is_nothing_checked() => Subject.Is(CheckResult.Skipped, "no connection", Judge(Unheard(OutcomeReason.Connect, wasSent: false)));

    [Fact]
    public void Without_a_key_there_is_no_query()
    {
        ProbeResult probe = new() { IsConnected = true, Reason = OutcomeReason.Connect };

        Subject.Is(CheckResult.Skipped, "no merchant key", QueryCheck.Of(Subject.Without(Subject.Of(), merchantKey: true), probe));
        Subject.Is(CheckResult.Skipped, "no platform key", QueryCheck.Of(Subject.Of(), probe));
    }

    [Theory]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    public void The_number_that_is_asked_for_is_an_order_number_in_every_culture(string culture)
    {
        using CultureScope scope = new(culture);

        string number = QueryCheck.OrderNumberAt(new DateTimeOffset(2026, 11, 24, 12, 9, 47, TimeSpan.FromHours(8)));

        Assert.Equal("LIANPAY-CHECK-20261124T040947Z", number);
        Assert.True(FieldGrammar.IsOrderNumber(number));
    }

    private static CheckReport Judge(QueryReply reply) => QueryCheck.Of(Subject.Of(), new ProbeResult { IsConnected = true, Reason = reply.Reason, Reply = reply });

    private static byte[] Signed(string code) => PlatformReply.Sign(PlatformReply.Confirm(code));

    private static byte[] Unsigned(string code, string message) => Encoding.UTF8.GetBytes($"{{\"ret_code\":\"{code}\",\"ret_msg\":\"{message}\"}}");

    private static QueryReply Unheard(OutcomeReason reason, bool wasSent) =>
        new(new HttpExchange { BodyStarted = wasSent, Failure = reason, StartedAt = default, Duration = default }, answer: null);
}
