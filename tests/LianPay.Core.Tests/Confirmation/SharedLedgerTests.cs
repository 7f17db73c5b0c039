using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;
using LianPay.Core.Tests.Gateway;
using LianPay.Core.Tests.Ledger;
using LianPay.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>Batches on a real ledger. FAULTS S12, S22, S16, I7.</summary>
public abstract class SharedLedgerTests(LedgerEngine engine)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private LedgerEngine Engine => engine;

    [Fact]
    public async Task Two_ledgers_that_share_their_records_and_one_batch_send_each_order_once()
    {
        const int Count = 60;
        using LedgerPlace place = LedgerPlace.New(Engine);
        await using SandboxServer sandbox = BatchCaller.SandboxOf(Count);
        await using PaymentLedger one = place.OpenPatiently();
        await using PaymentLedger two = place.OpenPatiently();

        ConfirmationResult[][] results = await Task.WhenAll(RunAsync(one, sandbox, Count), RunAsync(two, sandbox, Count), RunAsync(two, sandbox, Count));

        Assert.All(BatchCaller.Orders(Count), order => Assert.Equal(1, sandbox.EffectsOf(order)));
        Assert.Equal(Count, sandbox.Requests);
        Assert.Equal(Count, results.SelectMany(run => run).Count(result => result.Status == PaymentStatus.Accepted));
        Assert.Equal(2 * Count, results.SelectMany(run => run).Count(result => result is { Status: PaymentStatus.Taken, Reason: "InFlight" or "Accepted" }));
        Assert.All(one.Read(new LedgerQuery()), record => Assert.Equal((1, PaymentStatus.Accepted, null), (record.Attempts, record.Status, record.Owner)));
    }

    [Fact]
    public async Task A_finished_batch_that_is_run_again_by_a_new_process_sends_nothing()
    {
        const int Count = 20;
        using LedgerPlace place = LedgerPlace.New(Engine);
        await using SandboxServer sandbox = BatchCaller.SandboxOf(Count);
        await using (PaymentLedger first = place.Open())
        {
            Assert.All(await RunAsync(first, sandbox, Count), result => Assert.Equal(PaymentStatus.Accepted, result.Status));
        }

        await using PaymentLedger second = place.Open();
        ConfirmationResult[] again = await RunAsync(second, sandbox, Count);

        Assert.All(again, result => Assert.Equal((PaymentStatus.Taken, "Accepted"), (result.Status, result.Reason)));
        Assert.Equal(Count, sandbox.Requests);
    }

    [Fact]
    public async Task Concurrent_confirmations_share_their_commits()
    {
        const int Count = 8;
        using LedgerPlace place = LedgerPlace.New(Engine);
        await using SandboxServer sandbox = BatchCaller.SandboxOf(Count);
        await using PaymentLedger ledger = place.OpenPatiently();
        GatheringLedger gathering = new(ledger, Count);
        using GatewayCaller gateway = new(sandbox);
        using ConfirmationBatch batch = new(gateway.Client, gathering, BatchCaller.GateAt(TimeProvider.System), throttleLimit: Count, TimeProvider.System);
        long before = place.CommitsOf(ledger);

        ConfirmationResult[] results = await Task.WhenAll(BatchCaller.Orders(Count).Select(order => StartAsync(batch, order)).ToArray()).WaitAsync(Cancel);

        // All the intents in one commit and all the outcomes in another; besides them, the one of each wave that held the writer.
        Assert.All(results, result => Assert.Equal(PaymentStatus.Accepted, result.Status));
        Assert.Equal(2, gathering.Waves);
        Assert.Equal(2 + 2, place.CommitsOf(ledger) - before);
    }

    /// <summary>Bytes that are no text at all, a zero among them, must not make the ledger look damaged.</summary>
    [Fact]
    public async Task Garbage_for_an_answer_is_kept_and_read_again()
    {
        using LedgerPlace place = LedgerPlace.New(Engine);
        await using SandboxServer sandbox = BatchCaller.SandboxOf(3, SandboxFault.Garbage);
        await using PaymentLedger ledger = place.Open();

        ConfirmationResult[] results = await RunAsync(ledger, sandbox, 3);

        Assert.All(results, result => Assert.Equal(PaymentStatus.Unknown, result.Status));
        foreach (LedgerRecord record in ledger.Read(new LedgerQuery()))
        {
            LedgerEvent outcome = ledger.ReadHistory(record.Key).Last();
            Assert.Equal((LedgerEventKind.Outcome, false), (outcome.Kind, outcome.IsVerified));
            Assert.NotEmpty(outcome.Evidence!);
        }
    }

    [Fact]
    public async Task A_stopped_batch_leaves_its_outcomes_in_the_ledger_and_the_rest_out_of_it()
    {
        using LedgerPlace place = LedgerPlace.New(Engine);
        await using RawServer server = RawServer.PerRequest(async (connection, _) => await Task.Delay(Timeout.Infinite, connection.Stopped));
        FakeTimeProvider clock = new(); // passes no wait by itself: the stop's grace has to be let pass
        await using PaymentLedger ledger = place.Open();
        using GatewayCaller gateway = new(server.Address, clock);
        using ConfirmationBatch batch = new(gateway.Client, ledger, BatchCaller.GateAt(clock), throttleLimit: 1, clock);
        Task<ConfirmationResult>[] started = [.. BatchCaller.Orders(3).Select(order =>
        {
            HeldPayment payment = BatchCaller.Reviewed(clock, order);
            Assert.Null(batch.Check(payment, out ConfirmRequest? request, out _));
            return batch.StartAsync(payment, request!);
        })];
        await server.WhenRequestedAsync(1);

        batch.Stop(StopReason.Cancelled);
        clock.Advance(ConfirmationBatch.StopGrace);
        ConfirmationResult[] results = await Task.WhenAll(started).WaitAsync(Cancel);

        Assert.Equal([PaymentStatus.Unknown, PaymentStatus.Untouched, PaymentStatus.Untouched], results.Select(result => result.Status));
        LedgerRecord record = Assert.Single(ledger.Read(new LedgerQuery()));
        Assert.Equal(("ORDER-1", PaymentStatus.Unknown, "Cancelled", null), (record.Key.OrderNumber, record.Status, record.Reason, record.Owner));
    }

    private static async Task<ConfirmationResult[]> RunAsync(PaymentLedger ledger, SandboxServer sandbox, int count)
    {
        using GatewayCaller gateway = new(sandbox);
        using ConfirmationBatch batch = new(gateway.Client, ledger, BatchCaller.GateAt(TimeProvider.System), throttleLimit: 4, TimeProvider.System);
        return await Task.WhenAll(BatchCaller.Orders(count).Select(order => StartAsync(batch, order)).ToArray()).WaitAsync(Cancel);
    }

    private static Task<ConfirmationResult> StartAsync(ConfirmationBatch batch, string order)
    {
        HeldPayment payment = BatchCaller.Reviewed(TimeProvider.System, order);
        Assert.Null(batch.Check(payment, out ConfirmRequest? request, out _));
        return batch.StartAsync(payment, request!);
    }
}
