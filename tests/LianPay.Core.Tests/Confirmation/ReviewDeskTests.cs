using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;
using LianPay.Core.Tests.Gateway;
using LianPay.Core.Tests.Ledger;
using LianPay.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>A review that is recorded in the ledger by one process, and what another may send on it.</summary>
public sealed class ReviewDeskTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_row_without_a_review_is_sent_on_the_ledgers_and_the_record_names_both_accounts()
    {
        await using LedgerCaller caller = new();
        await ReviewAsync(caller, ReviewDecision.Approved, "reviewer");
        Assert.Equal(PaymentStatus.Held, caller.Record.Status);

        ConfirmationResult result = await ConfirmBareAsync(caller);

        Assert.Equal(PaymentStatus.Accepted, result.Status);
        Assert.Equal(("wang.wei", "reviewer", "tests"), (caller.Record.ReviewedBy, caller.Record.Review?.Account, caller.Record.ConfirmedBy));
        Assert.Equal([LedgerEventKind.Review, LedgerEventKind.Intent, LedgerEventKind.Outcome], caller.History);
        Assert.Equal(["reviewer", "tests", "tests"], caller.Ledger.ReadHistory(caller.Key).Select(line => line.Account));
    }

    [Fact]
    public async Task A_denied_order_is_not_sent_and_a_new_approval_takes_that_back()
    {
        await using LedgerCaller caller = new();
        await ReviewAsync(caller, ReviewDecision.Denied);

        ConfirmationResult denied = await caller.ConfirmAsync();
        Assert.Equal((PaymentStatus.Refused, "ReviewDenied", RefusalReason.ReviewDenied), (denied.Status, denied.Reason, denied.Refusal?.Reason));
        Assert.Equal(0, caller.Sandbox.Requests);

        await ReviewAsync(caller, ReviewDecision.Approved);
        Assert.Equal(PaymentStatus.Accepted, (await caller.ConfirmAsync()).Status);
    }

    [Fact]
    public async Task What_is_denied_while_the_gateway_is_asked_is_not_sent_again()
    {
        await using LedgerCaller caller = new(LedgerCaller.Once(SandboxFault.DropBeforeApply));
        await caller.ConfirmAsync();
        ((FakeTimeProvider)caller.Clock).Advance(TimeSpan.FromMinutes(3));
        MemoryLedger other = caller.Ledger.Reopen();
        Task? denying = null;
        caller.Ledger.Written = _ => denying ??= Desk(caller, other).RecordAsync(BatchCaller.Reviewed(caller.Clock), ReviewDecision.Denied, "li.na", "Paid before");

        ConfirmationResult result = await caller.ConfirmAsync();
        await denying!;

        Assert.Equal((PaymentStatus.Refused, "ReviewDenied"), (result.Status, result.Reason));
        Assert.Equal((1, null), (caller.Confirmations, caller.Record.Owner));
        Assert.Equal([LedgerEventKind.Intent, LedgerEventKind.Outcome, LedgerEventKind.Review, LedgerEventKind.Query], caller.History);
    }

    [Fact]
    public async Task What_is_denied_between_two_tries_is_not_tried_again()
    {
        await using LedgerCaller caller = new();
        MemoryLedger other = caller.Ledger.Reopen();
        Task? denying = null;
        int connections = 0;
        caller.Ledger.Written = written =>
        {
            if (written.Any(line => line.Kind == LedgerEventKind.Outcome))
            {
                denying ??= Desk(caller, other).RecordAsync(BatchCaller.Reviewed(caller.Clock), ReviewDecision.Denied, "li.na", "Paid before");
            }
        };

        ConfirmationResult result = await caller.ConfirmAsync(bend: BatchCaller.Refusing(() =>
        {
            connections++;
        }));
        await denying!;

        Assert.Equal((PaymentStatus.NotSent, 1, null), (result.Status, connections, caller.Record.Owner));
    }

    [Fact]
    public async Task What_is_in_process_or_final_is_left_as_it_is()
    {
        await using LedgerCaller caller = new();
        await caller.ConfirmAsync();

        LedgerRecord record = (await ReviewAsync(caller, ReviewDecision.Denied)).Record;

        Assert.True(ReviewDesk.IsDecided(record));
        Assert.Null(caller.Record.Review);
        Assert.Equal([LedgerEventKind.Intent, LedgerEventKind.Outcome], caller.History);
    }

    [Fact]
    public async Task Who_approved_cannot_confirm_where_the_ledger_asks_for_two_and_another_can()
    {
        await using LedgerCaller caller = new();
        await caller.Ledger.WriteAsync(transaction => transaction.Policy = transaction.Policy with { RequireSecondPerson = true });
        await ReviewAsync(caller, ReviewDecision.Approved, "tests");

        ConfirmationResult own = await ConfirmBareAsync(caller);
        Assert.Equal((PaymentStatus.Refused, "SamePerson", 0L), (own.Status, own.Reason, caller.Sandbox.Requests));

        caller.Ledger.User = "payer";
        Assert.Equal(PaymentStatus.Accepted, (await ConfirmBareAsync(caller)).Status);
    }

    [Fact]
    public async Task A_policy_that_is_set_meanwhile_holds_for_what_has_passed_the_gate()
    {
        await using LedgerCaller caller = new();
        ReviewGate gate = new(GatewayCaller.PartnerId, "https://merchant.example/notify", caller.Key.Gateway, caller.Ledger, caller.Clock);
        Assert.Null(gate.Check(BatchCaller.Reviewed(caller.Clock), out _, out _));
        await caller.Ledger.WriteAsync(transaction => transaction.Policy = transaction.Policy with { RequireLedgerApproval = true });

        ConfirmationResult result = await caller.ConfirmAsync();

        Assert.Equal((PaymentStatus.Refused, "LedgerApprovalMissing", 0L), (result.Status, result.Reason, caller.Sandbox.Requests));
        Assert.Equal(RefusalReason.LedgerApprovalMissing, gate.Check(BatchCaller.Reviewed(caller.Clock), out _, out _)?.Reason);
        Assert.Null(caller.Ledger.Find(caller.Key));
    }

    [Fact]
    public async Task The_gate_names_the_review_that_counts()
    {
        await using LedgerCaller caller = new();
        await ReviewAsync(caller, ReviewDecision.Approved);
        ReviewGate gate = new(GatewayCaller.PartnerId, "https://merchant.example/notify", caller.Key.Gateway, caller.Ledger, caller.Clock);

        Assert.Null(gate.Check(BatchCaller.Reviewed(caller.Clock), out _, out Review? review));
        Assert.Equal("wang.wei", review?.Reviewer);

        // Another gateway's ledger entries are of other orders.
        ReviewGate elsewhere = new(GatewayCaller.PartnerId, "https://merchant.example/notify", "127.0.0.1:9", caller.Ledger, caller.Clock);
        Assert.Null(elsewhere.Check(BatchCaller.Reviewed(caller.Clock), out _, out review));
        Assert.NotEqual("wang.wei", review?.Reviewer);
    }

    private static ReviewDesk Desk(LedgerCaller caller, MemoryLedger ledger) => new(ledger, caller.Key.Gateway, GatewayCaller.PartnerId, caller.Clock);

    private static Task<RecordedReview> ReviewAsync(LedgerCaller caller, ReviewDecision decision, string account = "reviewer")
    {
        MemoryLedger reviewer = caller.Ledger.Reopen();
        reviewer.User = account;
        return Desk(caller, reviewer).RecordAsync(BatchCaller.Reviewed(caller.Clock), decision, "wang.wei", "Checked by phone");
    }

    private static Task<ConfirmationResult> ConfirmBareAsync(LedgerCaller caller) => caller.Confirmer().ConfirmAsync(
        new HeldPayment { OrderNumber = LedgerCaller.Order, ConfirmCode = LedgerCaller.Code, RetCode = "4002" }, GatewayCaller.Request(), Cancel);
}
