using LianPay.Core.Gateway;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Gateway;

/// <summary>FAULTS N4, N9 to N13 under TLS: whoever holds the line can cut, hold or spoil it at any byte, and the outcome is told as what it is.</summary>
public sealed class GatewayClientLineTests : IAsyncLifetime
{
    // One byte in seven: no record and no field of the handshake is that regular.
    private const int Stride = 7;

    // Signatures of the handshake differ in length, so that a conversation may be this much shorter than the first one.
    private const int Slack = 8;

    private static readonly byte[] Accepted = PlatformReply.Accepted();

    private readonly FakeTimeProvider _clock = new();
    private readonly TestAuthority _authority = new();
    private readonly RawServer _server;
    private readonly HostileRelay _relay;

    public GatewayClientLineTests()
    {
        _server = RawServer.Answering(RawConnection.Reply(Accepted, headers: "Connection: close\r\n"), _authority.Issue());
        _relay = new HostileRelay(_server.Port);
    }

    /// <summary>A call that nobody disturbs tells how long the conversation is.</summary>
    public async ValueTask InitializeAsync()
    {
        using GatewayCaller caller = Caller();
        Assert.Equal((CallOutcome.Accepted, 1), ((await caller.ConfirmAsync()).Outcome, _server.Requests));
    }

    public async ValueTask DisposeAsync()
    {
        await _relay.DisposeAsync();
        await _server.DisposeAsync();
        _authority.Dispose();
    }

    [Theory]
    [InlineData(LineFault.Close)]
    [InlineData(LineFault.Reset)]
    [InlineData(LineFault.Silence)]
    public async Task Where_the_way_back_ends_a_call_is_not_sent_or_unknown(LineFault fault)
    {
        int length = _relay.ServerBytes;

        int sent = await CountSentAsync(fault, length, max => _relay.MaxServerBytes = max);

        Assert.InRange(_server.Requests, 2, 1 + sent);
    }

    [Theory]
    [InlineData(LineFault.Close)]
    [InlineData(LineFault.Reset)]
    [InlineData(LineFault.Silence)]
    public async Task Where_the_way_there_ends_a_call_is_not_sent_or_unknown_and_does_not_arrive(LineFault fault)
    {
        int length = _relay.ClientBytes;

        await CountSentAsync(fault, length, max => _relay.MaxClientBytes = max);

        Assert.Equal(1, _server.Requests);
    }

    [Fact]
    public async Task An_answer_of_which_a_bit_was_turned_is_unknown()
    {
        int length = _relay.ServerBytes;
        int calls = 0;
        for (int turned = length - Accepted.Length; turned < length - Slack; turned += Stride, calls++)
        {
            _relay.TurnedByte = turned;
            using GatewayCaller caller = Caller();
            ConfirmReply reply = await caller.ConfirmAsync();

            Assert.Equal((CallOutcome.Unknown, OutcomeReason.ConnectionLost, false), (reply.Outcome, reply.Reason, reply.IsVerified));
        }

        Assert.Equal(1 + calls, _server.Requests);
    }

    /// <summary>A merchant whose call opens a connection, and no session that was there before.</summary>
    private GatewayCaller Caller() => new(_relay.Address, _clock, handler =>
    {
        _authority.Trust(handler);
        handler.SslOptions.AllowTlsResume = false;
    });

    /// <summary>Calls again and again, on a line that ends a little later each time, and tells how many of the calls may have been sent.</summary>
    private async Task<int> CountSentAsync(LineFault fault, int length, Action<int> setMax)
    {
        long requestBytes = _server.Bytes;
        Dictionary<CallOutcome, int> outcomes = [];
        _relay.Fault = fault;
        for (int max = 0; max < length - Slack; max += Stride)
        {
            setMax(max);
            using GatewayCaller caller = Caller();
            Task<ConfirmReply> call = caller.ConfirmAsync();
            if (fault == LineFault.Silence)
            {
                await _relay.WhenSilentAsync();
                _clock.Advance(GatewayOptions.DefaultTimeout);
            }

            ConfirmReply reply = await call;
            if (fault == LineFault.Silence)
            {
                _relay.HangUp();
                Assert.Equal(OutcomeReason.Timeout, reply.Reason);
            }

            Assert.True(reply is { IsVerified: false, PaybillId: null, RetCode: null }, $"Ended after {max} bytes: {reply.Outcome} {reply.Reason}");
            Assert.Equal(reply.Outcome == CallOutcome.Unknown, reply.WasSent);
            outcomes[reply.Outcome] = outcomes.GetValueOrDefault(reply.Outcome) + 1;
        }

        // Of what was told as not sent, the server has not read a byte.
        Assert.Equal([CallOutcome.Unknown, CallOutcome.NotSent], outcomes.Keys.Order());
        int sent = outcomes[CallOutcome.Unknown];
        Assert.InRange(_server.Bytes, requestBytes, (1 + sent) * requestBytes);
        return sent;
    }
}
