using System.Globalization;
using CsCheck;
using LianPay.Core.Gateway;
using LianPay.Core.Messages;
using LianPay.Core.Signing;
using LianPay.Core.Tests.Gateway;

namespace LianPay.Core.Tests.Signing;

/// <summary>
/// The signed text does not say where its fields end (FAULTS P13): here an honest answer's text is cut anew at its ampersands into every
/// other message that carries the same signature, and none of those that pass the checks says anything else of the payment.
/// </summary>
public sealed class SignedTextResplitTests
{
    /// <summary>Into how many other messages an honest answer can be cut at the least, on the average.</summary>
    private const int CutsEach = 10;

    /// <summary>What decides over the payment, and which payment it is.</summary>
    private static readonly string[] Decisive =
        [FieldNames.RetCode, FieldNames.ResultPay, FieldNames.PartnerId, FieldNames.OrderNumber, FieldNames.PaybillId, FieldNames.Amount, FieldNames.OrderedAt, FieldNames.ConfirmCode, FieldNames.SignType];

    /// <summary>
    /// All that a machine reads. The date is not decisive: where the gateway's own words say "&amp;settle_date=" in an answer without one,
    /// nothing tells them from the field. It is shown and never acted upon.
    /// </summary>
    private static readonly string[] Machine = [.. Decisive, FieldNames.SettleDate];

    // Not random letters: those would never hit a boundary. These are the pieces of which an attack is made.
    private static readonly Gen<string> HostileText = Gen.OneOf(
        Gen.OneOf(FieldNames.Known.Select(name => Gen.Const($"&{name}=")).ToArray()),
        Gen.OneOf(new[] { "&", "=", "x", "&a=", "&zz=", "&ret_code", "ret_code=", "0000", "SUCCESS", "20170209", "9.99", "代付", "&=", "&sign", "2016080446983389" }.Select(Gen.Const).ToArray()))
        .Array[0, 5].Select(string.Concat);

    private static readonly Gen<string> HarmlessText = Gen.OneOf(
        new[] { "&", "=", "x", "&a=", "&zz=", "&ret_code", "&sign", "ret_code=", "0000", "SUCCESS", "代付" }.Select(Gen.Const).ToArray())
        .Array[0, 5].Select(string.Concat);

    [Fact]
    public void No_answer_cut_anew_from_the_text_of_an_honest_query_answer_decides_otherwise() =>
        AssertNoneDecidesOtherwise(HonestReplies.Query(HostileText), ReplyShape.Query);

    [Fact]
    public void No_answer_cut_anew_from_the_text_of_an_honest_confirm_answer_decides_otherwise() =>
        AssertNoneDecidesOtherwise(HonestReplies.Confirm(HostileText), ReplyShape.Confirm);

    [Fact]
    public void An_honest_answer_without_names_of_fields_in_its_free_text_cannot_be_cut_into_any_other_machine_field() =>
        HonestReplies.Query(HarmlessText).Where(honest => SignedText.FindSplittable(honest) is null).Select(fields => PlatformReply.Signed(fields)).Sample(
            honest => Assert.All(Recut(honest).Where(other => Passes(other, ReplyShape.Query)), other => AssertSame(honest, other, Machine)),
            iter: LongRun.Samples(15_000, CutsEach),
            threads: LongRun.Threads);

    [Theory]
    [InlineData("A1&oid_partner=2016&ret_code=4005")]
    [InlineData("20170208165924&oid_partner=201606221000921503")]
    public void An_order_number_that_swallows_the_fields_behind_it_is_refused(string orderNumber)
    {
        MessageFields forged = Fields(
            ("no_order", orderNumber), ("oid_partner", "201606221000921503"), ("ret_code", "0000"), ("ret_msg", "交易成功"), ("sign_type", "RSA"), ("sign", "AAAA"));

        Assert.Equal("no_order", SignedText.FindSplittable(forged));
        Assert.NotNull(ReplyShape.Confirm.FindDefect(forged));
    }

