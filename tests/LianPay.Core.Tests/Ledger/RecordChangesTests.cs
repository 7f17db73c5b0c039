using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;

namespace LianPay.Core.Tests.Ledger;

/// <summary>DESIGN section 4 and FAULTS P22 to P25, C5 to C7: what a record makes of what it is told.</summary>
public sealed class RecordChangesTests
{
    private static readonly DateTimeOffset Start = LedgerFolder.Start;
    private static readonly LedgerRecord Sent = RecordChanges.Create(LedgerFolder.Key("A1"), Start).WithIntent(new HeldPayment(), Heard.Review, "payer", "A", Start);

    /// <summary>FAULTS C5: an answer to the confirmation, one to a query, and a notification that comes twice.</summary>
    [Theory]
    [InlineData("0000", "PROCESSING", "SUCCESS", PaymentStatus.Paid)]
    [InlineData("0000", "WAITING", "FAILURE", PaymentStatus.Failed)]
    [InlineData("0000", "SUCCESS", "CANCEL", PaymentStatus.Returned)]
    [InlineData("0000", "CLOSED", "SUCCESS", PaymentStatus.Review)]
    [InlineData("0000", "FAILURE", "SUCCESS", PaymentStatus.Review)]
    [InlineData("9999", "CHECK", "SUCCESS", PaymentStatus.Paid)]
    [InlineData("9999", "8901", "CLOSED", PaymentStatus.Closed)]
    [InlineData("4011", "CHECK", "SUCCESS", PaymentStatus.Paid)]
    [InlineData("1001", "CHECK", "CHECK", PaymentStatus.Held)]
    [InlineData("4008", "CHECK", "8901", PaymentStatus.Review)]
    [InlineData("9999", "8901", "8901", PaymentStatus.Unknown)]
    public void All_orders_of_reply_query_and_two_notifications_reach_one_state(string reply, string query, string notification, PaymentStatus status)
    {
        Func<LedgerRecord, LedgerRecord>[] evidence =
        [
            record => record.With(Heard.Confirm(reply, attempt: 1), Start),
            record => record.With(Heard.Query(query, Start.AddSeconds(5)), Start),
            record => record.With(Heard.Query(notification, Start.AddSeconds(9)), Start),
            record => record.With(Heard.Query(notification, Start.AddSeconds(9)), Start),
        ];

        List<PaymentStatus> ends = [.. Orders(evidence).Select(order => order.Aggregate(Sent, (record, change) => change(record)).Status)];

        Assert.Equal(24, ends.Count);
        Assert.All(ends, end => Assert.Equal(status, end));
    }

    [Theory]
    [InlineData("SUCCESS", "CANCEL", PaymentStatus.Returned)]
    [InlineData("FAILURE", "SUCCESS", PaymentStatus.Review)]
    [InlineData("FAILURE", "CANCEL", PaymentStatus.Review)]
    [InlineData("CLOSED", "PROCESSING", PaymentStatus.Review)]
    [InlineData("CLOSED", "SUCCESS", PaymentStatus.Review)]
    [InlineData("CLOSED", "FAILURE", PaymentStatus.Review)]
    [InlineData("APPLY", "CHECK", PaymentStatus.Review)]
    [InlineData("EXPLODED", "CHECK", PaymentStatus.Review)]
    public void Two_words_of_the_gateway_mean_the_same_in_either_order(string first, string second, PaymentStatus status)
    {
        Assert.Equal(status, Told(Sent, first, second).Status);
        Assert.Equal(status, Told(Sent, second, first).Status);
    }

    [Fact]
    public void Two_paybills_of_one_order_are_for_a_person()
    {
        LedgerRecord accepted = Sent.With(Heard.Confirm("0000", attempt: 1, paybill: Heard.FirstPaybill), Start);

        Assert.Equal(PaymentStatus.Paid, accepted.With(Heard.Query("SUCCESS", Start.AddSeconds(1), Heard.FirstPaybill), Start).Status);
        Assert.Equal(PaymentStatus.Review, accepted.With(Heard.Query("SUCCESS", Start.AddSeconds(1), Heard.SecondPaybill), Start).Status);
    }

    [Fact]
    public void An_answer_that_is_not_believed_changes_no_status()
    {
        byte[] forged = Gateway.PlatformReply.Sign(Gateway.PlatformReply.Query("FAILURE"), TestKeys.Other1024.PrivateKey);

        QueryEvidence evidence = Evidence.Of(Gateway.PlatformReply.HeardByQuery(forged), TimeSpan.Zero);

        Assert.Equal(new QueryEvidence(evidence.AskedAt, PaymentFacts.None, IsHeld: false, IsWithoutRecord: false, null, null), evidence);
        Assert.Equal(PaymentStatus.Unknown, Sent.With(evidence, Start).Status);
    }

