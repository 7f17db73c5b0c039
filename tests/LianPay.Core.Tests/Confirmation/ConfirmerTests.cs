using System.Net.Sockets;
using LianPay.Core.Confirmation;
using LianPay.Core.Messages;
using LianPay.Core.Tests.Gateway;
using LianPay.Core.Tests.Ledger;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>DESIGN section 4: what is sent again, what is asked, and what a payment's result says.</summary>
public class ConfirmerTests : GatewayTests
{
    /// <summary>An order that has not been sent: the ledger would have the first one asked about.</summary>
    private const string NextOrder = "20170208165925";

    private readonly ImpatientClock _clock = new();
    private readonly BatchGuard _guard = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_not_sent_is_tried_three_times_with_growing_waits()
    {
        int connections = 0;
        using GatewayCaller caller = Caller(Nowhere, _clock, BatchCaller.Refusing(() => connections++));

        ConfirmationResult result = await ConfirmAsync(caller);

        Assert.Equal((PaymentStatus.NotSent, "Connect", 3, 3), (result.Status, result.Reason, result.Attempts, connections));
        Assert.Equal(2, _clock.Waits.Length);
        Assert.InRange(_clock.Waits[0], TimeSpan.FromTicks(1), TimeSpan.FromMilliseconds(500));
        Assert.InRange(_clock.Waits[1], TimeSpan.FromTicks(1), TimeSpan.FromMilliseconds(1000));
    }

