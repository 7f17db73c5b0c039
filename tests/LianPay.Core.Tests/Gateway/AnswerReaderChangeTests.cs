using System.Text;
using CsCheck;
using LianPay.Core.Gateway;
using LianPay.Core.Messages;
using LianPay.Core.Tests.Messages;

namespace LianPay.Core.Tests.Gateway;

/// <summary>FAULTS P2: a signed answer in which one byte is another is not believed, wherever the byte stands and whatever it has become.</summary>
public sealed class AnswerReaderChangeTests
{
    private const int ChangesEach = 25;

    private static readonly Gen<string> Words = Gen.OneOf("交易成功", "a", "代付𠮷", "=", "&a=", " ", "0000", "\u00e9", "e\u0301", "\u2028", "/").Array[1, 5].Select(string.Concat);

    /// <summary>Where, as a share of the length, and by which bits.</summary>
    private static readonly Gen<(uint At, int Bits)[]> Changes = Gen.Select(Gen.UInt, Gen.Int[1, 255]).Array[ChangesEach];

    /// <summary>With escapes, white space and empty fields, which have more than one spelling.</summary>
    private static readonly Gen<byte[]> Spelled = Gen.Select(
        Gen.OneOf(HonestReplies.Confirm(UnicodeText.WellFormed), HonestReplies.Query(UnicodeText.WellFormed)), Gen.Int[0, 4].Array[37],
        (fields, choices) => Spell(PlatformReply.Signed(fields), choices));

    [Fact]
    public void No_answer_to_a_confirmation_is_believed_with_one_byte_changed() =>
        Signed(HonestReplies.Confirm(Words)).Sample(AssertRefused, iter: LongRun.Samples(4000, ChangesEach), threads: LongRun.Threads);

    [Fact]
    public void No_answer_to_a_query_is_believed_with_one_byte_changed() =>
        Signed(HonestReplies.Query(Words)).Sample(AssertRefused, iter: LongRun.Samples(4000, ChangesEach), threads: LongRun.Threads);

    [Fact]
    public void Where_JSON_has_two_spellings_an_answer_with_one_byte_changed_is_believed_only_if_it_says_the_same() =>
        Gen.Select(Spelled, Changes).Sample(
            (body, changes) =>
            {
                MessageFields said = MessageReader.Read(body);
                ReplyShape shape = said[FieldNames.ResultPay] is null ? ReplyShape.Confirm : ReplyShape.Query;
                foreach ((uint at, int bits) in changes)
                {
                    Answer answer = Read(Changed(body, at, bits), shape);
                    if (answer.VerifiedBy is not null)
                    {
                        Assert.Equal(NotEmpty(said), NotEmpty(answer.Fields!));
                    }
                }
            },
            iter: LongRun.Samples(4000, ChangesEach),
            threads: LongRun.Threads);

    /// <summary>Compact, without an escape and without an empty field: each byte of such an answer counts.</summary>
    private static Gen<(byte[] Body, (uint At, int Bits)[] Changes)> Signed(Gen<MessageFields> replies) =>
        replies.Select(fields => PlatformReply.Sign(new MessageFields(NotEmpty(fields)))).Where(body => !body.Contains((byte)'\\')).Select(Changes);

    private static void AssertRefused((byte[] Body, (uint At, int Bits)[] Changes) answer)
    {
        ReplyShape shape = MessageReader.Read(answer.Body)[FieldNames.ResultPay] is null ? ReplyShape.Confirm : ReplyShape.Query;

        // Nothing is shown by refusing what would not be believed as it was.
        Assert.NotNull(Read(answer.Body, shape).VerifiedBy);
        foreach ((uint at, int bits) in answer.Changes)
        {
            Answer changed = Read(Changed(answer.Body, at, bits), shape);
            Assert.Null(changed.VerifiedBy);
            Assert.NotEqual(OutcomeReason.None, changed.Defect);
        }
    }

    private static Answer Read(byte[] body, ReplyShape shape) => PlatformReply.Reader().Read(body, shape, GatewayCaller.OrderNumber, paybillId: null);

    private static byte[] Changed(byte[] body, uint at, int bits)
    {
        byte[] changed = [.. body];
        changed[at % body.Length] ^= (byte)bits;
        return changed;
    }

    private static IEnumerable<KeyValuePair<string, string>> NotEmpty(MessageFields fields) => fields.Where(field => field.Value.Length > 0);

    private static byte[] Spell(MessageFields fields, int[] choices)
    {
        string[] blanks = ["", " ", "\t", "\r\n", "  "];
        string Blank(int index) => blanks[choices[index % choices.Length]];
        return Encoding.UTF8.GetBytes(
            $"{Blank(0)}{{{string.Join(',', fields.Select((field, index) => $"{Blank(index)}{JsonSpelling.Of(field.Key, choices)}{Blank(index + 1)}:{Blank(index + 2)}{JsonSpelling.Of(field.Value, choices)}{Blank(index + 3)}"))}}}{Blank(1)}");
    }
}
