using System.Text.Json;
using LianPay.Core.Gateway;
using static LianPay.Fuzz.OracleException;

namespace LianPay.Fuzz.Replies;

/// <summary>
/// Bodies as they come from the network, to somebody who cannot sign: whatever is believed must be, field for field, one of the
/// answers that the platform did sign, and an answer to this very question.
/// </summary>
/// <remarks>The first byte of an input is the question: c confirms an order, q asks for an order, p for a paybill. The rest is the body.</remarks>
internal sealed class ReplyTarget(ReadAnswer read) : IFuzzTarget
{
    public string Name => "reply";

    public void Run(byte[] input)
    {
        if (input.Length == 0)
        {
            return;
        }

        Question question = Question.Of(input[0]);
        byte[] body = input[1..];
        Answer answer = read(body, question.Shape, question.OrderNumber, question.PaybillId);
        if (ReplyOracle.Check(body, answer, question))
        {
            List<KeyValuePair<string, string>> fields = FieldsOf(body);
            Require(
                GenuineReplies.All.Any(genuine => IsGenuine(fields, genuine.Reply)
                    && ReplyModel.IsBelieved(fields, body.Length, question, genuine.Reply.IsMemoSigned)),
                "An answer is believed that the platform never gave to this question.");
        }
    }

    public IEnumerable<Seed> Seeds() =>
        GenuineReplies.All.Select(genuine => new Seed(genuine.Name, [(byte)genuine.Selector, .. genuine.Reply.ToJson()]))
            .Append(new Seed("spelled-otherwise", "c\uFEFF { \"\\u0072et_code\" : \"\\u0030000\" , \"sign_type\":\"RSA\",\"sign\":\"AAAA\",\"empty\":\"\" }\r\n"))
            .Append(new Seed("half-a-pair", "q{\"ret_msg\":\"\\ud800\"}"))
            .Append(new Seed("nested", "c{\"a\":{\"b\":[1,2.5e3,true,null]}}"))
            .Append(new Seed("twice", "c{\"ret_code\":\"0000\",\"ret\\u005fcode\":\"4001\"}"));

    private static bool IsGenuine(List<KeyValuePair<string, string>> fields, SignedReply genuine) =>
        Told(fields, genuine.IsMemoSigned).SequenceEqual(Told(genuine.Fields, genuine.IsMemoSigned));

    /// <summary>What the signature vouches for: an empty field is as good as none, and the order of fields says nothing.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Told(IEnumerable<KeyValuePair<string, string>> fields, bool isMemoSigned) =>
        fields.Where(field => field.Value.Length > 0 && (isMemoSigned || field.Key != "memo")).OrderBy(field => field.Key, StringComparer.Ordinal);

    /// <summary>The fields as another parser sees them, each as often as it is there.</summary>
    private static List<KeyValuePair<string, string>> FieldsOf(byte[] body)
    {
        ReadOnlyMemory<byte> json = body.AsSpan().StartsWith("\uFEFF"u8) ? body.AsMemory(3) : body;
        using JsonDocument document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateObject().Select(field => KeyValuePair.Create(field.Name, field.Value.GetString()!))];
    }
}
