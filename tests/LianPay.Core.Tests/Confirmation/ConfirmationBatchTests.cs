using LianPay.Core.Confirmation;
using LianPay.Core.Gateway;
using LianPay.Core.Messages;
using LianPay.Core.Tests.Gateway;
using LianPay.Core.Tests.Ledger;
using LianPay.Sandbox;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>DESIGN sections 4 and 6: so many at once, each order once, and a stop that loses no outcome.</summary>
public sealed class ConfirmationBatchTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task No_more_are_in_flight_than_the_limit_allows(int limit)
    {
        const int Count = 10;
        using SemaphoreSlim released = new(0);
        int inFlight = 0;
        int most = 0;
        await using RawServer server = RawServer.PerRequest(async (connection, _) =>
        {
            int now = Interlocked.Increment(ref inFlight);
            InterlockedMax(ref most, now);
            await released.WaitAsync(connection.Stopped);
            Interlocked.Decrement(ref inFlight);
            await connection.ReplyAsync([], 503);
        });
        using BatchCaller caller = new(server.Address, throttleLimit: limit);

        Task<ConfirmationResult[]> run = caller.RunAsync(Count);
        for (int done = 0; done < Count; done++)
        {
            await server.WhenRequestedAsync(Math.Min(limit + done, Count));
            released.Release();
        }

        Assert.All(await run, result => Assert.Equal(PaymentStatus.Unknown, result.Status));
        Assert.Equal((limit, Count), (most, server.Requests));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_limit_of_less_than_one_is_refused(int limit)
    {
        FakeTimeProvider clock = new();
        using GatewayCaller caller = new(new Uri("http://127.0.0.1/"), clock);

        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfirmationBatch(caller.Client, new MemoryLedger(), BatchCaller.GateAt(clock), limit, clock));
    }

    [Fact]
    public void An_order_is_taken_once_and_its_letters_count()
    {
        using BatchCaller caller = new(new Uri("http://127.0.0.1/"));

        Assert.Null(caller.Batch.Take(GatewayCaller.Request("ORDER-A")));
        Assert.Null(caller.Batch.Take(GatewayCaller.Request("order-a")));

        Assert.Equal(RefusalReason.DuplicateOrder, caller.Batch.Take(GatewayCaller.Request("ORDER-A"))?.Reason);
        Assert.Equal(RefusalReason.DuplicateOrder, caller.Batch.Take(GatewayCaller.Request("ORDER-A", "999999"))?.Reason);
    }

    [Fact]
    public async Task Of_a_thousand_rows_with_a_tenth_twice_each_order_is_sent_once()
    {
        const int Count = 900;
        await using SandboxServer sandbox = BatchCaller.SandboxOf(Count);
        ImpatientClock clock = new();
        using BatchCaller caller = new(sandbox, clock, throttleLimit: 8);
        List<Task<ConfirmationResult>> started = [];
        int refused = 0;

        foreach (string order in BatchCaller.Orders(Count).Concat(BatchCaller.Orders(100)))
        {
            ConfirmRequest request = GatewayCaller.Request(order);
            if (caller.Batch.Take(request) is null)
            {
                started.Add(caller.Batch.StartAsync(BatchCaller.Reviewed(clock, order), request));
            }
            else
            {
                refused++;
            }
        }

        Assert.All(await Task.WhenAll(started), result => Assert.Equal(PaymentStatus.Accepted, result.Status));
        Assert.Equal((100, (long)Count), (refused, sandbox.Requests));
        Assert.All(BatchCaller.Orders(Count), order => Assert.Equal(1, sandbox.EffectsOf(order)));
    }

    [Fact]
    public async Task A_stop_leaves_what_has_not_started_untouched_and_waits_10_seconds_for_the_rest()
    {
        FakeTimeProvider clock = new();
        await using RawServer server = RawServer.PerRequest((connection, _) => connection.HangAsync());
        using BatchCaller caller = new(server.Address, clock);

        Task<ConfirmationResult> inFlight = caller.StartAsync("ORDER-1");
        Task<ConfirmationResult> waiting = caller.StartAsync("ORDER-2");
        await server.WhenRequestedAsync(1);
        caller.Batch.Stop(StopReason.Cancelled);

        ConfirmationResult untouched = await waiting;
        Assert.Equal((PaymentStatus.Untouched, StopReason.Cancelled, "Cancelled", 0), (untouched.Status, untouched.StopReason, untouched.Reason, untouched.Attempts));
        clock.Advance(ConfirmationBatch.StopGrace - TimeSpan.FromTicks(1));
        Assert.False(inFlight.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));

        ConfirmationResult unknown = await inFlight;
        Assert.Equal((PaymentStatus.Unknown, "Cancelled", 1), (unknown.Status, unknown.Reason, unknown.Attempts));
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_second_stop_does_not_begin_the_10_seconds_anew()
    {
        FakeTimeProvider clock = new();
        await using RawServer server = RawServer.PerRequest((connection, _) => connection.HangAsync());
        using BatchCaller caller = new(server.Address, clock);

        Task<ConfirmationResult> inFlight = caller.StartAsync();
        await server.WhenRequestedAsync(1);
        caller.Batch.Stop(StopReason.Cancelled);
        clock.Advance(TimeSpan.FromSeconds(9));
        caller.Batch.Stop(StopReason.Cancelled);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("Cancelled", (await inFlight).Reason);
    }

    [Fact]
    public async Task An_answer_that_comes_while_a_stop_waits_is_not_lost()
    {
        TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RawServer server = RawServer.PerRequest(async (connection, _) =>
        {
            await released.Task;
            await connection.ReplyAsync(PlatformReply.Accepted());
        });
        using BatchCaller caller = new(server.Address, new FakeTimeProvider());

        Task<ConfirmationResult> inFlight = caller.StartAsync();
        await server.WhenRequestedAsync(1);
        caller.Batch.Stop(StopReason.Cancelled);
        released.SetResult();

        Assert.Equal(PaymentStatus.Accepted, (await inFlight).Status);
    }

    [Fact]
    public async Task After_a_stop_nothing_starts()
    {
        await using RawServer server = RawServer.Answering(RawConnection.Reply(PlatformReply.Accepted()));
        using BatchCaller caller = new(server.Address);

        caller.Batch.Stop(StopReason.Cancelled);

        Assert.All(await caller.RunAsync(5), result => Assert.Equal(PaymentStatus.Untouched, result.Status));
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public void A_stop_after_the_end_is_no_error()
    {
        using BatchCaller caller = new(new Uri("http://127.0.0.1/"));
        caller.Batch.Dispose();

        caller.Batch.Stop(StopReason.Cancelled);

        Assert.Equal(StopReason.Cancelled, caller.Batch.Guard.StopReason);
    }

    [Fact]
    public async Task A_fault_of_the_program_is_unknown_for_its_payment_alone_and_quotes_nothing()
    {
        FakeTimeProvider clock = new();
        using HttpMessageInvoker broken = new(new BrokenHandler());
        GatewayOptions options = new()
        {
            Address = new Uri("http://127.0.0.1/"),
            PartnerId = GatewayCaller.PartnerId,
            MerchantKey = TestKeys.Merchant1024.PrivateKey,
            PlatformKeys = [TestKeys.Platform1024.PublicKey],
        };
        using ConfirmationBatch batch = new(new GatewayClient(options, clock, broken), new MemoryLedger(), BatchCaller.GateAt(clock), throttleLimit: 1, clock);

        for (int payments = 0; payments < 3; payments++)
        {
            ConfirmationResult result = await batch.StartAsync(BatchCaller.Reviewed(clock, $"ORDER-{payments}"), GatewayCaller.Request($"ORDER-{payments}"));

            Assert.Equal((PaymentStatus.Unknown, "Fault"), (result.Status, result.Reason));
            Assert.Contains(nameof(NotSupportedException), result.Explanation, StringComparison.Ordinal);
            Assert.DoesNotContain(BrokenHandler.Secret, result.Explanation, StringComparison.Ordinal);
        }
    }

    private static void InterlockedMax(ref int most, int now)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < now)
        {
            Interlocked.CompareExchange(ref most, now, seen);
        }
    }

    private sealed class BrokenHandler : HttpMessageHandler
    {
        internal const string Secret = "137007";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new NotSupportedException(Secret);
    }
}