    [Fact]
    public void An_8901_stays_unknown_for_a_day_and_is_then_for_a_person()
    {
        LedgerRecord record = Sent.With(Heard.Query("8901", Start.AddHours(24).AddTicks(-1)), Start);
        Assert.Equal(PaymentStatus.Unknown, record.Status);

        record = record.With(Heard.Query("8901", Start.AddHours(24)), Start);
        Assert.Equal(PaymentStatus.Review, record.Status);

        Assert.Equal(PaymentStatus.Held, record.With(Heard.Query("CHECK", Start.AddHours(25)), Start).Status);
        Assert.Equal(PaymentStatus.Paid, record.With(Heard.Query("SUCCESS", Start.AddHours(25)), Start).Status);
    }

    [Fact]
    public void A_CHECK_counts_when_it_was_asked_for_after_the_last_intent()
    {
        Assert.Equal(PaymentStatus.Unknown, Sent.With(Heard.Query("CHECK", Start), Start).Status);
        Assert.Equal(PaymentStatus.Held, Sent.With(Heard.Query("CHECK", Start.AddTicks(1)), Start).Status);
    }

    [Fact]
    public void A_try_that_did_not_leave_says_nothing_of_an_earlier_one_that_may_have()
    {
        LedgerRecord lost = Sent.With(Heard.Unanswered(attempt: 1), Start).With(Heard.Query("CHECK", Start.AddMinutes(3)), Start);
        LedgerRecord again = lost.WithIntent(new HeldPayment(), Heard.Review, "payer", "A", Start.AddMinutes(4)).With(Heard.NotSent(attempt: 2), Start);

        Assert.Equal((PaymentStatus.Unknown, 1, 2), (again.Status, again.Sends, again.Attempts));
        Assert.Equal((PaymentStatus.NotSent, 0), (Sent.With(Heard.NotSent(attempt: 1), Start).Status, Sent.With(Heard.NotSent(attempt: 1), Start).Sends));
    }

    [Fact]
    public void Proof_that_an_earlier_try_did_not_leave_counts_whenever_it_comes_and_once()
    {
        LedgerRecord record = Sent.WithIntent(new HeldPayment(), Heard.Review, "payer", "A", Start.AddMinutes(4));

        record = record.With(Heard.NotSent(attempt: 1), Start).With(Heard.NotSent(attempt: 1), Start);
        Assert.Equal((1, AttemptState.Open), (record.Sends, record.LastAttempt));

        record = record.With(Heard.NotSent(attempt: 2), Start).With(Heard.NotSent(attempt: 2), Start);
        Assert.Equal((0, PaymentStatus.NotSent), (record.Sends, record.Status));
    }

    [Fact]
    public void A_wrong_code_is_the_one_that_was_sent_with_that_try()
    {
        LedgerRecord record = Sent.With(Heard.Confirm("4011", attempt: 1, codeMac: "A"), Start)
            .WithIntent(new HeldPayment(), Heard.Review, "payer", "B", Start.AddMinutes(5))
            .With(Heard.Confirm("4011", attempt: 1, codeMac: "A"), Start);

        Assert.Equal(["A"], record.WrongCodeMacs);
        Assert.Equal(AttemptState.Open, record.LastAttempt);
    }

    [Fact]
    public void A_take_over_makes_an_open_intent_unknown_and_nothing_else()
    {
        LedgerRecord taken = Sent.WithTakeOver(Start);
        Assert.Equal((AttemptState.Unknown, PaymentStatus.Unknown, 1, "ProcessGone"), (taken.LastAttempt, taken.Status, taken.Sends, taken.Reason));

        LedgerRecord rejected = Sent.With(Heard.Confirm("1001", attempt: 1), Start);
        Assert.Equal((AttemptState.Rejected, "Configuration"), (rejected.WithTakeOver(Start).LastAttempt, rejected.WithTakeOver(Start).Reason));
    }

    [Fact]
    public void A_persons_word_holds_until_the_gateway_says_something_new()
    {
        LedgerRecord closed = Told(Sent, "CLOSED", "SUCCESS").WithPerson(PaymentStatus.Paid, Start);
        Assert.Equal(PaymentStatus.Paid, closed.Status);
        Assert.Equal(PaymentStatus.Paid, Told(closed, "CLOSED", "SUCCESS", "CHECK", "8901").Status);

        Assert.Equal(PaymentStatus.Review, Told(closed, "CANCEL").Status);
        Assert.Equal(PaymentStatus.Review, Told(closed, "APPLY").Status);
    }

    [Fact]
    public void A_second_paybill_is_new_to_the_person_who_has_spoken()
    {
        LedgerRecord odd = Told(Sent, "APPLY").With(Heard.Query("PROCESSING", Start.AddSeconds(2), Heard.FirstPaybill), Start).WithPerson(PaymentStatus.Paid, Start);
        Assert.Equal(PaymentStatus.Paid, odd.Status);

        Assert.Equal(PaymentStatus.Review, odd.With(Heard.Query("PROCESSING", Start.AddSeconds(3), Heard.SecondPaybill), Start).Status);
    }

