using System.Globalization;
using System.Text;
using LianPay.Core.Gateway;
using LianPay.Core.Messages;
using static LianPay.Fuzz.OracleException;

namespace LianPay.Fuzz.Replies;

/// <summary>Reads a body as an answer; the product's <see cref="AnswerReader"/>, or a broken one that the oracle must catch.</summary>
internal delegate Answer ReadAnswer(byte[] body, ReplyShape shape, string? orderNumber, string? paybillId);

/// <summary>What holds of every reply, believed or not.</summary>
internal static class ReplyOracle
{
    internal static ReadAnswer Product { get; } =
        (body, shape, orderNumber, paybillId) => new AnswerReader(Question.Partner, [DemoKeys.Platform.Public]).Read(body, shape, orderNumber, paybillId);

    /// <summary>Makes of an answer what a caller sees, and checks that no more is made of it than was believed.</summary>
    /// <returns>Whether the answer was believed.</returns>
    internal static bool Check(byte[] body, Answer answer, Question question)
    {
        bool isBelieved = answer.Defect == OutcomeReason.None;
        string? retCode = answer.Fields?[FieldNames.RetCode];
        HttpExchange exchange = new() { BodyStarted = true, Failure = OutcomeReason.None, Status = 200, Body = body, StartedAt = default, Duration = default };
        GatewayReply reply;
        if (question.IsQuery)
        {
            QueryReply query = new(exchange, answer);
            Require((query.ResultPay is not null) == (isBelieved && retCode == "0000"), "A state was told that no believed 0000 gave.");
            Require(query.ResultPay is null || query.ResultPay == answer.Fields![FieldNames.ResultPay], "The state is not the one of the answer.");
            Require(query.Amount is null || query.Amount == decimal.Parse(answer.Fields![FieldNames.Amount]!, CultureInfo.InvariantCulture), "The amount is not the one of the answer.");
            RequireSafe(query.OrderInfo);
            RequireSafe(query.Memo);
            reply = query;
        }
        else
        {
            ConfirmReply confirm = new(exchange, answer);
            Require((confirm.Outcome == CallOutcome.Accepted) == (isBelieved && retCode == "0000"), "Accepted is a believed 0000, and nothing else.");
            Require(isBelieved || confirm.Outcome == CallOutcome.Unknown, "What is not believed is Unknown.");
            Require(isBelieved || confirm.PaybillId is null, "A paybill was taken from an answer that is not believed.");
            reply = confirm;
        }

        Require(reply.IsVerified == isBelieved, "The reply is verified if, and only if, the answer was believed.");
        Require(!isBelieved || reply.VerifiedBy == DemoKeys.Platform.Public.Fingerprint, "A believed answer names the key that signed it.");
        RequireSafe(reply.RetCode);
        RequireSafe(reply.RetMessage);
        RequireSafe(reply.Detail);
        return isBelieved;
    }

    /// <summary>No control character, no mark that reorders text, no half of a pair.</summary>
    private static void RequireSafe(string? text)
    {
        foreach (Rune rune in (text ?? "").EnumerateRunes())
        {
            Require(
                Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate),
                "A text of an answer is shown that is not fit for a terminal.");
        }
    }
}