    [Fact]
    public async Task What_could_be_sent_at_the_second_try_is_sent_once()
    {
        int connections = 0;
        await using RawServer server = Answering(RawConnection.Reply(PlatformReply.Accepted()));
        using GatewayCaller caller = Caller(server.Address, _clock, handler => handler.ConnectCallback = async (context, cancel) =>
        {
            if (++connections == 1)
            {
                throw new SocketException((int)SocketError.NetworkUnreachable);
            }

            Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(context.DnsEndPoint, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        });

        ConfirmationResult result = await ConfirmAsync(caller);

        Assert.Equal((PaymentStatus.Accepted, null, 2), (result.Status, result.Reason, result.Attempts));
        Assert.Equal((GatewayCaller.PaybillId, "0000"), (result.PaybillId, result.RetCode));
        Assert.Equal((2, 1), (connections, server.Requests));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    public async Task What_may_have_been_sent_is_never_sent_again(int bytesOfTheAnswer)
    {
        await using RawServer server = Answering(RawConnection.Reply(PlatformReply.Accepted())[..bytesOfTheAnswer]);
        using GatewayCaller caller = Caller(server.Address, _clock);

        ConfirmationResult result = await ConfirmAsync(caller);

        Assert.Equal((PaymentStatus.Unknown, "ConnectionLost", 1), (result.Status, result.Reason, result.Attempts));
        Assert.Equal(1, server.Requests);
        Assert.Empty(_clock.Waits);
        Assert.Contains("do not pay again", result.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0000", PaymentStatus.Accepted, null)]
    [InlineData("9911", PaymentStatus.Rejected, "RefusedByGateway")]
    [InlineData("9104", PaymentStatus.Rejected, "RefusedByGateway")]
    [InlineData("4005", PaymentStatus.Rejected, "Configuration")]
    [InlineData("4011", PaymentStatus.Rejected, "WrongCode")]
    [InlineData("4008", PaymentStatus.Review, "CodeLocked")]
    [InlineData("4002", PaymentStatus.Review, "HeldAgain")]
    [InlineData("4003", PaymentStatus.Review, "HeldAgain")]
    [InlineData("4004", PaymentStatus.Review, "HeldAgain")]
    public async Task A_signed_answer_that_says_all_is_neither_repeated_nor_asked_about(string retCode, PaymentStatus status, string? reason)
    {
        await using RawServer server = Answering(RawConnection.Reply(PlatformReply.Sign(PlatformReply.Confirm(retCode))));
        using GatewayCaller caller = Caller(server.Address, _clock);

        ConfirmationResult result = await ConfirmAsync(caller);

        Assert.Equal((status, reason, retCode, 1), (result.Status, result.Reason, result.RetCode, result.Attempts));
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [InlineData("PROCESSING", PaymentStatus.Accepted)]
    [InlineData("WAITING", PaymentStatus.Accepted)]
    [InlineData("SUCCESS", PaymentStatus.Paid)]
    [InlineData("FAILURE", PaymentStatus.Failed)]
    [InlineData("CANCEL", PaymentStatus.Returned)]
    [InlineData("CLOSED", PaymentStatus.Closed)]
    [InlineData("APPLY", PaymentStatus.Review)]
    [InlineData("EXPLODED", PaymentStatus.Review)]
    [InlineData("CHECK", PaymentStatus.Unknown)] // Right after a send it settles nothing.
    public async Task A_code_that_leaves_the_outcome_open_is_asked_about_at_once(string resultPay, PaymentStatus status)
    {
        foreach (string retCode in new[] { "4001", "4010", "9999", "7777" })
        {
            await using RawServer server = Answering(PlatformReply.Confirm(retCode), PlatformReply.Query(resultPay));
            using GatewayCaller caller = Caller(server.Address, _clock);

            ConfirmationResult result = await ConfirmAsync(caller);

            Assert.Equal((status, retCode, "MustQuery", 1), (result.Status, result.RetCode, result.Reason, result.Attempts));
            Assert.Equal(GatewayCaller.PaybillId, result.PaybillId);
            Assert.Equal(2, server.Requests);
        }

        Assert.Empty(_clock.Waits);
    }

    [Theory]
    [InlineData("8901")]
    [InlineData("4001")]
    [InlineData("1001")]
    public async Task A_query_that_tells_no_state_leaves_it_unknown(string retCode)
    {
        await using RawServer server = Answering(PlatformReply.Confirm("4001"), PlatformReply.Confirm(retCode));
        using GatewayCaller caller = Caller(server.Address, _clock);

        Assert.Equal(PaymentStatus.Unknown, (await ConfirmAsync(caller)).Status);
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task A_query_that_is_signed_wrongly_leaves_it_unknown_and_counts()
    {
        byte[] forged = PlatformReply.Sign(PlatformReply.Query("FAILURE"), TestKeys.Other1024.PrivateKey);
        await using RawServer server = Answering(PlatformReply.Sign(PlatformReply.Confirm("4001")), forged);
        using GatewayCaller caller = Caller(server.Address, _clock);

        Assert.Equal(PaymentStatus.Unknown, (await ConfirmAsync(caller)).Status);
        Assert.Equal(PaymentStatus.Unknown, (await ConfirmAsync(caller)).Status);

        Assert.Equal((StopReason.BadSignature, 4), (_guard.StopReason, server.Requests));
    }

    [Theory]
    [InlineData("2017020800000001", PaymentStatus.Paid, "MustQuery", "2017020800000001")]
    [InlineData("2017020800000002", PaymentStatus.Review, "OtherOrder", null)]
    public async Task Two_paybills_for_one_order_are_for_a_person(string queried, PaymentStatus status, string reason, string? shown)
    {
        await using RawServer server = Answering(
            PlatformReply.Confirm("2005").With(FieldNames.PaybillId, "2017020800000001"),
            PlatformReply.Query().With(FieldNames.PaybillId, queried));
        using GatewayCaller caller = Caller(server.Address, _clock);

        ConfirmationResult result = await ConfirmAsync(caller);
        Assert.Equal((status, reason, shown), (result.Status, result.Reason, result.PaybillId));
        Assert.Equal(StopReason.None, _guard.StopReason);

        await ConfirmAsync(caller);
        Assert.Equal(status == PaymentStatus.Review ? StopReason.BadSignature : StopReason.None, _guard.StopReason);
        Assert.Equal(4, server.Requests);
    }

    [Fact]
    public async Task After_429_the_next_payment_waits_as_long_as_was_asked()
    {
        await using RawServer server = RateLimiting("Retry-After: 7\r\n");
        using GatewayCaller caller = Caller(server.Address, _clock);
        Confirmer confirmer = new(caller.Client, new MemoryLedger(), _guard, _clock);

        ConfirmationResult first = await ConfirmAsync(confirmer);
        ConfirmationResult second = await ConfirmAsync(confirmer, NextOrder);

        Assert.Equal((PaymentStatus.Unknown, "RateLimited", 1), (first.Status, first.Reason, first.Attempts));
        Assert.Equal(PaymentStatus.Accepted, second.Status);
        Assert.Equal([TimeSpan.FromSeconds(7)], _clock.Waits);
        Assert.Equal(TimeSpan.FromSeconds(7), second.SentAt - first.SentAt);
        Assert.Equal((TimeSpan.Zero, 2), (second.Duration, server.Requests));
    }

    [Fact]
    public async Task After_429_that_asks_for_nothing_the_next_payment_waits_5_seconds()
    {
        await using RawServer server = RateLimiting(string.Empty);
        using GatewayCaller caller = Caller(server.Address, _clock);
        Confirmer confirmer = new(caller.Client, new MemoryLedger(), _guard, _clock);

        await ConfirmAsync(confirmer);
        await ConfirmAsync(confirmer, NextOrder);

        Assert.Equal([TimeSpan.FromSeconds(5)], _clock.Waits);
    }

    [Fact]
    public async Task A_429_to_a_query_slows_the_next_payment_down_too()
    {
        await using RawServer server = PerRequest((connection, request) => IsQuery(request)
            ? connection.ReplyAsync([], 429, "Retry-After: 60\r\n")
            : connection.ReplyAsync(PlatformReply.Sign(PlatformReply.Confirm("4001"))));
        using GatewayCaller caller = Caller(server.Address, _clock);
        Confirmer confirmer = new(caller.Client, new MemoryLedger(), _guard, _clock);

        await ConfirmAsync(confirmer);
        int waits = _clock.Waits.Length;
        await ConfirmAsync(confirmer, NextOrder);

        Assert.Equal(TimeSpan.FromSeconds(60), _clock.Waits[waits]);
    }

    [Fact]
    public async Task A_pause_of_minutes_ends_when_the_batch_stops()
    {
        Sandbox.TimerClock still = new();
        await using RawServer server = RateLimiting("Retry-After: 900\r\n");
        using GatewayCaller caller = Caller(server.Address, still);
        Confirmer confirmer = new(caller.Client, new MemoryLedger(), _guard, still);

        await ConfirmAsync(confirmer);
        Task<ConfirmationResult> paused = ConfirmAsync(confirmer, NextOrder);
        Assert.False(paused.IsCompleted);
        _guard.Stop(StopReason.BadSignature);

        ConfirmationResult result = await paused;
        Assert.Equal((PaymentStatus.Untouched, StopReason.BadSignature, 0), (result.Status, result.StopReason, result.Attempts));
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_pause_of_minutes_ends_when_the_run_is_cancelled()
    {
        Sandbox.TimerClock still = new();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using RawServer server = RateLimiting("Retry-After: 900\r\n");
        using GatewayCaller caller = Caller(server.Address, still);
        Confirmer confirmer = new(caller.Client, new MemoryLedger(), _guard, still);

        await ConfirmAsync(confirmer);
        Task<ConfirmationResult> paused = confirmer.ConfirmAsync(BatchCaller.Reviewed(still, NextOrder), GatewayCaller.Request(NextOrder), stop.Token);
        await stop.CancelAsync();

        ConfirmationResult result = await paused;
        Assert.Equal((PaymentStatus.Untouched, StopReason.Cancelled, 0), (result.Status, result.StopReason, result.Attempts));
        Assert.Equal((StopReason.None, 1), (_guard.StopReason, server.Requests));
    }

    [Fact]
    public async Task A_cancellation_between_two_tries_keeps_what_is_known()
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using GatewayCaller caller = Caller(Nowhere, _clock, BatchCaller.Refusing(stop.Cancel));

        ConfirmationResult result = await new Confirmer(caller.Client, new MemoryLedger(), _guard, _clock).ConfirmAsync(
            BatchCaller.Reviewed(_clock), GatewayCaller.Request(), stop.Token);

        Assert.Equal((PaymentStatus.NotSent, 1), (result.Status, result.Attempts));
    }

    [Fact]
    public async Task After_a_stop_nothing_is_sent()
    {
        await using RawServer server = Answering(RawConnection.Reply(PlatformReply.Accepted()));
        using GatewayCaller caller = Caller(server.Address, _clock);
        _guard.Stop(StopReason.Cancelled);

        ConfirmationResult result = await ConfirmAsync(caller);

        Assert.Equal((PaymentStatus.Untouched, StopReason.Cancelled, 0), (result.Status, result.StopReason, server.Connections));
    }

    private RawServer Answering(MessageFields confirm, MessageFields query) => Answering(PlatformReply.Sign(confirm), PlatformReply.Sign(query));

    private RawServer Answering(byte[] confirm, byte[] query) =>
        PerRequest((connection, request) => connection.ReplyAsync(IsQuery(request) ? query : confirm));

    /// <summary>Says 429 once, then accepts <see cref="NextOrder"/>.</summary>
    private RawServer RateLimiting(string headers)
    {
        int requests = 0;
        return PerRequest((connection, _) => Interlocked.Increment(ref requests) == 1
            ? connection.ReplyAsync([], 429, headers)
            : connection.ReplyAsync(PlatformReply.Accepted(NextOrder)));
    }

    private static bool IsQuery(byte[] request) => request.AsSpan().StartsWith("POST /paymentapi/queryPayment.htm "u8);

    private Task<ConfirmationResult> ConfirmAsync(GatewayCaller caller) => ConfirmAsync(new Confirmer(caller.Client, new MemoryLedger(), _guard, _clock));

    private Task<ConfirmationResult> ConfirmAsync(Confirmer confirmer, string order = GatewayCaller.OrderNumber) =>
        confirmer.ConfirmAsync(BatchCaller.Reviewed(_clock, order), GatewayCaller.Request(order), Cancel);
}
