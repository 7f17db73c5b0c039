using LianPay.Core.Confirmation;
using LianPay.Core.Gateway;
using LianPay.Core.Ledger;
using LianPay.Core.Tests.Gateway;
using LianPay.Core.Tests.Ledger;
using LianPay.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>DESIGN section 4 and FAULTS S3 to S6, S12, S22, S28: each order is one worker's at a time, and a worker that is gone leaves Unknown.</summary>
public sealed class ClaimDeskTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_live_process_has_is_taken_and_nothing_is_sent()
    {
        await using LedgerCaller caller = new();
        await caller.DieInFlightAsync();
        Advance(caller, Lifetime - TimeSpan.FromMilliseconds(1));

        ConfirmationResult result = await caller.ConfirmAsync();

        Assert.Equal((PaymentStatus.Taken, "InFlight", 0L), (result.Status, result.Reason, caller.Sandbox.Requests));
        Assert.Equal([LedgerEventKind.Intent], caller.History);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_claim_of_a_dead_process_or_of_long_ago_becomes_unknown_and_is_asked_about(bool isDead)
    {
        await using LedgerCaller caller = new();
        MemoryLedger gone = await caller.DieInFlightAsync();
        if (isDead)
        {
            caller.Ledger.Dead.Add(gone.Owner);
        }
        else
        {
            Advance(caller, Lifetime);
        }

        ConfirmationResult result = await caller.ConfirmAsync();

        // The gateway still waits for it, but the send may yet arrive: it is not made sendable.
        Assert.Equal((isDead ? PaymentStatus.Unknown : PaymentStatus.Held, isDead ? "NotHeld" : "QuietPeriod"), (result.Status, result.Reason));
        Assert.Equal((0, 1), (caller.Confirmations, caller.Queries));
        Assert.Equal([LedgerEventKind.Intent, LedgerEventKind.TakenOver, LedgerEventKind.Query], caller.History);
        Assert.Equal((AttemptState.Unknown, 1, "ProcessGone"), (caller.Record.LastAttempt, caller.Record.Sends, caller.Record.Reason));
    }

    [Fact]
    public async Task An_intent_whose_process_died_is_sent_again_when_the_gateway_waits_after_two_minutes()
    {
        await using LedgerCaller caller = new();
        MemoryLedger gone = await caller.DieInFlightAsync();
        caller.Ledger.Dead.Add(gone.Owner);
        Advance(caller, TimeSpan.FromSeconds(121));

        Assert.Equal(PaymentStatus.Accepted, (await caller.ConfirmAsync()).Status);

        Assert.Equal((1, 1, 1), (caller.Confirmations, caller.Queries, caller.Sandbox.EffectsOf(LedgerCaller.Order)));
        Assert.Equal(2, caller.Record.Attempts);
    }

    [Fact]
    public async Task An_intent_whose_process_died_after_the_send_is_found_accepted()
    {
        await using LedgerCaller caller = new();
        MemoryLedger gone = await caller.DieInFlightAsync();
        await caller.Gateway().ConfirmAsync();
        caller.Ledger.Dead.Add(gone.Owner);
        Advance(caller, TimeSpan.FromSeconds(121));

        ConfirmationResult result = await caller.ConfirmAsync();

        Assert.Equal((PaymentStatus.Taken, "Accepted", 1), (result.Status, result.Reason, caller.Confirmations));
    }

    [Fact]
    public async Task While_one_process_sends_another_finds_the_order_taken()
    {
        await using LedgerCaller caller = new();
        using SemaphoreSlim connecting = new(0);
        using SemaphoreSlim released = new(0);
        Task<ConfirmationResult> first = caller.ConfirmAsync(bend: handler => handler.ConnectCallback = async (_, cancel) =>
        {
            connecting.Release();
            await released.WaitAsync(cancel);
            throw new IOException("The wire is cut.");
        });
        await connecting.WaitAsync(Cancel);

        ConfirmationResult second = await caller.ConfirmAsync(caller.Ledger.Reopen());
        Assert.Equal((PaymentStatus.Taken, "InFlight", 0L), (second.Status, second.Reason, caller.Sandbox.Requests));

        released.Release(3);
        Assert.Equal(PaymentStatus.NotSent, (await first).Status);
    }

    [Fact]
    public async Task An_owner_that_has_lost_its_claim_adds_its_evidence_and_changes_nothing_else()
    {
        await using LedgerCaller caller = new();
        ClaimDesk first = new(caller.Ledger, Lifetime, caller.Clock);
        Claim lost = await TakeAsync(first, caller);
        Advance(caller, Lifetime);
        MemoryLedger other = caller.Ledger.Reopen();
        ClaimDesk second = new(other, Lifetime, caller.Clock);
        Claim held = await TakeAsync(second, caller);
        Assert.Equal((SendVerdict.QueryFirst, other.Owner), (held.Verdict, caller.Record.Owner));

        await first.SettleAsync(lost, BatchCaller.Reviewed(caller.Clock), PlatformReply.HeardByConfirm(PlatformReply.Accepted()), keepsClaim: false);
        await first.ReleaseAsync(lost);

        Assert.Equal((PaymentStatus.Accepted, other.Owner, held.Record.Epoch), (caller.Record.Status, caller.Record.Owner, caller.Record.Epoch));

        // And the other one, whose question the gateway answers with CHECK, does not send: it has been accepted meanwhile.
        Claim decided = await second.RetakeAsync(held, BatchCaller.Reviewed(caller.Clock), Mac(caller), PlatformReply.HeardByQuery(PlatformReply.Sign(PlatformReply.Query("CHECK"))));
        Assert.Equal(SendVerdict.Taken, decided.Verdict);
    }

    [Fact]
    public async Task An_owner_that_has_lost_its_claim_does_not_try_again()
    {
        await using LedgerCaller caller = new();
        ClaimDesk first = new(caller.Ledger, Lifetime, caller.Clock);
        Claim lost = await TakeAsync(first, caller);
        await first.SettleAsync(lost, BatchCaller.Reviewed(caller.Clock), PlatformReply.Unheard(OutcomeReason.Late, wasSent: false), keepsClaim: true);
        Advance(caller, Lifetime);
        ClaimDesk second = new(caller.Ledger.Reopen(), Lifetime, caller.Clock);
        Claim other = await TakeAsync(second, caller);
        Assert.Equal(SendVerdict.Send, other.Verdict);
        await second.SettleAsync(other, BatchCaller.Reviewed(caller.Clock), PlatformReply.Unheard(OutcomeReason.Late, wasSent: false), keepsClaim: true);

        Claim again = await first.RetryAsync(lost, BatchCaller.Reviewed(caller.Clock), Mac(caller));

        Assert.Equal((SendVerdict.Taken, "InFlight", 2), (again.Verdict, again.Reason, caller.Record.Attempts));
    }

    [Fact]
    public async Task An_owner_that_has_lost_its_claim_while_it_asked_does_not_send()
    {
        await using LedgerCaller caller = new(LedgerCaller.Once(SandboxFault.DropBeforeApply));
        await caller.ConfirmAsync();
        Advance(caller, TimeSpan.FromMinutes(5));
        ClaimDesk first = new(caller.Ledger, Lifetime, caller.Clock);
        Claim asking = await TakeAsync(first, caller);
        Assert.Equal(SendVerdict.QueryFirst, asking.Verdict);
        ClaimDesk second = new(caller.Ledger.Reopen(), Lifetime, caller.Clock);
        Assert.Equal("InFlight", (await TakeAsync(second, caller)).Reason);
        Advance(caller, Lifetime);
        Assert.Equal(SendVerdict.QueryFirst, (await TakeAsync(second, caller)).Verdict);

        QueryReply check = await caller.Gateway().QueryAsync();
        Claim decided = await first.RetakeAsync(asking, BatchCaller.Reviewed(caller.Clock), Mac(caller), check);

        Assert.Equal((SendVerdict.Taken, "InFlight"), (decided.Verdict, decided.Reason));
        Assert.Equal((1, PaymentStatus.Held), (caller.Record.Attempts, caller.Record.Status));
        Assert.Equal([LedgerEventKind.Intent, LedgerEventKind.Outcome, LedgerEventKind.TakenOver, LedgerEventKind.Query], caller.History);
    }

    /// <summary>A ledger that was set back to an earlier copy under a process that works with it.</summary>
    [Fact]
    public async Task What_the_ledger_has_lost_meanwhile_is_known_from_the_claim()
    {
        await using LedgerCaller caller = new();
        HeldPayment payment = BatchCaller.Reviewed(caller.Clock);
        Claim claim = await TakeAsync(new ClaimDesk(caller.Ledger, Lifetime, caller.Clock), caller);
        QueryReply paid = PlatformReply.HeardByQuery(PlatformReply.Sign(PlatformReply.Query()));

        Assert.Equal(PaymentStatus.Accepted, (await SetBack().SettleAsync(claim, payment, PlatformReply.HeardByConfirm(PlatformReply.Accepted()), keepsClaim: false)).Status);
        Assert.Equal(PaymentStatus.Paid, (await SetBack().RetakeAsync(claim, payment, Mac(caller), paid)).Record.Status);
        Assert.Equal("InFlight", (await SetBack().RetryAsync(claim, payment, Mac(caller))).Reason);
        Assert.Equal(claim.Record with { Owner = null, ClaimExpiresAt = null }, await SetBack().ReleaseAsync(claim));

        ClaimDesk SetBack() => new(new MemoryLedger(), Lifetime, caller.Clock);
    }

    [Fact]
    public async Task An_order_that_is_only_looked_at_leaves_no_trace()
    {
        await using LedgerCaller caller = new();
        await caller.ConfirmAsync();
        LedgerRecord before = caller.Record;
        int lines = caller.History.Count();
        Advance(caller, TimeSpan.FromHours(1));

        await caller.ConfirmAsync();

        Assert.Same(before, caller.Record);
        Assert.Equal(lines, caller.History.Count());
    }

    [Fact]
    public async Task Each_line_of_the_history_says_what_happened_at_which_try_and_why()
    {
        await using LedgerCaller caller = new();
        await caller.ConfirmAsync(code: "000000");
        Advance(caller, TimeSpan.FromMinutes(5));
        await caller.ConfirmAsync();

        Assert.Equal(
            [
                (LedgerEventKind.Intent, 1, PaymentStatus.Unknown, null, false),
                (LedgerEventKind.Outcome, 1, PaymentStatus.Rejected, "WrongCode", true),
                (LedgerEventKind.Query, 0, PaymentStatus.Held, "CHECK", true),
                (LedgerEventKind.Intent, 2, PaymentStatus.Unknown, null, false),
                (LedgerEventKind.Outcome, 2, PaymentStatus.Accepted, null, true),
            ],
            caller.Ledger.ReadHistory(caller.Key).Select(line => (line.Kind, line.Attempt, line.Status, line.Reason, line.IsVerified)));
        Assert.All(caller.Ledger.ReadHistory(caller.Key), line => Assert.Equal((caller.Ledger.Owner, caller.Ledger.Account), (line.Actor, line.Account)));
    }

    [Fact]
    public async Task A_quoted_code_is_masked_in_the_ledger_and_in_the_result()
    {
        await using RawServer server = RawServer.Answering(RawConnection.Reply(PlatformReply.Sign(
            PlatformReply.Confirm("4011").With(Core.Messages.FieldNames.RetMessage, $"验证码{GatewayCaller.ConfirmCode}不匹配"))));
        ImpatientClock clock = new();
        using GatewayCaller gateway = new(server.Address, clock);
        MemoryLedger ledger = new();

        ConfirmationResult result = await new Confirmer(gateway.Client, ledger, new BatchGuard(), clock)
            .ConfirmAsync(BatchCaller.Reviewed(clock), GatewayCaller.Request(), Cancel);

        LedgerRecord record = Assert.Single(ledger.Read(new LedgerQuery()));
        LedgerEvent outcome = ledger.ReadHistory(record.Key).Last();
        Assert.All(
            new[] { result.RetMessage!, record.RetMessage!, outcome.Evidence! },
            text =>
            {
                Assert.DoesNotContain(GatewayCaller.ConfirmCode, text, StringComparison.Ordinal);
                Assert.Contains("验证码[code masked]不匹配", text, StringComparison.Ordinal);
            });
        Assert.DoesNotContain(GatewayCaller.ConfirmCode, LedgerFolder.Text(record) + result.Explanation, StringComparison.Ordinal);
        Assert.True(outcome.IsVerified);
    }

    [Fact]
    public async Task A_code_that_is_quoted_when_the_gateway_is_asked_is_masked_too()
    {
        byte[] confirm = PlatformReply.Sign(PlatformReply.Confirm("4001"));
        byte[] query = PlatformReply.Sign(PlatformReply.Query().With(Core.Messages.FieldNames.OrderInfo, $"code {GatewayCaller.ConfirmCode}"));
        await using RawServer server = RawServer.PerRequest((connection, request) =>
            connection.ReplyAsync(request.AsSpan().StartsWith("POST /paymentapi/queryPayment.htm "u8) ? query : confirm));
        ImpatientClock clock = new();
        using GatewayCaller gateway = new(server.Address, clock);
        MemoryLedger ledger = new();

        await new Confirmer(gateway.Client, ledger, new BatchGuard(), clock).ConfirmAsync(BatchCaller.Reviewed(clock), GatewayCaller.Request(), Cancel);

        LedgerRecord record = Assert.Single(ledger.Read(new LedgerQuery()));
        Assert.Equal((PaymentStatus.Paid, null), (record.Status, record.Owner));
        Assert.Contains("code [code masked]", ledger.ReadHistory(record.Key).Last().Evidence, StringComparison.Ordinal);
    }

    /// <summary>FAULTS S20: it is the gateway that closes an order by its age.</summary>
    [Theory]
    [InlineData(29, SendVerdict.Send, null)]
    [InlineData(30, SendVerdict.Wait, "TooOld")]
    internal async Task Before_a_second_send_the_age_is_told_by_the_clock_of_the_gateway_that_was_asked(int minutesAhead, SendVerdict verdict, string? reason)
    {
        await using LedgerCaller caller = new(LedgerCaller.Once(SandboxFault.DropBeforeApply));
        await caller.ConfirmAsync();
        Advance(caller, TimeSpan.FromMinutes(5));
        DateTimeOffset now = caller.Clock.GetUtcNow();
        HeldPayment payment = new() { OrderNumber = LedgerCaller.Order, ConfirmCode = LedgerCaller.Code, RetCode = "4002", ReviewedBy = "Li Lei", ReviewedAt = now.AddHours(-23) };
        ClaimDesk desk = new(caller.Ledger, Lifetime, caller.Clock);
        Claim asking = await desk.TakeAsync(caller.Key, payment, Mac(caller));
        byte[] body = PlatformReply.Sign(PlatformReply.Query("CHECK"));
        HttpExchange heard = new()
        {
            BodyStarted = true,
            Failure = OutcomeReason.None,
            Status = 200,
            Body = body,
            GatewayTime = now.AddMinutes(minutesAhead),
            StartedAt = now,
            Duration = TimeSpan.Zero,
        };
        QueryReply check = new(heard, PlatformReply.Reader().Read(body, Core.Messages.ReplyShape.Query, LedgerCaller.Order, paybillId: null));

        Claim decided = await desk.RetakeAsync(asking, payment, Mac(caller), check);

        Assert.Equal((verdict, reason), (decided.Verdict, decided.Reason));
    }

    [Fact]
    public async Task The_code_itself_is_kept_as_a_MAC_alone()
    {
        await using LedgerCaller caller = new();
        await caller.ConfirmAsync();

        Assert.Equal(Mac(caller), caller.Record.CodeMac);
        Assert.Equal(("4002", "Li Lei", caller.Clock.GetUtcNow().AddMinutes(-1)), (caller.Record.HeldFor, caller.Record.ReviewedBy, caller.Record.ReviewedAt!.Value));
        Assert.DoesNotContain(
            GatewayCaller.ConfirmCode,
            LedgerFolder.Text(caller.Record) + string.Concat(caller.Ledger.ReadHistory(caller.Key).Select(item => item.ToString())),
            StringComparison.Ordinal);
    }

    private static Task<Claim> TakeAsync(ClaimDesk desk, LedgerCaller caller) => desk.TakeAsync(caller.Key, BatchCaller.Reviewed(caller.Clock), Mac(caller));

    private static string Mac(LedgerCaller caller) => caller.Ledger.MacOf(caller.Key, GatewayCaller.ConfirmCode);

    private static void Advance(LedgerCaller caller, TimeSpan time) => ((FakeTimeProvider)caller.Clock).Advance(time);
}
