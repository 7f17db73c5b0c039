using System.Security.Cryptography;
using System.Text;
using LianPay.Core.Gateway;
using LianPay.Core.Messages;
using LianPay.Core.Signing;

namespace LianPay.Core.Tests.Gateway;

/// <summary>FAULTS section 2, each row that one answer can play, through the whole client: what the call comes to, and that it was one request.</summary>
public class GatewayClientAnswerTests : GatewayTests
{
    private static readonly MessageFields Honest = PlatformReply.Confirm().With(FieldNames.PaybillId, GatewayCaller.PaybillId);
    private static readonly MessageFields Signed = PlatformReply.Signed(Honest);
    private static readonly MessageFields Refused = PlatformReply.Signed(Honest.With(FieldNames.RetCode, "4005"));

    private static readonly Dictionary<string, (byte[] Answer, OutcomeReason Reason)> Unbelieved = new()
    {
        ["P1: no signature"] = (Honest.ToJson(), OutcomeReason.NotSigned),
        ["P1: no signature on a refusal"] = (Refused.Without(FieldNames.Sign).ToJson(), OutcomeReason.NotSigned),
        ["P1: an empty signature"] = (Honest.With(FieldNames.Sign, "").ToJson(), OutcomeReason.NotSigned),
        ["P1: null for a signature"] = (Text(Json(Honest)[..^1] + ",\"sign\":null}"), OutcomeReason.MalformedReply),
        ["P2: a bit turned"] = (Signed.With(FieldNames.Sign, Turned(Signed[FieldNames.Sign]!)).ToJson(), OutcomeReason.BadSignature),
        ["P2: a code changed"] = (Refused.With(FieldNames.RetCode, "0000").ToJson(), OutcomeReason.BadSignature),
        ["P3: another hash"] = (Honest.With(FieldNames.Sign, SignedBySha256(Honest)).ToJson(), OutcomeReason.BadSignature),
        ["P3: no padding"] = (Honest.With(FieldNames.Sign, Convert.ToBase64String(new byte[128])).ToJson(), OutcomeReason.BadSignature),
        ["P4: the merchant's own key"] = (PlatformReply.Sign(Honest, TestKeys.Merchant1024.PrivateKey), OutcomeReason.BadSignature),
        ["P4: a stranger's key"] = (PlatformReply.Sign(Honest, TestKeys.Other1024.PrivateKey), OutcomeReason.BadSignature),
        ["P5: sign_type MD5"] = (PlatformReply.Sign(Honest.With(FieldNames.SignType, "MD5")), OutcomeReason.SignType),
        ["P5: sign_type rsa"] = (PlatformReply.Sign(Honest.With(FieldNames.SignType, "rsa")), OutcomeReason.SignType),
        ["P5: sign_type RSA2"] = (PlatformReply.Sign(Honest.With(FieldNames.SignType, "RSA2")), OutcomeReason.SignType),
        ["P5: sign_type empty"] = (PlatformReply.Sign(Honest.With(FieldNames.SignType, "")), OutcomeReason.SignType),
        ["P5: sign_type absent"] = (PlatformReply.Sign(Honest.Without(FieldNames.SignType)), OutcomeReason.SignType),
        ["P6: another merchant"] = (PlatformReply.Sign(Honest.With(FieldNames.PartnerId, "209901010000000002")), OutcomeReason.OtherPartner),
        ["P7: another order"] = (PlatformReply.Accepted("OTHER-ORDER"), OutcomeReason.OtherOrder),
        ["P8: the answer to a query"] = (PlatformReply.Sign(PlatformReply.Query()), OutcomeReason.UnexpectedFields),
        ["P10: ret_code twice"] = (Text("{\"ret_code\":\"0000\"," + Json(Refused)[1..]), OutcomeReason.MalformedReply),
        ["P10: ret_code twice, once escaped"] = (Text(Json(Refused)[..^1] + ",\"ret\\u005fcode\":\"0000\"}"), OutcomeReason.MalformedReply),
        ["P11: a number"] = (WithValue("\"0000\"", "0"), OutcomeReason.MalformedReply),
        ["P11: null"] = (WithValue("\"0000\"", "null"), OutcomeReason.MalformedReply),
        ["P11: an array"] = (WithValue("\"0000\"", "[\"0000\"]"), OutcomeReason.MalformedReply),
        ["P11: an object"] = (WithValue("\"0000\"", "{\"0000\":\"0000\"}"), OutcomeReason.MalformedReply),
        ["P12: full-width digits"] = (PlatformReply.Sign(Honest.With(FieldNames.RetCode, "００００")), OutcomeReason.UnexpectedFields),
        ["P12: a space after the code"] = (PlatformReply.Sign(Honest.With(FieldNames.RetCode, "0000 ")), OutcomeReason.UnexpectedFields),
        ["P12: a code that no table has"] = (PlatformReply.Sign(Honest.With(FieldNames.RetCode, "7777")), OutcomeReason.MustQuery),
        ["P13: a field hidden in another"] = (Refused.Without(FieldNames.RetCode).With(FieldNames.PaybillId, GatewayCaller.PaybillId + "&ret_code=4005").ToJson(), OutcomeReason.UnexpectedFields),
        ["P13: a field hidden in the text"] = (PlatformReply.Sign(Honest.With(FieldNames.RetMessage, "x&ret_code=0000")), OutcomeReason.UnexpectedFields),
        ["P14: the word null"] = (PlatformReply.Sign(Honest.With(FieldNames.PaybillId, "null")), OutcomeReason.UnexpectedFields),
        ["P14: an empty field that is needed"] = (PlatformReply.Sign(Honest.With(FieldNames.RetMessage, "")), OutcomeReason.UnexpectedFields),
        ["P15: a name in capitals"] = (Text(Json(Signed).Replace("ret_code", "RET_CODE", StringComparison.Ordinal)), OutcomeReason.MalformedReply),
        ["P18: confirmed already"] = (PlatformReply.Sign(Honest.With(FieldNames.RetCode, "4001")), OutcomeReason.MustQuery),
        ["P19: the order is locked"] = (PlatformReply.Sign(Honest.With(FieldNames.RetCode, "4008")), OutcomeReason.CodeLocked),
        ["P19: the code has expired"] = (PlatformReply.Sign(Honest.With(FieldNames.RetCode, "4010")), OutcomeReason.MustQuery),
        ["P20: held again"] = (PlatformReply.Sign(Honest.With(FieldNames.RetCode, "4002")), OutcomeReason.HeldAgain),
        ["P27: nested deep"] = (Text(string.Concat(Enumerable.Repeat("{\"a\":", 10_000))), OutcomeReason.MalformedReply),
        ["P27: many fields"] = (Text($"{{{string.Join(',', Enumerable.Range(0, 65).Select(number => $"\"{new string('a', number + 1)}\":\"\""))}}}"), OutcomeReason.MalformedReply),
    };

    private static readonly Dictionary<string, (byte[] Answer, CallOutcome Outcome)> Believed = new()
    {
        ["P9: an answer that was heard before"] = (Signed.ToJson(), CallOutcome.Accepted),
        ["P14: an empty field that is not needed"] = (PlatformReply.Sign(Honest.With(FieldNames.PaybillId, "")), CallOutcome.Accepted),
        ["P16: a new field"] = (PlatformReply.Sign(Honest.With("new_field", "1")), CallOutcome.Accepted),
        ["P17: words that would move a cursor"] = (PlatformReply.Sign(Honest.With(FieldNames.RetMessage, "\u001b[2J\r\n\u202e")), CallOutcome.Accepted),
        ["P19: a wrong code"] = (PlatformReply.Sign(Honest.With(FieldNames.RetCode, "4011")), CallOutcome.Rejected),
        ["P21: the set-up is refused"] = (Refused.ToJson(), CallOutcome.Rejected),
    };

    public static TheoryData<string> UnbelievedAnswers { get; } = [.. Unbelieved.Keys];

    public static TheoryData<string> BelievedAnswers { get; } = [.. Believed.Keys];

    [Theory]
    [MemberData(nameof(UnbelievedAnswers))]
    public async Task An_answer_that_settles_nothing_leaves_the_outcome_unknown_after_one_request(string row)
    {
        (byte[] answer, OutcomeReason reason) = Unbelieved[row];
        await using RawServer server = Answering(RawConnection.Reply(answer));
        using GatewayCaller caller = Caller(server.Address);

        ConfirmReply reply = await caller.ConfirmAsync();

        Assert.Equal((CallOutcome.Unknown, reason), (reply.Outcome, reply.Reason));
        Assert.Equal((true, 1), (reply.WasSent, server.Requests));
    }

    [Theory]
    [MemberData(nameof(UnbelievedAnswers))]
    public async Task To_a_query_it_tells_no_state(string row)
    {
        // P8 the other way about: the answer to a confirmation.
        byte[] answer = row.StartsWith("P8:", StringComparison.Ordinal) ? Signed.ToJson() : Unbelieved[row].Answer;
        await using RawServer server = Answering(RawConnection.Reply(answer));
        using GatewayCaller caller = Caller(server.Address);

        QueryReply reply = await caller.QueryAsync();

        Assert.NotEqual(OutcomeReason.None, reply.Reason);
        Assert.Equal((null, true, 1), (reply.ResultPay, reply.WasSent, server.Requests));
    }

    [Theory]
    [MemberData(nameof(BelievedAnswers))]
    public async Task An_answer_that_the_gateway_signed_for_this_order_is_believed_after_one_request(string row)
    {
        (byte[] answer, CallOutcome outcome) = Believed[row];
        await using RawServer server = Answering(RawConnection.Reply(answer));
        using GatewayCaller caller = Caller(server.Address);

        ConfirmReply reply = await caller.ConfirmAsync();

        Assert.Equal((outcome, true, 1), (reply.Outcome, reply.IsVerified, server.Requests));
        Assert.DoesNotContain(reply.RetMessage!, character => char.IsControl(character) || character == '\u202e');
    }

    [Fact]
    public async Task Each_of_the_1024_bits_of_a_signature_counts()
    {
        byte[] signature = Convert.FromBase64String(Signed[FieldNames.Sign]!);
        int bit = 0;
        await using RawServer server = PerRequest((connection, _) => connection.ReplyAsync(Signed.With(FieldNames.Sign, Turned(Signed[FieldNames.Sign]!, bit)).ToJson()));
        using GatewayCaller caller = Caller(server.Address);

        for (; bit < signature.Length * 8; bit++)
        {
            ConfirmReply reply = await caller.ConfirmAsync();
            Assert.Equal((CallOutcome.Unknown, OutcomeReason.BadSignature, null), (reply.Outcome, reply.Reason, reply.VerifiedBy));
        }

        Assert.Equal(1024, server.Requests);
    }

    private static string Json(MessageFields fields) => Encoding.UTF8.GetString(fields.ToJson());

    private static byte[] Text(string json) => Encoding.UTF8.GetBytes(json);

    private static byte[] WithValue(string honest, string other) => Text(Json(Signed).Replace(honest, other, StringComparison.Ordinal));

    private static string Turned(string signature, int bit = 0)
    {
        byte[] bytes = Convert.FromBase64String(signature);
        bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        return Convert.ToBase64String(bytes);
    }

    private static string SignedBySha256(MessageFields fields)
    {
        using RSA rsa = TestKeys.Platform1024.CreateRsa();
        return Convert.ToBase64String(rsa.SignData(Text(SignedText.Of(fields)), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
