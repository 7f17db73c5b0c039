using System.Text;
using LianPay.Core.Gateway;
using LianPay.Core.Messages;
using LianPay.Fuzz;
using LianPay.Fuzz.Replies;

namespace LianPay.Core.Tests.Fuzzing;

/// <summary>The oracle of replies complains of readers that believe too much, or too little.</summary>
[Collection(FuzzingTests.Collection)]
public sealed class ReplyTargetTests
{
    /// <summary>Believes what can be read, whoever signed it.</summary>
    private static readonly ReadAnswer Gullible = (body, shape, orderNumber, paybillId) =>
    {
        Answer answer = ReplyOracle.Product(body, shape, orderNumber, paybillId);
        return answer.Defect == OutcomeReason.BadSignature ? Believed(answer) : answer;
    };

    /// <summary>Believes whatever the platform signed, for whomever.</summary>
    private static readonly ReadAnswer Careless = (body, shape, orderNumber, paybillId) =>
    {
        Answer answer = ReplyOracle.Product(body, shape, orderNumber, paybillId);
        return answer.Defect is OutcomeReason.OtherOrder or OutcomeReason.OtherPartner or OutcomeReason.UnexpectedFields ? Believed(answer) : answer;
    };

    private static readonly ReadAnswer Deaf = (_, _, _, _) => new Answer { Defect = OutcomeReason.BadSignature };

    [Theory]
    [InlineData("4011", "0000")]
    [InlineData("M20170208165924", "M20170208165925")]
    [InlineData("RSA\"", "RSA\",\"extra\":\"x\"")]
    public void A_reader_that_believes_what_nobody_signed_is_caught(string text, string other)
    {
        byte[] changed = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Corpus.Read("reply", "wrong-code")).Replace(text, other, StringComparison.Ordinal));

        Assert.Throws<OracleException>(() => new ReplyTarget(Gullible).Run(changed));
        new ReplyTarget(ReplyOracle.Product).Run(changed);
    }

    [Theory]
    [InlineData("accepted-other-order")]
    [InlineData("accepted-other-partner")]
    [InlineData("accepted-split")]
    [InlineData("paid-other-paybill")]
    public void A_reader_that_believes_what_was_signed_for_another_question_is_caught(string input)
    {
        Assert.Throws<OracleException>(() => new ReplyTarget(Careless).Run(Corpus.Read("reply", input)));
        Assert.Throws<OracleException>(() => new SignedReplyTarget(Careless).Run(Corpus.Read("signed-reply", input)));
    }

    [Fact]
    public void A_reader_that_believes_nothing_is_caught() =>
        Assert.Throws<OracleException>(() => new SignedReplyTarget(Deaf).Run(Corpus.Read("signed-reply", "accepted")));

    [Fact]
    public void An_answer_for_which_another_key_is_named_is_caught() =>
        Assert.Throws<OracleException>(() => new SignedReplyTarget(UnderAnotherKey).Run(Corpus.Read("signed-reply", "accepted")));

    [Fact]
    public void What_a_reader_throws_comes_out() =>
        Assert.Throws<FormatException>(() => new ReplyTarget((_, _, _, _) => throw new FormatException()).Run(Corpus.Read("reply", "accepted")));

    private static Answer UnderAnotherKey(byte[] body, ReplyShape shape, string? orderNumber, string? paybillId) =>
        new() { Defect = OutcomeReason.None, Fields = ReplyOracle.Product(body, shape, orderNumber, paybillId).Fields, VerifiedBy = DemoKeys.Merchant.Public };

    private static Answer Believed(Answer answer) => new() { Defect = OutcomeReason.None, Fields = answer.Fields, VerifiedBy = DemoKeys.Platform.Public };
}
