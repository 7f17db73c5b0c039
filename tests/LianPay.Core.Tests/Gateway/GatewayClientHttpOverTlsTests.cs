using LianPay.Core.Gateway;

namespace LianPay.Core.Tests.Gateway;

/// <summary><see cref="GatewayClientHttpTests"/>, over TLS.</summary>
public sealed class GatewayClientHttpOverTlsTests : GatewayClientHttpTests
{
    /// <inheritdoc/>
    protected override bool SpeaksTls => true;

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_out_of_TLS_is_not_followed(int status)
    {
        await using RawServer plain = RawServer.Answering(RawConnection.Reply(PlatformReply.Accepted()));
        await using RawServer server = Answering(RawConnection.Reply([], status, $"Location: {plain.Address}confirmPayment.htm\r\n"));
        using GatewayCaller caller = Caller(server.Address);

        ConfirmReply reply = await caller.ConfirmAsync();

        Assert.Equal((CallOutcome.Unknown, OutcomeReason.Redirect), (reply.Outcome, reply.Reason));
        Assert.Equal((1, 0), (server.Requests, plain.Connections));
    }
}
