using System.Net;
using System.Net.Sockets;
using LianPay.Core.Gateway;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Gateway;

/// <summary>FAULTS N1 to N4 and N9: what fails before the first byte of the body is proved not to have been sent.</summary>
public sealed class GatewayClientConnectTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task A_refused_connection_is_not_sent(string scheme)
    {
        // Bound and not listening: the port refuses, and nobody else can take it.
        using Socket bound = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using GatewayCaller caller = new(new Uri($"{scheme}://127.0.0.1:{((IPEndPoint)bound.LocalEndPoint!).Port}/"));

        AssertNotSent(OutcomeReason.Connect, await caller.ConfirmAsync());
    }

    [Fact]
    public async Task A_name_without_an_address_is_not_sent()
    {
        using GatewayCaller caller = new(new Uri("https://nope.invalid/paymentapi/"));

        AssertNotSent(OutcomeReason.NameResolution, await caller.ConfirmAsync());
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, OutcomeReason.NameResolution)]
    [InlineData(SocketError.TryAgain, OutcomeReason.NameResolution)] // The resolver itself is out of reach.
    [InlineData(SocketError.NoData, OutcomeReason.NameResolution)]
    [InlineData(SocketError.NoRecovery, OutcomeReason.NameResolution)]
    [InlineData(SocketError.NetworkUnreachable, OutcomeReason.Connect)]
    [InlineData(SocketError.HostUnreachable, OutcomeReason.Connect)]
    [InlineData(SocketError.TimedOut, OutcomeReason.Connect)]
    public async Task Whatever_keeps_the_socket_from_opening_is_not_sent(SocketError error, OutcomeReason reason)
    {
        using GatewayCaller caller = new(new Uri("https://gateway.example/"), bend: handler => handler.ConnectCallback = (_, _) => throw new SocketException((int)error));

        AssertNotSent(reason, await caller.ConfirmAsync());
    }

    [Fact]
    public async Task A_connection_that_never_comes_is_not_sent_when_the_deadline_of_the_call_passes()
    {
        FakeTimeProvider clock = new();
        Silence silence = new();
        using GatewayCaller caller = new(new Uri("https://gateway.example/"), clock, handler => handler.ConnectCallback = (_, cancel) => silence.ConnectAsync(cancel));

        Task<ConfirmReply> call = caller.ConfirmAsync();
        await silence.Asked;
        clock.Advance(GatewayOptions.DefaultTimeout - TimeSpan.FromTicks(1));
        Assert.False(call.IsCompleted);
        clock.Advance(TimeSpan.FromTicks(1));

        ConfirmReply reply = await call;
        AssertNotSent(OutcomeReason.Timeout, reply);
        Assert.Equal(GatewayOptions.DefaultTimeout, reply.Duration);
    }

    [Fact]
    public async Task A_connection_that_takes_longer_than_the_handler_waits_is_not_sent()
    {
        Silence silence = new();
        using GatewayCaller caller = new(new Uri("https://gateway.example/"), bend: handler =>
        {
            handler.ConnectTimeout = TimeSpan.FromMilliseconds(1);
            handler.ConnectCallback = (_, cancel) => silence.ConnectAsync(cancel);
        });

        AssertNotSent(OutcomeReason.Connect, await caller.ConfirmAsync());
    }

    [Fact]
    public async Task A_TLS_handshake_that_hangs_is_not_sent()
    {
        FakeTimeProvider clock = new();
        TaskCompletionSource accepted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RawServer silent = RawServer.PerConnection(connection =>
        {
            accepted.SetResult();
            return connection.HangAsync();
        });
        using GatewayCaller caller = new(new UriBuilder(silent.Address) { Scheme = "https" }.Uri, clock);

        Task<ConfirmReply> call = caller.ConfirmAsync();
        await accepted.Task;
        clock.Advance(GatewayOptions.DefaultTimeout);

        AssertNotSent(OutcomeReason.Timeout, await call);
        Assert.Equal((1, 0, 0L), (silent.Connections, silent.Requests, silent.Bytes));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_before_it_begins_opens_no_connection()
    {
        await using RawServer server = RawServer.Answering(RawConnection.Reply(PlatformReply.Accepted()));
        using GatewayCaller caller = new(server.Address);

        ConfirmReply reply = await caller.Client.ConfirmAsync(GatewayCaller.Request(), new CancellationToken(canceled: true));

        AssertNotSent(OutcomeReason.Cancelled, reply);
        Assert.Equal((0, 0), (server.Connections, server.Requests));
    }

    [Fact]
    public async Task A_call_that_is_cancelled_while_it_connects_is_not_sent()
    {
        Silence silence = new();
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        using GatewayCaller caller = new(new Uri("https://gateway.example/"), bend: handler => handler.ConnectCallback = (_, cancel) => silence.ConnectAsync(cancel));

        Task<ConfirmReply> call = caller.Client.ConfirmAsync(GatewayCaller.Request(), stop.Token);
        await silence.Asked;
        await stop.CancelAsync();

        AssertNotSent(OutcomeReason.Cancelled, await call);
    }

    [Fact]
    public async Task A_query_that_was_not_sent_says_so_and_tells_no_state()
    {
        using GatewayCaller caller = new(new Uri("https://gateway.example/"), bend: handler => handler.ConnectCallback = (_, _) => throw new SocketException((int)SocketError.ConnectionRefused));

        QueryReply reply = await caller.QueryAsync();

        Assert.Equal((OutcomeReason.Connect, false, null), (reply.Reason, reply.WasSent, reply.ResultPay));
    }

    private static void AssertNotSent(OutcomeReason reason, ConfirmReply reply)
    {
        Assert.Equal((CallOutcome.NotSent, reason), (reply.Outcome, reply.Reason));
        Assert.Equal((false, 0, null), (reply.WasSent, reply.HttpStatus, reply.RetCode));
    }

    /// <summary>A network that never answers.</summary>
    private sealed class Silence
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal Task Asked => _asked.Task;

        internal async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
        {
            _asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("An endless wait has ended.");
        }
    }
}
