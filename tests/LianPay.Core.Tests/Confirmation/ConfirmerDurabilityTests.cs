using System.Net.Sockets;
using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;
using LianPay.Core.Tests.Gateway;
using LianPay.Core.Tests.Ledger;
using LianPay.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>DESIGN section 4, "durable first" and "a fence in time"; FAULTS S1 to S5, S10, S11, S16, S28.</summary>
public sealed class ConfirmerDurabilityTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_intent_is_durable_before_the_socket_opens_and_the_outcome_before_anybody_hears_of_it()
    {
        await using LedgerCaller caller = new();
        List<string> events = [];
        caller.Ledger.Written = written => events.AddRange(written.Select(item => item.Kind.ToString()));

        ConfirmationResult result = await caller.ConfirmAsync(bend: handler => handler.ConnectCallback = async (context, cancel) =>
        {
            events.Add("Connect");
            return await ConnectAsync(context, cancel);
        });
        events.Add("Result");

        Assert.Equal(["Intent", "Connect", "Outcome", "Result"], events);
        Assert.Equal((PaymentStatus.Accepted, PaymentStatus.Accepted), (result.Status, caller.Record.Status));
    }

    [Fact]
    public async Task No_result_comes_while_its_outcome_is_being_written()
    {
        await using LedgerCaller caller = new();
        using SemaphoreSlim writing = new(0);
        using SemaphoreSlim disk = new(0);
        caller.Ledger.Writing = number =>
        {
            if (number == 2)
            {
                writing.Release();
                disk.Wait(Cancel);
            }
        };

        Task<ConfirmationResult> confirmed = caller.ConfirmAsync();
        await writing.WaitAsync(Cancel);
        Assert.Equal(1, caller.Sandbox.EffectsOf(LedgerCaller.Order));
        Assert.False(confirmed.IsCompleted);

        disk.Release();
        Assert.Equal(PaymentStatus.Accepted, (await confirmed).Status);
    }

    [Theory]
    [InlineData(LedgerError.Full, StopReason.Ledger)]
    [InlineData(LedgerError.NotWritable, StopReason.Ledger)]
    [InlineData(LedgerError.Damaged, StopReason.Ledger)]
    [InlineData(LedgerError.Locked, StopReason.LedgerUnreachable)]
    [InlineData(LedgerError.Unreachable, StopReason.LedgerUnreachable)]
    public async Task A_ledger_that_cannot_take_the_intent_sends_nothing_and_stops_the_batch(LedgerError error, StopReason reason)
    {
        await using LedgerCaller caller = new(orders: 3);
        caller.Ledger.Writing = _ => throw new LedgerException(error, "The disk is full.");
        using ConfirmationBatch batch = Batch(caller);

        ConfirmationResult[] results = await RunAsync(batch, caller.Clock, LedgerCaller.Order, "ORDER-1", "ORDER-2");

        Assert.All(results, result => Assert.Equal((PaymentStatus.Untouched, reason), (result.Status, result.StopReason)));
        Assert.Equal((reason, "The disk is full."), (batch.Guard.StopReason, batch.Guard.StopMessage));
        Assert.Equal(0, caller.Sandbox.Requests);
    }

    [Fact]
    public async Task A_ledger_that_cannot_take_the_outcome_leaves_Unknown_and_sends_nothing_more()
    {
        await using LedgerCaller caller = new(orders: 3);
        caller.Ledger.Writing = FailFrom(2);
        using ConfirmationBatch batch = Batch(caller);

        ConfirmationResult[] results = await RunAsync(batch, caller.Clock, LedgerCaller.Order, "ORDER-1", "ORDER-2");

        Assert.Equal([PaymentStatus.Unknown, PaymentStatus.Untouched, PaymentStatus.Untouched], results.Select(result => result.Status));
        Assert.All(results, result => Assert.Equal(StopReason.Ledger, result.StopReason));
        Assert.Equal(1, caller.Sandbox.Requests);

        // What was durable is the intent: the next process takes it for what it is, and asks.
        caller.Ledger.Writing = null;
        MemoryLedger next = caller.Ledger.Reopen();
        next.Dead.Add(caller.Ledger.Owner);
        ConfirmationResult again = await caller.Confirmer(next, new BatchGuard()).ConfirmAsync(BatchCaller.Reviewed(caller.Clock), GatewayCaller.Request(), Cancel);
        Assert.Equal((PaymentStatus.Taken, "Accepted"), (again.Status, again.Reason));
        Assert.Equal((1, 1, 1), (caller.Confirmations, caller.Queries, caller.Sandbox.EffectsOf(LedgerCaller.Order)));
    }

    [Fact]
    public async Task A_ledger_that_fails_before_the_second_try_leaves_what_is_proved()
    {
        await using LedgerCaller caller = new();
        caller.Ledger.Writing = FailFrom(3);
        int connections = 0;

        ConfirmationResult result = await caller.ConfirmAsync(bend: BatchCaller.Refusing(() => connections++));

        Assert.Equal((PaymentStatus.NotSent, StopReason.Ledger, 1, 1), (result.Status, result.StopReason, result.Attempts, connections));
        Assert.Equal(PaymentStatus.NotSent, caller.Record.Status);
    }

    [Fact]
    public async Task What_did_not_leave_is_tried_three_times_each_with_an_intent_of_its_own()
    {
        await using LedgerCaller caller = new();
        int connections = 0;

        ConfirmationResult result = await caller.ConfirmAsync(bend: BatchCaller.Refusing(() => connections++));

        Assert.Equal((PaymentStatus.NotSent, "Connect", 3, 3), (result.Status, result.Reason, result.Attempts, connections));
        Assert.Equal(
            [LedgerEventKind.Intent, LedgerEventKind.Outcome, LedgerEventKind.Intent, LedgerEventKind.Outcome, LedgerEventKind.Intent, LedgerEventKind.Outcome],
            caller.History);
        Assert.Equal((3, 0, null), (caller.Record.Attempts, caller.Record.Sends, caller.Record.Owner));

        // A later run sends it at once: nothing has left.
        Assert.Equal(PaymentStatus.Accepted, (await caller.ConfirmAsync()).Status);
        Assert.Equal((1, 0), (caller.Confirmations, caller.Queries));
    }

    [Fact]
    public async Task An_order_that_is_to_be_tried_or_asked_about_at_once_is_kept_until_then()
    {
        await using LedgerCaller refused = new();
        List<string?> owners = Owners(refused);
        await refused.ConfirmAsync(bend: BatchCaller.Refusing(() => { }));
        string own = refused.Ledger.Owner;
        Assert.Equal([own, own, own, own, own, null], owners);

        // Confirmed elsewhere: the gateway says 4001 and, when it is asked, where the payment stands.
        await using LedgerCaller late = new();
        await late.ConfirmAsync(new MemoryLedger());
        owners = Owners(late);
        await late.ConfirmAsync();
        own = late.Ledger.Owner;
        Assert.Equal([own, own, null], owners);

        static List<string?> Owners(LedgerCaller caller)
        {
            List<string?> owners = [];
            caller.Ledger.Written = _ => owners.Add(caller.Record.Owner);
            return owners;
        }
    }

    [Fact]
    public async Task After_a_stop_an_order_that_could_not_be_sent_is_let_go_with_its_outcome()
    {
        await using LedgerCaller caller = new();

        ConfirmationResult result = await caller.ConfirmAsync(bend: BatchCaller.Refusing(() => caller.Guard.Stop(StopReason.Cancelled)));

        Assert.Equal((PaymentStatus.NotSent, 1, null), (result.Status, result.Attempts, caller.Record.Owner));
        Assert.Equal(2, caller.Ledger.Writes);
    }

    [Fact]
    public async Task A_stop_while_an_order_waits_for_its_next_try_lets_it_go()
    {
        await using LedgerCaller caller = new();
        caller.Ledger.Written = written =>
        {
            if (written.Any(item => item.Kind == LedgerEventKind.Outcome))
            {
                caller.Guard.Stop(StopReason.Cancelled);
            }
        };

        ConfirmationResult result = await caller.ConfirmAsync(bend: BatchCaller.Refusing(() => { }));

        Assert.Equal((PaymentStatus.NotSent, 1, null), (result.Status, result.Attempts, caller.Record.Owner));
        Assert.Equal([LedgerEventKind.Intent, LedgerEventKind.Outcome], caller.History);
    }

    [Fact]
    public async Task A_run_that_was_stopped_between_two_tries_does_not_stand_in_the_way_of_the_next()
    {
        await using LedgerCaller caller = new();
        using CancellationTokenSource stop = new();

        ConfirmationResult stopped = await caller.ConfirmAsync(bend: BatchCaller.Refusing(stop.Cancel), stop: stop);
        Assert.Equal((PaymentStatus.NotSent, null, 2), (stopped.Status, caller.Record.Owner, caller.Ledger.Writes));

        Assert.Equal(PaymentStatus.Accepted, (await caller.ConfirmAsync()).Status);
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(10, 0)] // The wall's clock was set, or another machine's is looked at.
    [InlineData(-10, 0)]
    [InlineData(0, 10)] // The wall's clock was set back while the process slept.
    [InlineData(365 * 86_400, 0, 1)] // By now the review is too old to try again, or lies in the future.
    [InlineData(-365 * 86_400, 0, 1)]
    public async Task Nothing_leaves_ten_seconds_or_more_after_its_intent(int wallSeconds, int monotonicSeconds, int tries = 3)
    {
        SleepyClock clock = new();
        await using LedgerCaller caller = new(clock: clock);
        caller.Ledger.Written = written =>
        {
            if (written.Any(item => item.Kind == LedgerEventKind.Intent))
            {
                clock.Jump(TimeSpan.FromSeconds(wallSeconds), TimeSpan.FromSeconds(monotonicSeconds));
            }
        };

        Task<ConfirmationResult> confirmed = caller.ConfirmAsync();
        ConfirmationResult result = await clock.RunAsync(confirmed);

        Assert.Equal((PaymentStatus.NotSent, "Late", tries), (result.Status, result.Reason, result.Attempts));
        Assert.Equal((0, 0), (caller.Sandbox.GetRequests().Count, caller.Sandbox.EffectsOf(LedgerCaller.Order)));
        Assert.Equal(0, caller.Record.Sends);
    }

    [Theory]
    [InlineData(9.9, 9.9)]
    [InlineData(-9.9, 0)]
    public async Task Within_ten_seconds_it_is_sent(double wallSeconds, double monotonicSeconds)
    {
        SleepyClock clock = new();
        await using LedgerCaller caller = new(clock: clock);
        caller.Ledger.Written = written =>
        {
            if (written.Any(item => item.Kind == LedgerEventKind.Intent))
            {
                clock.Jump(TimeSpan.FromSeconds(wallSeconds), TimeSpan.FromSeconds(monotonicSeconds));
            }
        };

        Assert.Equal(PaymentStatus.Accepted, (await caller.ConfirmAsync()).Status);
    }

    [Fact]
    public async Task A_stop_while_the_gateway_is_asked_keeps_the_answer_and_sends_nothing()
    {
        await using LedgerCaller caller = new(LedgerCaller.Once(SandboxFault.DropBeforeApply));
        await caller.ConfirmAsync();
        ((FakeTimeProvider)caller.Clock).Advance(TimeSpan.FromMinutes(3));
        caller.Ledger.Written = _ => caller.Guard.Stop(StopReason.Cancelled);

        ConfirmationResult result = await caller.ConfirmAsync();

        Assert.Equal((PaymentStatus.Untouched, StopReason.Cancelled), (result.Status, result.StopReason));
        Assert.Equal((1, 1), (caller.Confirmations, caller.Queries));
        Assert.Equal((PaymentStatus.Held, null), (caller.Record.Status, caller.Record.Owner));
    }

    private static Action<int> FailFrom(int transaction) => number =>
    {
        if (number >= transaction)
        {
            throw new LedgerException(LedgerError.Full, "The disk is full.");
        }
    };

    private static ConfirmationBatch Batch(LedgerCaller caller) =>
        new(caller.Gateway().Client, caller.Ledger, BatchCaller.GateAt(caller.Clock), throttleLimit: 1, caller.Clock);

    private static async Task<ConfirmationResult[]> RunAsync(ConfirmationBatch batch, TimeProvider clock, params string[] orders)
    {
        List<ConfirmationResult> results = [];
        foreach (string order in orders)
        {
            HeldPayment payment = BatchCaller.Reviewed(clock, order);
            Assert.Null(batch.Check(payment, out ConfirmRequest? request, out _));
            results.Add(await batch.StartAsync(payment, request!));
        }

        return [.. results];
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(context.DnsEndPoint, cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
