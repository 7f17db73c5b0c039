using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;
using LianPay.Core.Tests.Gateway;
using LianPay.Core.Tests.Ledger;
using LianPay.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>DESIGN section 4: what the ledger lets be sent, sent again, or not at all. FAULTS N26, P18, P19, S3 to S5, S20.</summary>
public class ConfirmerResendTests : GatewayTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_accepted_is_taken_by_the_second_run_which_sends_nothing()
    {
        await using LedgerCaller caller = Caller();
        await caller.ConfirmAsync();

        ConfirmationResult again = await caller.ConfirmAsync();

        Assert.Equal((PaymentStatus.Taken, "Accepted"), (again.Status, again.Reason));
        Assert.Equal(1, caller.Sandbox.Requests);
    }

    [Theory]
    [InlineData(SandboxOutcome.Success, PaymentStatus.Paid)]
    [InlineData(SandboxOutcome.Failure, PaymentStatus.Failed)]
    [InlineData(SandboxOutcome.Cancel, PaymentStatus.Returned)]
    public async Task What_is_final_is_taken_with_its_status_as_the_reason(SandboxOutcome outcome, PaymentStatus status)
    {
        FakeTimeProvider clock = new();
        await using SandboxServer sandbox = SandboxServer.Start(new SandboxOptions
        {
            KeyBits = 1024,
            MerchantKeys = [TestKeys.Merchant1024.PublicKey],
            HeldPayments = [GatewayCaller.Held()],
            Outcome = outcome,
            Certificate = Certificate,
            Clock = clock,
        });
        using GatewayCaller gateway = Caller(sandbox, clock);
        MemoryLedger ledger = new();
        BatchGuard guard = new();
        Resolver resolver = new(gateway.Client, ledger, guard, clock);
        await ConfirmAsync();
        ConfirmationResult resolved = await resolver.AskAsync(LedgerCaller.Order, Cancel);
        for (int asked = 1; asked < 3; asked++)
        {
            resolved = await resolver.AskAsync(LedgerCaller.Order, Cancel);
        }

        Assert.Equal(status, resolved.Status);
        long requests = sandbox.Requests;

        ConfirmationResult again = await ConfirmAsync();

        Assert.Equal((PaymentStatus.Taken, status.ToString(), requests), (again.Status, again.Reason, sandbox.Requests));

        Task<ConfirmationResult> ConfirmAsync() =>
            new Confirmer(gateway.Client, ledger, guard, clock).ConfirmAsync(BatchCaller.Reviewed(clock), GatewayCaller.Request(), Cancel);
    }

    [Fact]
    public async Task What_is_unknown_is_asked_about_before_anything_is_sent()
    {
        await using LedgerCaller caller = Caller(LedgerCaller.Once(SandboxFault.DropAfterApply));
        Assert.Equal(PaymentStatus.Unknown, (await caller.ConfirmAsync()).Status);

        ConfirmationResult again = await caller.ConfirmAsync();

        Assert.Equal((PaymentStatus.Taken, "Accepted"), (again.Status, again.Reason));
        Assert.Equal((1, 1), (caller.Confirmations, caller.Queries));
    }

    [Theory]
    [InlineData(118, "QuietPeriod")]
    [InlineData(121, null)]
    public async Task A_lost_confirmation_is_sent_again_two_minutes_later_when_the_gateway_still_waits(int seconds, string? reason)
    {
        await using LedgerCaller caller = Caller(LedgerCaller.Once(SandboxFault.DropBeforeApply));
        Assert.Equal(PaymentStatus.Unknown, (await caller.ConfirmAsync()).Status);
        Advance(caller, TimeSpan.FromSeconds(seconds));

        ConfirmationResult again = await caller.ConfirmAsync();

        Assert.Equal((reason is null ? PaymentStatus.Accepted : PaymentStatus.Held, reason), (again.Status, again.Reason));
        Assert.Equal((reason is null ? 2 : 1, 1, null), (caller.Confirmations, caller.Queries, caller.Record.Owner));
        Assert.Equal(reason is null ? 1 : 0, caller.Sandbox.EffectsOf(LedgerCaller.Order));
    }

    /// <summary>FAULTS N26: a CHECK that is asked for too early says nothing, for the gateway may apply a lost request late.</summary>
    [Fact]
    public async Task A_request_that_is_applied_late_is_not_sent_a_second_time()
    {
        await using LedgerCaller caller = Caller(LedgerCaller.Once(SandboxFault.LateApply), appliesLateOnCall: true);
        await caller.ConfirmAsync();
        Advance(caller, TimeSpan.FromSeconds(30));
        Assert.Equal("QuietPeriod", (await caller.ConfirmAsync()).Reason);

        caller.Sandbox.ApplyLate();
        Advance(caller, TimeSpan.FromSeconds(91));
        ConfirmationResult again = await caller.ConfirmAsync();

        Assert.Equal((PaymentStatus.Taken, "Accepted"), (again.Status, again.Reason));
        Assert.Equal((1, 1), (caller.Confirmations, caller.Sandbox.EffectsOf(LedgerCaller.Order)));
    }

    /// <summary>A machine whose clock is five minutes ahead of the shared ledger's sends nothing sooner for that.</summary>
    [Fact]
    public async Task The_quiet_period_is_told_by_the_ledgers_clock()
    {
        await using LedgerCaller caller = Caller(LedgerCaller.Once(SandboxFault.DropBeforeApply));
        await caller.ConfirmAsync();
        caller.Ledger.ClockOffset = TimeSpan.FromMinutes(-5);
        Advance(caller, TimeSpan.FromMinutes(5.5));

        ConfirmationResult early = await caller.ConfirmAsync();
        Assert.Equal((PaymentStatus.Held, "QuietPeriod", 1), (early.Status, early.Reason, caller.Confirmations));
        Assert.Equal(caller.Clock.GetUtcNow().AddMinutes(-5), caller.Ledger.ReadHistory(caller.Key).Last().At);

        Advance(caller, TimeSpan.FromMinutes(1.6));
        Assert.Equal((PaymentStatus.Accepted, 2), ((await caller.ConfirmAsync()).Status, caller.Confirmations));
    }

    [Fact]
    public async Task The_CHECK_of_an_earlier_question_allows_nothing_when_the_gateway_does_not_answer_now()
    {
        bool isDeaf = false;
        await using LedgerCaller caller = Caller(request =>
            request.Path.EndsWith("queryPayment.htm", StringComparison.Ordinal)
                ? isDeaf ? SandboxFault.Status500 : SandboxFault.None
                : LedgerCaller.Once(SandboxFault.DropBeforeApply)(request));
        await caller.ConfirmAsync();
        Advance(caller, TimeSpan.FromMinutes(5));
        Assert.Equal(PaymentStatus.Held, (await caller.ResolveAsync()).Status);
        Advance(caller, TimeSpan.FromHours(1));
        isDeaf = true;

        ConfirmationResult again = await caller.ConfirmAsync();

        Assert.Equal((PaymentStatus.Held, "NotHeld", 1), (again.Status, again.Reason, caller.Confirmations));
    }

    [Fact]
    public async Task No_more_than_three_may_reach_the_gateway()
    {
        await using LedgerCaller caller = Caller(request =>
            request.Path.EndsWith("confirmPayment.htm", StringComparison.Ordinal) ? SandboxFault.DropBeforeApply : SandboxFault.None);
        for (int run = 0; run < 3; run++)
        {
            Assert.Equal(PaymentStatus.Unknown, (await caller.ConfirmAsync()).Status);
            Advance(caller, TimeSpan.FromMinutes(5));
        }

        ConfirmationResult fourth = await caller.ConfirmAsync();

        Assert.Equal((PaymentStatus.Held, "TooManySends", 3), (fourth.Status, fourth.Reason, caller.Confirmations));
    }

    [Fact]
    public async Task Another_code_is_not_sent_for_an_order_that_may_have_been_confirmed()
    {
        await using LedgerCaller caller = Caller(LedgerCaller.Once(SandboxFault.DropBeforeApply));
        await caller.ConfirmAsync();
        Advance(caller, TimeSpan.FromMinutes(5));

        ConfirmationResult other = await caller.ConfirmAsync(code: "137008");

        Assert.Equal((PaymentStatus.Held, "OtherCode", 1), (other.Status, other.Reason, caller.Confirmations));
    }

    [Fact]
    public async Task A_wrong_code_is_never_sent_again_and_the_right_one_is_after_a_CHECK()
    {
        await using LedgerCaller caller = Caller();
        ConfirmationResult wrong = await caller.ConfirmAsync(code: "000000");
        Assert.Equal((PaymentStatus.Rejected, "WrongCode"), (wrong.Status, wrong.Reason));
        Advance(caller, TimeSpan.FromMinutes(5));

        ConfirmationResult same = await caller.ConfirmAsync(code: "000000");
        Assert.Equal((PaymentStatus.Rejected, "WrongCode", 1), (same.Status, same.Reason, caller.Confirmations));

        ConfirmationResult right = await caller.ConfirmAsync();
        Assert.Equal((PaymentStatus.Accepted, 2, 1), (right.Status, caller.Confirmations, caller.Queries));

        ConfirmationResult late = await caller.ConfirmAsync(code: "000000");
        Assert.Equal((PaymentStatus.Taken, 2), (late.Status, caller.Confirmations));
    }

    [Fact]
    public async Task A_code_that_was_approved_before_the_wrong_one_was_sent_needs_a_new_approval()
    {
        await using LedgerCaller caller = Caller();
        HeldPayment earlier = BatchCaller.Reviewed(caller.Clock);
        await caller.ConfirmAsync(code: "000000");
        Advance(caller, TimeSpan.FromMinutes(5));

        ConfirmationResult result = await caller.Confirmer().ConfirmAsync(earlier, GatewayCaller.Request(), Cancel);

        Assert.Equal((PaymentStatus.Held, "WrongCode", 1), (result.Status, result.Reason, caller.Confirmations));
    }

    [Fact]
    public async Task The_fourth_code_is_for_a_person_after_three_wrong_ones()
    {
        await using LedgerCaller caller = Caller();
        foreach (string code in new[] { "000000", "000001", "000002" })
        {
            Assert.Equal("WrongCode", (await caller.ConfirmAsync(code: code)).Reason);
            Advance(caller, TimeSpan.FromMinutes(5));
        }

        ConfirmationResult fourth = await caller.ConfirmAsync();

        Assert.Equal((PaymentStatus.Review, "TooManyWrongCodes", 3), (fourth.Status, fourth.Reason, caller.Confirmations));
    }

    /// <summary>FAULTS P18 and S14: what was confirmed elsewhere is found out and never sent twice.</summary>
    [Fact]
    public async Task Two_ledgers_that_do_not_know_of_each_other_confirm_once()
    {
        await using LedgerCaller caller = Caller();
        MemoryLedger elsewhere = new();
        Assert.Equal(PaymentStatus.Accepted, (await caller.ConfirmAsync(elsewhere)).Status);

        ConfirmationResult result = await caller.ConfirmAsync();

        Assert.Equal((PaymentStatus.Accepted, "MustQuery", "4001"), (result.Status, result.Reason, result.RetCode));
        Assert.Equal(1, caller.Sandbox.EffectsOf(LedgerCaller.Order));
        Assert.Equal([LedgerEventKind.Intent, LedgerEventKind.Outcome, LedgerEventKind.Query], caller.History);
    }

    [Theory]
    [InlineData(365)]
    [InlineData(-365)]
    public async Task A_clock_that_jumps_by_a_year_sends_nothing_again(int days)
    {
        await using LedgerCaller caller = Caller(LedgerCaller.Once(SandboxFault.DropBeforeApply));
        HeldPayment payment = BatchCaller.Reviewed(caller.Clock);
        await caller.ConfirmAsync();
        using GatewayCaller gateway = caller.Gateway();
        FakeTimeProvider jumped = new(caller.Clock.GetUtcNow() + TimeSpan.FromDays(days));

        ConfirmationResult result = await new Confirmer(gateway.Client, caller.Ledger, caller.Guard, jumped).ConfirmAsync(payment, GatewayCaller.Request(), Cancel);

        Assert.Equal(1, caller.Confirmations);
        Assert.NotEqual(PaymentStatus.Accepted, result.Status);
        Assert.NotNull(result.Reason);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(24, false)]
    public async Task A_ledger_that_may_have_lost_its_tail_asks_before_the_first_send_for_a_day(int hoursAgo, bool asks)
    {
        await using LedgerCaller caller = Caller();
        caller.Ledger.DiedAt = caller.Clock.GetUtcNow().AddHours(-hoursAgo);

        ConfirmationResult result = await caller.ConfirmAsync();

        Assert.Equal((PaymentStatus.Accepted, 1, asks ? 1 : 0), (result.Status, caller.Confirmations, caller.Queries));
        Assert.Equal(asks ? [LedgerEventKind.Query, LedgerEventKind.Intent, LedgerEventKind.Outcome] : [LedgerEventKind.Intent, LedgerEventKind.Outcome], caller.History);
    }

    [Fact]
    public async Task What_a_lost_tail_knew_is_found_out_and_not_sent_again()
    {
        await using LedgerCaller caller = Caller();
        await caller.ConfirmAsync(new MemoryLedger());
        caller.Ledger.DiedAt = caller.Clock.GetUtcNow();

        ConfirmationResult result = await caller.ConfirmAsync();

        Assert.Equal((PaymentStatus.Taken, "Accepted", 1), (result.Status, result.Reason, caller.Confirmations));
    }

    [Theory]
    [InlineData("DropAfterApply")]
    [InlineData("DropBeforeApply")]
    [InlineData("Reset")]
    [InlineData("CutReply")]
    [InlineData("Garbage")]
    [InlineData("Html")]
    [InlineData("Status500")]
    [InlineData("WrongSignature")]
    [InlineData("Unsigned")]
    [InlineData("OtherOrder")]
    [InlineData("LateApply")]
    public async Task Whatever_the_first_answer_was_a_run_each_five_minutes_pays_once(string fault)
    {
        await using LedgerCaller caller = Caller(LedgerCaller.Once(Enum.Parse<SandboxFault>(fault)));
        ConfirmationResult first = await caller.ConfirmAsync();
        Assert.Equal(PaymentStatus.Unknown, first.Status);

        for (int run = 0; run < 3; run++)
        {
            Advance(caller, TimeSpan.FromMinutes(5));
            caller.Sandbox.ApplyLate();
            await caller.Confirmer(guard: new BatchGuard()).ConfirmAsync(BatchCaller.Reviewed(caller.Clock), GatewayCaller.Request(), Cancel);
        }

        Assert.Equal(1, caller.Sandbox.EffectsOf(LedgerCaller.Order));
        Assert.Contains(caller.Record.Status, new[] { PaymentStatus.Accepted, PaymentStatus.Paid });
        Assert.InRange(caller.Confirmations, 1, 2);
    }

    private LedgerCaller Caller(Func<SandboxRequest, SandboxFault>? chooseFault = null, bool appliesLateOnCall = false) =>
        new(chooseFault, appliesLateOnCall: appliesLateOnCall, certificate: Certificate, trust: Trust);

    private static void Advance(LedgerCaller caller, TimeSpan time) => ((FakeTimeProvider)caller.Clock).Advance(time);
}
