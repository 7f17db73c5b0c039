using System.Net;
using System.Security.Cryptography.X509Certificates;
using LianPay.Core.Gateway;

namespace LianPay.Core.Tests.Gateway;

/// <summary>FAULTS N8: a proxy may pass the call on, or not; it never gets a byte of it.</summary>
public sealed class GatewayClientProxyTests : IDisposable
{
    private const string Host = "gateway.example";

    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData(407, "Proxy-Authenticate: Basic realm=\"proxy\"\r\n")]
    [InlineData(403, "")]
    [InlineData(502, "")]
    public async Task A_proxy_that_opens_no_tunnel_is_not_sent(int status, string headers)
    {
        await using RawServer proxy = RawServer.PerRequest((connection, _) => connection.ReplyAsync([], status, headers));
        using GatewayCaller caller = new(new Uri($"https://{Host}/paymentapi/"), bend: Through(proxy.Address));

        ConfirmReply reply = await caller.ConfirmAsync();

        Assert.Equal((CallOutcome.NotSent, OutcomeReason.Proxy), (reply.Outcome, reply.Reason));
        Assert.Equal(1, proxy.Requests);
    }

    [Fact]
    public async Task A_tunnel_to_the_gateway_is_accepted()
    {
        await using RawServer server = Server(_authority.Issue(Host));
        await using TunnelProxy proxy = new(server.Port);
        using GatewayCaller caller = new(new Uri($"https://{Host}/paymentapi/"), bend: Through(proxy.Address));

        Assert.Equal(CallOutcome.Accepted, (await caller.ConfirmAsync()).Outcome);
        Assert.Equal((1, 1), (proxy.Tunnels, server.Requests));
    }

    [Fact]
    public async Task A_tunnel_to_somebody_else_is_a_bad_certificate_and_nothing_is_sent()
    {
        await using RawServer server = Server(_authority.Issue("other.example"));
        await using TunnelProxy proxy = new(server.Port);
        using GatewayCaller caller = new(new Uri($"https://{Host}/paymentapi/"), bend: Through(proxy.Address));

        ConfirmReply reply = await caller.ConfirmAsync();

        Assert.Equal((CallOutcome.NotSent, OutcomeReason.Certificate), (reply.Outcome, reply.Reason));
        Assert.Equal((1, 0L), (proxy.Tunnels, server.Bytes));
    }

    [Fact]
    public async Task A_tunnel_at_whose_end_nobody_speaks_TLS_is_not_sent()
    {
        await using RawServer server = RawServer.PerConnection(async connection =>
        {
            await connection.ReplyAsync("<html>Sign in</html>"u8, 400);
            await connection.ReadRequestAsync();
        });
        await using TunnelProxy proxy = new(server.Port);
        using GatewayCaller caller = new(new Uri($"https://{Host}/paymentapi/"), bend: Through(proxy.Address));

        Assert.Equal((CallOutcome.NotSent, OutcomeReason.TlsHandshake), OutcomeOf(await caller.ConfirmAsync()));
        Assert.Equal((1, 0), (proxy.Tunnels, server.Requests));
    }

    [Fact]
    public async Task A_pin_is_held_against_the_gateway_and_not_against_the_proxy()
    {
        X509Certificate2 certificate = _authority.Issue(Host);
        await using RawServer server = Server(certificate);
        await using TunnelProxy proxy = new(server.Port);
        using GatewayCaller pinned = new(new Uri($"https://{Host}/paymentapi/"), bend: Through(proxy.Address), pins: [TestAuthority.PinOf(certificate)]);

        Assert.Equal((CallOutcome.Accepted, OutcomeReason.None), OutcomeOf(await pinned.ConfirmAsync()));
        Assert.Equal((1, 1), (proxy.Tunnels, server.Requests));
    }

    [Fact]
    public async Task Through_a_proxy_too_another_key_than_the_pinned_one_gets_nothing()
    {
        await using RawServer server = Server(_authority.Issue(Host));
        await using TunnelProxy proxy = new(server.Port);
        using GatewayCaller pinned = new(
            new Uri($"https://{Host}/paymentapi/"), bend: Through(proxy.Address), pins: [TestAuthority.PinOf(_authority.Issue(Host))]);

        Assert.Equal((CallOutcome.NotSent, OutcomeReason.CertificatePin), OutcomeOf(await pinned.ConfirmAsync()));
        Assert.Equal((1, 0L), (proxy.Tunnels, server.Bytes));
    }

    private Action<SocketsHttpHandler> Through(Uri proxy) => handler =>
    {
        _authority.Trust(handler);
        handler.UseProxy = true;
        handler.Proxy = new WebProxy(proxy);
    };

    private static RawServer Server(X509Certificate2 certificate) => RawServer.Answering(RawConnection.Reply(PlatformReply.Accepted()), certificate);

    private static (CallOutcome Outcome, OutcomeReason Reason) OutcomeOf(ConfirmReply reply) => (reply.Outcome, reply.Reason);
}
