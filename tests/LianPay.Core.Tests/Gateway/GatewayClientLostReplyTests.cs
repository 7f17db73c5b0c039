using LianPay.Core.Gateway;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Gateway;

/// <summary>FAULTS N10 to N14 and N16: once a byte of the body may have left, a lost answer is Unknown, and the request is never sent again.</summary>
public class GatewayClientLostReplyTests : GatewayTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_answer_within_the_deadline_is_unknown()
    {
        FakeTimeProvider clock = new();
        await using RawServer server = PerRequest((connection, _) => connection.HangAsync());
        using GatewayCaller caller = Caller(server.Address, clock);

        Task<ConfirmReply> call = caller.ConfirmAsync();
        await server.WhenRequestedAsync(1);
        clock.Advance(GatewayOptions.DefaultTimeout - TimeSpan.FromTicks(1));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));

        AssertUnknown(OutcomeReason.Timeout, await call, server);
    }

    [Fact]
    public async Task A_machine_that_slept_through_the_deadline_wakes_to_unknown()
    {
        FakeTimeProvider clock = new();
        await using RawServer server = PerRequest((connection, _) => connection.HangAsync());
        using GatewayCaller caller = Caller(server.Address, clock);

        Task<ConfirmReply> call = caller.ConfirmAsync();
        await server.WhenRequestedAsync(1);
        clock.Advance(TimeSpan.FromHours(9));

        AssertUnknown(OutcomeReason.Timeout, await call, server);
    }

    [Fact]
    public async Task A_wall_clock_that_jumps_back_a_year_neither_prolongs_the_call_nor_spoils_its_duration()
    {
        JumpingClock clock = new();
        await using RawServer server = PerRequest((connection, _) => connection.HangAsync());
        using GatewayCaller caller = Caller(server.Address, clock);

        Task<ConfirmReply> call = caller.ConfirmAsync();
        await server.WhenRequestedAsync(1);
        clock.Jump = TimeSpan.FromDays(-365);
        clock.Advance(GatewayOptions.DefaultTimeout);

        ConfirmReply reply = await call;
        AssertUnknown(OutcomeReason.Timeout, reply, server);
        Assert.Equal(GatewayOptions.DefaultTimeout, reply.Duration);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_after_it_was_sent_is_unknown()
    {
        await using RawServer server = PerRequest((connection, _) => connection.HangAsync());
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using GatewayCaller caller = Caller(server.Address);

        Task<ConfirmReply> call = caller.Client.ConfirmAsync(GatewayCaller.Request(), stop.Token);
        await server.WhenRequestedAsync(1);
        await stop.CancelAsync();

        AssertUnknown(OutcomeReason.Cancelled, await call, server);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_connection_that_ends_in_the_place_of_an_answer_is_unknown_and_one_receipt(bool reset)
    {
        await using RawServer server = PerRequest((connection, _) => End(connection, reset));
        using GatewayCaller caller = Caller(server.Address);

        AssertUnknown(OutcomeReason.ConnectionLost, await caller.ConfirmAsync(), server);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reused_connection_that_ends_in_the_place_of_an_answer_is_not_replaced_by_a_second_sending(bool reset)
    {
        await using RawServer server = PerConnection(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.ReplyAsync(PlatformReply.Accepted());
            await connection.ReadRequestAsync();
            await End(connection, reset);
        });
        using GatewayCaller caller = Caller(server.Address);

        ConfirmReply first = await caller.ConfirmAsync();
        ConfirmReply second = await caller.ConfirmAsync();

        Assert.Equal(CallOutcome.Accepted, first.Outcome);
        Assert.Equal((CallOutcome.Unknown, OutcomeReason.ConnectionLost), (second.Outcome, second.Reason));
        Assert.Equal((1, 2), (server.Connections, server.Requests));
    }

    [Fact]
    public async Task A_connection_that_ended_while_it_was_idle_costs_no_receipt_and_no_outcome()
    {
        // The end is there before the next call: whether the handler sees it first or not, nothing may arrive twice.
        await using RawServer server = Answering(RawConnection.Reply(PlatformReply.Accepted()));
        using GatewayCaller caller = Caller(server.Address);

        for (int calls = 1; calls <= 20; calls++)
        {
            int before = server.Requests;
            ConfirmReply reply = await caller.ConfirmAsync();

            Assert.Contains(reply.Outcome, new[] { CallOutcome.Accepted, CallOutcome.Unknown });
            Assert.Equal(reply.Outcome == CallOutcome.Accepted ? 1 : 0, server.Requests - before);
        }
    }

    [Fact]
    public async Task An_answer_that_ends_at_any_byte_but_its_last_is_never_accepted()
    {
        byte[] whole = RawConnection.Reply(PlatformReply.Accepted());
        int cut = 0;
        await using RawServer server = PerRequest(async (connection, _) =>
        {
            await connection.WriteAsync(whole.AsMemory(0, cut));
            connection.Close();
        });
        using GatewayCaller caller = Caller(server.Address);

        for (; cut < whole.Length; cut++)
        {
            ConfirmReply reply = await caller.ConfirmAsync();
            Assert.True(reply is { Outcome: CallOutcome.Unknown, IsVerified: false, PaybillId: null }, $"Cut after {cut} bytes: {reply.Outcome} {reply.Reason}");
        }

        Assert.Equal(CallOutcome.Accepted, (await caller.ConfirmAsync()).Outcome);
        Assert.Equal(whole.Length + 1, server.Requests);
    }

    [Fact]
    public async Task An_answer_that_is_reset_on_the_way_is_unknown()
    {
        byte[] whole = RawConnection.Reply(PlatformReply.Accepted());
        int cut = 0;
        await using RawServer server = PerRequest(async (connection, _) =>
        {
            await connection.WriteAsync(whole.AsMemory(0, cut));
            connection.Reset();
        });
        using GatewayCaller caller = Caller(server.Address);

        int calls = 0;
        for (; cut < whole.Length; cut += 23, calls++)
        {
            Assert.Equal(CallOutcome.Unknown, (await caller.ConfirmAsync()).Outcome);
        }

        Assert.Equal(calls, server.Requests);
    }

    [Fact]
    public async Task Without_a_length_an_answer_that_ends_early_is_unknown_though_HTTP_calls_it_whole()
    {
        byte[] body = PlatformReply.Accepted();
        int cut = 0;
        await using RawServer server = PerRequest(async (connection, _) =>
        {
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
            await connection.WriteAsync(body.AsMemory(0, cut));
            connection.Close();
        });
        using GatewayCaller caller = Caller(server.Address);

        for (; cut < body.Length; cut += 7)
        {
            ConfirmReply reply = await caller.ConfirmAsync();
            Assert.Equal((CallOutcome.Unknown, OutcomeReason.MalformedReply, 200), (reply.Outcome, reply.Reason, reply.HttpStatus));
        }

        cut = body.Length;
        Assert.Equal(CallOutcome.Accepted, (await caller.ConfirmAsync()).Outcome);
    }

    [Theory]
    [InlineData("H")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 300\r\n\r\n{")]
    public async Task An_answer_that_comes_byte_by_byte_ends_with_the_deadline_of_the_whole_call(string drip)
    {
        FakeTimeProvider clock = new();
        using SemaphoreSlim released = new(0);
        await using RawServer server = PerRequest(async (connection, _) =>
        {
            while (true)
            {
                await connection.WriteAsync(drip);
                drip = "0";
                await released.WaitAsync(connection.Stopped);
            }
        });
        using GatewayCaller caller = Caller(server.Address, clock);

        Task<ConfirmReply> call = caller.ConfirmAsync();
        await server.WhenRequestedAsync(1);
        for (int seconds = 0; seconds < 30; seconds++)
        {
            released.Release();
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        AssertUnknown(OutcomeReason.Timeout, await call, server);
    }

    [Fact]
    public async Task A_query_whose_answer_is_lost_was_sent_and_tells_no_state()
    {
        await using RawServer server = PerRequest((connection, _) => End(connection, reset: false));
        using GatewayCaller caller = Caller(server.Address);

        QueryReply reply = await caller.QueryAsync();

        Assert.Equal((OutcomeReason.ConnectionLost, true, null), (reply.Reason, reply.WasSent, reply.ResultPay));
        Assert.Equal(1, server.Requests);
    }

    private static Task End(RawConnection connection, bool reset)
    {
        if (reset)
        {
            connection.Reset();
        }
        else
        {
            connection.Close();
        }

        return Task.CompletedTask;
    }

    private static void AssertUnknown(OutcomeReason reason, ConfirmReply reply, RawServer server)
    {
        Assert.Equal((CallOutcome.Unknown, reason), (reply.Outcome, reply.Reason));
        Assert.Equal((true, false), (reply.WasSent, reply.IsVerified));
        Assert.Equal(1, server.Requests);
    }

    /// <summary>A wall clock that can be set wrong while the monotonic one goes on.</summary>
    private sealed class JumpingClock : FakeTimeProvider
    {
        internal TimeSpan Jump { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Jump;

        // The base class takes it from the wall clock.
        public override long GetTimestamp() => base.GetTimestamp() - Jump.Ticks;
    }
}
