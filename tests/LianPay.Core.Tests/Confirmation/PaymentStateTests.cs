using LianPay.Core.Confirmation;
using LianPay.Core.Messages;
using LianPay.Core.Tests.Gateway;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>What a query tells: by its answer, or by what was asked when none is believed.</summary>
public sealed class PaymentStateTests
{
    [Fact]
    public void The_answers_numbers_go_before_those_that_were_asked_for()
    {
        PaymentState state = new(PlatformReply.HeardByQuery(PlatformReply.Sign(PlatformReply.Query())), "asked", "asked too");

        Assert.Equal((GatewayCaller.OrderNumber, GatewayCaller.PaybillId), (state.OrderNumber, state.PaybillId));
    }

    [Fact]
    public void Without_a_believed_answer_it_is_about_what_was_asked_for()
    {
        PaymentState state = new(PlatformReply.HeardByQuery(PlatformReply.Query().ToJson()), "asked", "asked too");

        Assert.Equal((PaymentStatus.Unknown, "NotSigned", "asked", "asked too"), (state.Status, state.Reason, state.OrderNumber, state.PaybillId));
    }

    [Fact]
    public void A_listed_word_is_explained_by_its_row_and_any_other_as_unlisted()
    {
        Assert.All(ResultPays.All, row => Assert.Equal((row.Explanation, false), (Of(row.Value).Explanation, Of(row.Value).Explanation == Of("EXPLODED").Explanation)));
        Assert.EndsWith(".", Of("EXPLODED").Explanation, StringComparison.Ordinal);
    }

    private static PaymentState Of(string resultPay) => new(PlatformReply.HeardByQuery(PlatformReply.Sign(PlatformReply.Query(resultPay))), orderNumber: null, paybillId: null);
}
