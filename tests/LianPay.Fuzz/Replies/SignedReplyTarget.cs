using System.Text;
using static LianPay.Fuzz.OracleException;

namespace LianPay.Fuzz.Replies;

/// <summary>
/// Answers whose signature is always valid, whatever is in them: no fuzzer forges one, and what stands behind its check would
/// never be reached. An answer is believed if, and only if, the model says so.
/// </summary>
/// <remarks>
/// The first byte of an input is the question (see <see cref="ReplyTarget"/>), in upper case when the signature leaves <c>memo</c> out. The
/// rest is one field a line, <c>name=value</c>, which the harness signs and writes as JSON.
/// </remarks>
internal sealed class SignedReplyTarget(ReadAnswer read) : IFuzzTarget
{
    public string Name => "signed-reply";

    public void Run(byte[] input)
    {
        if (input.Length == 0)
        {
            return;
        }

        Question question = Question.Of(input[0]);
        SignedReply reply = new(FieldsOf(input.AsSpan(1)), isMemoSigned: (input[0] & 0x20) != 0);
        byte[] body = reply.ToJson();
        bool isBelieved = ReplyOracle.Check(body, read(body, question.Shape, question.OrderNumber, question.PaybillId), question);
        bool isToBeBelieved = ReplyModel.IsBelieved(reply.Fields, body.Length, question, reply.IsMemoSigned);
        Require(isBelieved == isToBeBelieved, isBelieved ? "An answer is believed that must not be." : "A true answer is not believed.");
    }

    public IEnumerable<Seed> Seeds() => GenuineReplies.All.Select(genuine => new Seed(
        genuine.Name,
        $"{(genuine.Reply.IsMemoSigned ? genuine.Selector : char.ToUpperInvariant(genuine.Selector))}{string.Join('\n', genuine.Reply.Fields.SkipLast(1).Select(field => $"{field.Key}={field.Value}"))}"));

    private static IEnumerable<KeyValuePair<string, string>> FieldsOf(ReadOnlySpan<byte> lines) =>
        Encoding.UTF8.GetString(lines).Split('\n')
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2 && parts[0] != "sign")
            .Select(parts => KeyValuePair.Create(parts[0], parts[1]));
}
