using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;
using LianPay.Core.Tests.Gateway;
using LianPay.Core.Tests.Ledger;
using LianPay.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>DESIGN section 4, "queries": what is asked, what is taken down, and what a person may say.</summary>
public class ResolverTests : GatewayTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_answer_is_taken_down_with_its_text_and_moves_the_order_on()
    {
        await using LedgerCaller caller = Caller(LedgerCaller.Once(SandboxFault.DropAfterApply));
        Assert.Equal(PaymentStatus.Unknown, (await caller.ConfirmAsync()).Status);

        ConfirmationResult first = await caller.ResolveAsync();
        ConfirmationResult second = await caller.ResolveAsync();

        Assert.Equal((PaymentStatus.Accepted, PaymentStatus.Paid), (first.Status, second.Status));
        Assert.Equal([LedgerEventKind.Intent, LedgerEventKind.Outcome, LedgerEventKind.Query, LedgerEventKind.Query], caller.History);
        LedgerEvent last = caller.Ledger.ReadHistory(caller.Key).Last();
        Assert.Equal(("SUCCESS", true, PaymentStatus.Paid), (last.Reason, last.IsVerified, last.Status));
        Assert.Contains("\"result_pay\":\"SUCCESS\"", last.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PROCESSING", PaymentStatus.Accepted)]
    [InlineData("WAITING", PaymentStatus.Accepted)]
    [InlineData("SUCCESS", PaymentStatus.Paid)]
    [InlineData("FAILURE", PaymentStatus.Failed)]
    [InlineData("CANCEL", PaymentStatus.Returned)]
    [InlineData("CLOSED", PaymentStatus.Closed)]
    [InlineData("CHECK", PaymentStatus.Held)]
    [InlineData("APPLY", PaymentStatus.Review)]
    [InlineData("FROZEN", PaymentStatus.Review)]
    public async Task The_gateways_word_settles_what_is_unknown(string resultPay, PaymentStatus status)
    {
        (ConfirmationResult result, LedgerRecord record) = await AskAsync(PlatformReply.Sign(PlatformReply.Query(resultPay).Without(FieldNames.PaybillId)));

        Assert.Equal((status, status), (result.Status, record.Status));
        Assert.NotEmpty(result.Explanation);
    }

    [Fact]
    public async Task An_answer_that_tells_no_state_is_taken_down_with_the_reason()
    {
        await using LedgerCaller caller = Caller();

        await caller.Resolver().AskAsync("OTHER", Cancel);

        LedgerEvent line = Assert.Single(caller.Ledger.ReadHistory(caller.Key with { OrderNumber = "OTHER" }));
        Assert.Equal((LedgerEventKind.Query, "NotSigned"), (line.Kind, line.Reason));
    }

    [Fact]
    public async Task What_is_not_signed_right_settles_nothing()
    {
        (ConfirmationResult result, LedgerRecord record) = await AskAsync(PlatformReply.Sign(PlatformReply.Query("FAILURE"), TestKeys.Other1024.PrivateKey));

        Assert.Equal((PaymentStatus.Unknown, "BadSignature", PaymentStatus.Unknown), (result.Status, result.Reason, record.Status));
    }

    [Fact]
    public async Task Two_answers_that_are_not_signed_right_stop_the_asking()
    {
        ImpatientClock clock = new();
        byte[] forged = PlatformReply.Sign(PlatformReply.Query("FAILURE"), TestKeys.Other1024.PrivateKey);
        await using RawServer server = PerRequest((connection, _) => connection.ReplyAsync(forged));
        using GatewayCaller gateway = Caller(server.Address, clock);
        Resolver resolver = new(gateway.Client, new MemoryLedger(), new BatchGuard(), clock);

        Assert.Equal(StopReason.None, (await resolver.AskAsync(LedgerCaller.Order, Cancel)).StopReason);
        Assert.Equal(StopReason.BadSignature, (await resolver.AskAsync(LedgerCaller.Order, Cancel)).StopReason);
    }

    [Fact]
    public async Task What_is_recalled_is_what_the_ledger_says_and_nothing_is_asked()
    {
        await using LedgerCaller caller = Caller();
        Assert.Equal(PaymentStatus.Unknown, caller.Resolver().Recall(LedgerCaller.Order).Status);
        await caller.ConfirmAsync();

        Assert.Equal((PaymentStatus.Accepted, "0000"), (caller.Resolver().Recall(LedgerCaller.Order).Status, caller.Resolver().Recall(LedgerCaller.Order).RetCode));
        Assert.Equal((0, null), (caller.Queries, caller.Ledger.Find(caller.Key with { OrderNumber = "OTHER" })));
    }

    [Theory]
    [InlineData(PaymentStatus.Unknown, true)]
    [InlineData(PaymentStatus.Accepted, true)]
    [InlineData(PaymentStatus.Rejected, true)]
    [InlineData(PaymentStatus.Held, false)]
    [InlineData(PaymentStatus.Paid, false)]
    [InlineData(PaymentStatus.Failed, false)]
    [InlineData(PaymentStatus.Review, false)]
    public void Asking_again_soon_may_tell_more_of_what_is_on_its_way(PaymentStatus status, bool isOpen) =>
        Assert.Equal(isOpen, Resolver.IsOpen(new ConfirmationResult { OrderNumber = LedgerCaller.Order, Status = status, Explanation = string.Empty }));

    [Fact]
    public async Task A_query_takes_an_intent_over_whose_process_is_gone_and_writes_that_down()
    {
        await using LedgerCaller caller = Caller();
        MemoryLedger gone = await caller.DieInFlightAsync();
        caller.Ledger.Dead.Add(gone.Owner);
        ((FakeTimeProvider)caller.Clock).Advance(TimeSpan.FromSeconds(1));

        ConfirmationResult result = await caller.ResolveAsync();

        Assert.Equal((PaymentStatus.Held, null), (result.Status, caller.Record.Owner));
        Assert.Equal([LedgerEventKind.Intent, LedgerEventKind.TakenOver, LedgerEventKind.Query], caller.History);
    }

    [Fact]
    public async Task A_query_leaves_the_claim_of_a_live_process_alone()
    {
        await using LedgerCaller caller = Caller();
        MemoryLedger alive = await caller.DieInFlightAsync();

        await caller.ResolveAsync();

        Assert.Equal((alive.Owner, AttemptState.Open), (caller.Record.Owner, caller.Record.LastAttempt));
    }

    [Fact]
    public async Task A_person_closes_a_review_and_nothing_else()
    {
        await using LedgerCaller caller = Caller();
        await caller.ConfirmAsync();
        Assert.Null(await caller.Resolver().CloseReviewAsync(LedgerCaller.Order, PaymentStatus.Paid, "li.na", "Portal shows SUCCESS"));
        Assert.Null(await caller.Resolver().CloseReviewAsync("OTHER", PaymentStatus.Paid, "li.na", "Portal shows SUCCESS"));
        Assert.Equal(2, caller.History.Count());
        await caller.Ledger.WriteAsync(transaction =>
        {
            transaction.Save(caller.Record with { Facts = PaymentFacts.Closed | PaymentFacts.Accepted });
            return true;
        });

        caller.Ledger.ClockOffset = TimeSpan.FromMinutes(-5);
        ConfirmationResult? closed = await caller.Resolver().CloseReviewAsync(LedgerCaller.Order, PaymentStatus.Paid, "li.na", "Portal shows SUCCESS");

        Assert.Equal((PaymentStatus.Paid, PaymentStatus.Paid), (closed?.Status, caller.Record.Status));
        LedgerEvent word = caller.Ledger.ReadHistory(caller.Key).Last();
        Assert.Equal(caller.Clock.GetUtcNow().AddMinutes(-5), word.At);
        Assert.Equal((LedgerEventKind.Person, PaymentStatus.Paid, "li.na", "Portal shows SUCCESS", false), (word.Kind, word.Status, word.Actor, word.Evidence, word.IsVerified));
        Assert.Equal([LedgerEventKind.Intent, LedgerEventKind.Outcome, LedgerEventKind.Person], caller.History);
        Assert.Equal((PaymentStatus.Taken, "Paid"), ((await caller.ConfirmAsync()).Status, (await caller.ConfirmAsync()).Reason));
    }

    [Fact]
    public void What_may_be_settled_by_asking_is_what_the_gateway_may_still_move()
    {
        Assert.Equal([PaymentStatus.Unknown, PaymentStatus.Accepted, PaymentStatus.Held, PaymentStatus.Rejected], Resolver.OpenStatuses);
    }

    private LedgerCaller Caller(Func<SandboxRequest, SandboxFault>? chooseFault = null) => new(chooseFault, certificate: Certificate, trust: Trust);

    /// <summary>Asks about an order that was sent ten minutes ago without an answer.</summary>
    private async Task<(ConfirmationResult Result, LedgerRecord Record)> AskAsync(byte[] reply)
    {
        ImpatientClock clock = new();
        await using RawServer server = Answering(RawConnection.Reply(reply));
        using GatewayCaller gateway = Caller(server.Address, clock);
        MemoryLedger ledger = new();
        PaymentKey key = new(gateway.Client.GatewayName, GatewayCaller.PartnerId, LedgerCaller.Order);
        await LedgerFolder.SaveAsync(ledger, LedgerFolder.Bare("A1") with
        {
            Key = key,
            Attempts = 1,
            Sends = 1,
            LastAttempt = AttemptState.Unknown,
            LastSentAt = clock.GetUtcNow().AddMinutes(-10),
        });
        ConfirmationResult result = await new Resolver(gateway.Client, ledger, new BatchGuard(), clock).AskAsync(LedgerCaller.Order, Cancel);
        return (result, ledger.Find(key)!);
    }
}