    [Fact]
    public void The_first_paybill_is_nothing_new_to_the_person_who_has_spoken()
    {
        LedgerRecord closed = Told(Sent, "APPLY").WithPerson(PaymentStatus.Paid, Start);

        Assert.Equal(PaymentStatus.Paid, closed.With(Heard.Query("APPLY", Start.AddSeconds(3), Heard.FirstPaybill), Start).Status);
    }

    [Fact]
    public void A_claim_is_let_go_by_its_owner_alone()
    {
        LedgerRecord first = Sent.WithClaim("one", Start.AddMinutes(1), Start);
        LedgerRecord second = first.WithClaim("two", Start.AddMinutes(2), Start);

        Assert.Equal((1, 2), (first.Epoch, second.Epoch));
        Assert.Equal("two", second.WithoutClaim(first.Epoch).Owner);
        Assert.Null(second.WithoutClaim(second.Epoch).Owner);
    }

    [Fact]
    public void What_is_listed_is_sorted_whichever_came_first()
    {
        LedgerRecord record = Sent.WithIntent(new HeldPayment(), Heard.Review, "payer", "B", Start)
            .With(Heard.Confirm("4011", attempt: 2, codeMac: "B", paybill: Heard.SecondPaybill), Start)
            .With(Heard.Confirm("4011", attempt: 1, codeMac: "A", paybill: Heard.FirstPaybill), Start)
            .With(Heard.NotSent(attempt: 2), Start)
            .With(Heard.NotSent(attempt: 1), Start);

        Assert.Equal(["A", "B"], record.WrongCodeMacs);
        Assert.Equal([Heard.FirstPaybill, Heard.SecondPaybill], record.PaybillIds);
        Assert.Equal([1, 2], record.UnsentAttempts);
    }

    [Fact]
    public void The_earliest_order_the_first_intent_and_the_latest_questions_are_kept()
    {
        QueryEvidence early = Heard.Query("CHECK", Start.AddSeconds(1)) with { OrderedAt = Start.AddHours(-2) };
        QueryEvidence late = Heard.Query("CHECK", Start.AddSeconds(2)) with { OrderedAt = Start.AddHours(-1) };
        QueryEvidence[] none = [Heard.Query("8901", Start.AddSeconds(3)), Heard.Query("8901", Start.AddSeconds(4))];
        LedgerRecord again = Sent.WithIntent(new HeldPayment(), Heard.Review, "payer", "A", Start.AddMinutes(4));

        Assert.Equal((Start, Start.AddMinutes(4)), (again.FirstSentAt, again.LastSentAt));
        Assert.All(Orders<QueryEvidence>([early, late, .. none]), order =>
        {
            LedgerRecord record = order.Aggregate(again, (known, evidence) => known.With(evidence, Start));
            Assert.Equal((Start.AddHours(-2), Start.AddSeconds(2), Start.AddSeconds(4)), (record.OrderedAt, record.LastCheckAt, record.LastNoRecordAt));
        });
    }

    [Theory]
    [InlineData(PaymentFacts.None, false)]
    [InlineData(PaymentFacts.Odd, false)]
    [InlineData(PaymentFacts.Accepted, false)]
    [InlineData(PaymentFacts.Paid, true)]
    [InlineData(PaymentFacts.Failed, true)]
    [InlineData(PaymentFacts.Returned, true)]
    [InlineData(PaymentFacts.Closed, true)]
    internal void Final_is_what_the_gateway_will_not_move_on_from(PaymentFacts facts, bool isFinal) =>
        Assert.Equal(isFinal, (Sent with { Facts = facts }).IsFinal);

    [Fact]
    public void A_review_tells_what_the_order_was_held_for_unless_the_intent_has()
    {
        LedgerReview review = new(ReviewDecision.Approved, "li.na", "Checked", Start, "reviewer", "A");
        LedgerRecord held = RecordChanges.Create(LedgerFolder.Key("A1"), Start);

        Assert.Equal("4002", held.WithReview(review, "4002", Start).HeldFor);
        Assert.Equal("4003", (held with { HeldFor = "4003" }).WithReview(review, "4002", Start).HeldFor);
        Assert.Equal("4003", (held with { HeldFor = "4003" }).WithReview(review, null, Start).HeldFor);
    }

    private static LedgerRecord Told(LedgerRecord record, params string[] words) =>
        words.Aggregate(record, (known, word) => known.With(Heard.Query(word, Start.AddSeconds(5)), Start));

    private static IEnumerable<T[]> Orders<T>(T[] items) => items.Length == 0
        ? [[]]
        : items.SelectMany((item, index) => Orders([.. items[..index], .. items[(index + 1)..]]).Select(rest => (T[])[item, .. rest]));
}
