using System.Net;
using LianPay.Core.Gateway;

namespace LianPay.Core.Tests.Gateway;

/// <summary>FAULTS N18 to N20 and N28, DESIGN section 5: the handler does nothing by itself.</summary>
public sealed class ConnectionPoolTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_handler_follows_nothing_keeps_nothing_and_unpacks_nothing(bool isLoopback)
    {
        using SocketsHttpHandler handler = ConnectionPool.CreateHandler([], isLoopback);

        Assert.False(handler.AllowAutoRedirect);
        Assert.False(handler.UseCookies);
        Assert.False(handler.PreAuthenticate);
        Assert.Equal(DecompressionMethods.None, handler.AutomaticDecompression);
        Assert.Null(handler.ActivityHeadersPropagator);
        Assert.Null(handler.Credentials);
        Assert.Equal((16, 0), (handler.MaxResponseHeadersLength, handler.MaxResponseDrainSize));
    }

    [Fact]
    public void A_connection_does_not_outlive_a_fail_over_of_the_name()
    {
        using SocketsHttpHandler handler = ConnectionPool.CreateHandler([], isLoopback: false);

        Assert.InRange(handler.PooledConnectionLifetime, TimeSpan.FromTicks(1), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public void An_idle_connection_is_given_up_before_a_server_commonly_closes_it()
    {
        using SocketsHttpHandler handler = ConnectionPool.CreateHandler([], isLoopback: false);

        Assert.InRange(handler.PooledConnectionIdleTimeout, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
    }

    [Fact]
    public void Connecting_ends_before_the_deadline_of_a_call()
    {
        using SocketsHttpHandler handler = ConnectionPool.CreateHandler([], isLoopback: false);

        Assert.InRange(handler.ConnectTimeout, TimeSpan.FromTicks(1), GatewayOptions.DefaultTimeout - TimeSpan.FromTicks(1));
    }

    [Fact]
    public void No_proxy_stands_between_this_machine_and_itself()
    {
        using SocketsHttpHandler near = ConnectionPool.CreateHandler([], isLoopback: true);
        using SocketsHttpHandler far = ConnectionPool.CreateHandler([], isLoopback: false);

        Assert.Equal((false, true), (near.UseProxy, far.UseProxy));
    }

    [Fact]
    public void Connections_are_shared_only_between_gateways_that_trust_the_same()
    {
        HttpMessageInvoker plain = ConnectionPool.For(Options("https://gateway.example/"));

        Assert.Same(plain, ConnectionPool.For(Options("https://gateway.example/paymentapi/")));
        Assert.NotSame(plain, ConnectionPool.For(Options("https://127.0.0.1/")));
        Assert.NotSame(plain, ConnectionPool.For(Options("https://gateway.example/", "pin a")));
        Assert.Same(ConnectionPool.For(Options("https://gateway.example/", "pin a", "pin b")), ConnectionPool.For(Options("https://gateway.example/", "pin b", "pin a")));
    }

    private static GatewayOptions Options(string address, params string[] pins) => new()
    {
        Address = new Uri(address),
        PartnerId = GatewayCaller.PartnerId,
        MerchantKey = TestKeys.Merchant1024.PrivateKey,
        PlatformKeys = [TestKeys.Platform1024.PublicKey],
        CertificatePins = pins,
    };
}
