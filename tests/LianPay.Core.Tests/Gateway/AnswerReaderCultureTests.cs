using CsCheck;
using LianPay.Core.Gateway;
using LianPay.Core.Messages;

namespace LianPay.Core.Tests.Gateway;

/// <summary>What an answer says does not depend on the culture under which it is read.</summary>
public sealed class AnswerReaderCultureTests
{
    /// <summary>What some culture takes for an amount, a date, a digit, or a name in other letters.</summary>
    private static readonly Gen<string> Touchy = Gen.OneOf(
        "1,50", "1.50", "1.500", "1.234,56", "1 234.56", "٣", "１.50", "25600208165924", "20170208165924", "19700101000000", "25600209", "20170209", "08.02.2017", "2017/2/8",
        "SUCCESS", "success", "SUCCESſ", "WAİTİNG", "WAITING", "wAITING", "FAILURE", "failure", "FAıLURE", "CHECK", "0000", "００００", "0000\u200b", "\u00ad0000", "RSA", "rsa",
        GatewayCaller.OrderNumber, "20170208165924İ", "ORDER-I", "order-i", GatewayCaller.PartnerId, "", "i", "I", "ı", "İ", "ß", "ss", "ﬁ", "เ", "交易成功");

    private static readonly Gen<string> AnyName = Gen.OneOf(
        FieldNames.Amount, FieldNames.OrderedAt, FieldNames.SettleDate, FieldNames.ResultPay, FieldNames.RetCode, FieldNames.OrderNumber, FieldNames.PartnerId,
        FieldNames.SignType, FieldNames.PaybillId, FieldNames.ConfirmCode, FieldNames.Memo, "info", "ı", "i_nfo");

    [Fact]
    public void An_answer_to_a_query_says_the_same_under_every_culture() =>
        Bodies(HonestReplies.Query(Touchy)).Sample(
            body => AssertAlike(() =>
            {
                QueryReply reply = PlatformReply.HeardByQuery(body);
                return (reply.Reason, reply.RetCode, reply.RetMessage, reply.OrderNumber, reply.PaybillId, reply.ResultPay, reply.Amount, reply.OrderedAt, reply.SettleDate,
                    reply.OrderInfo, reply.Memo, reply.IsMemoUnsigned, reply.Detail);
            }),
            iter: LongRun.Samples(2000),
            threads: LongRun.Threads);

    [Fact]
    public void An_answer_to_a_confirmation_says_the_same_under_every_culture() =>
        Bodies(HonestReplies.Confirm(Touchy)).Sample(
            body => AssertAlike(() =>
            {
                ConfirmReply reply = PlatformReply.HeardByConfirm(body);
                return (reply.Outcome, reply.Reason, reply.RetCode, reply.RetMessage, reply.PaybillId, reply.Detail);
            }),
            iter: LongRun.Samples(2000),
            threads: LongRun.Threads);

    /// <summary>Honest answers, and those in which one field has become a touchy one.</summary>
    private static Gen<byte[]> Bodies(Gen<MessageFields> replies) =>
        Gen.Select(replies, AnyName, Touchy, Gen.Bool, (fields, name, value, isHonest) => PlatformReply.Sign(isHonest ? fields : fields.With(name, value)));

    private static void AssertAlike<T>(Func<T> read)
    {
        T[] readings = CultureScope.UnderEach(read);
        Assert.All(readings, reading => Assert.Equal(readings[0], reading));
    }
}