    [Fact]
    public void Free_text_that_swallows_a_machine_field_is_refused()
    {
        MessageFields honest = PlatformReply.Signed(Fields(
            ("oid_partner", GatewayCaller.PartnerId), ("no_order", GatewayCaller.OrderNumber), ("sign_type", "RSA"), ("ret_code", "0000"), ("ret_msg", "查询成功"),
            ("result_pay", "SUCCESS"), ("dt_order", "20170208165924"), ("money_order", "1.50"), ("settle_date", "20170209")));
        MessageFields forged = honest.Without("settle_date").With("ret_msg", "查询成功&settle_date=20170209");

        Assert.True(Passes(honest, ReplyShape.Query));
        Assert.Equal(SignedText.Of(honest), SignedText.Of(forged));
        Assert.Null(ReplyShape.Query.FindDefect(forged));
        Assert.Equal("ret_msg", SignedText.FindSplittable(forged));
        Assert.False(Passes(forged, ReplyShape.Query));
    }

    private static void AssertNoneDecidesOtherwise(Gen<MessageFields> answers, ReplyShape shape)
    {
        int recut = 0;
        answers.Select(fields => PlatformReply.Signed(fields)).Sample(
            honest =>
            {
                foreach (MessageFields other in Recut(honest))
                {
                    Interlocked.Increment(ref recut);
                    if (Passes(other, shape))
                    {
                        AssertSame(honest, other, Decisive);
                    }
                }
            },
            iter: LongRun.Samples(30_000, CutsEach),
            threads: LongRun.Threads);

        // Otherwise the cutting has found too little to try.
        Assert.True(recut >= LongRun.Samples(30_000), $"Only {recut} other messages were tried.");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{recut} other messages"));
    }

    private static void AssertSame(MessageFields honest, MessageFields other, string[] names) =>
        Assert.All(names, name => Assert.Equal(honest[name], other[name]));

    /// <remarks>The signature holds for each of them, which is asked last because it is slow: only what is read behind it stands in the way.</remarks>
    private static bool Passes(MessageFields fields, ReplyShape shape)
    {
        if (SignedText.FindSplittable(fields) is not null || shape.FindDefect(fields) is not null)
        {
            return false;
        }

        Answer answer = PlatformReply.Reader().Read(fields.ToJson(), shape, GatewayCaller.OrderNumber, paybillId: null);
        Assert.NotEqual(OutcomeReason.BadSignature, answer.Defect);
        return answer.Defect == OutcomeReason.None;
    }

    /// <summary>Every message whose signed text is that of the given one: each ampersand either starts a field or is text.</summary>
    private static IEnumerable<MessageFields> Recut(MessageFields honest)
    {
        string text = SignedText.Of(honest);
        string[] pieces = text.Split('&');

        // A field cannot start at a piece that is no name and value, and names must rise: few of the 2^n cuts are left.
        int[] starts = [.. Enumerable.Range(1, pieces.Length - 1).Where(index => NameOf(pieces[index]) is not null)];
        Stack<(int Next, List<(string Name, string Value)> Done)> open = new();
        open.Push((0, [(NameOf(pieces[0])!, ValueOf(pieces[0]))]));
        int tried = 0;
        while (open.TryPop(out (int Next, List<(string Name, string Value)> Done) state) && tried < 300)
        {
            int from = state.Next == 0 ? 1 : state.Next;
            if (from == pieces.Length)
            {
                tried++;
                MessageFields fields = Fields([.. state.Done, (FieldNames.Sign, honest[FieldNames.Sign]!)]);
                if (SignedText.Of(fields) == text)
                {
                    yield return fields;
                }

                continue;
            }

            (string name, string value) = state.Done[^1];
            open.Push((from + 1, [.. state.Done[..^1], (name, $"{value}&{pieces[from]}")]));
            if (starts.Contains(from) && string.CompareOrdinal(NameOf(pieces[from]), name) > 0)
            {
                open.Push((from + 1, [.. state.Done, (NameOf(pieces[from])!, ValueOf(pieces[from]))]));
            }
        }
    }

    private static string? NameOf(string piece)
    {
        int equals = piece.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && piece.AsSpan(0, equals).IndexOfAnyExceptInRange('_', 'z') < 0 && piece[..equals] != "sign"
            ? piece[..equals]
            : null;
    }

    private static string ValueOf(string piece) => piece[(piece.IndexOf('=', StringComparison.Ordinal) + 1)..];

    private static MessageFields Fields(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
