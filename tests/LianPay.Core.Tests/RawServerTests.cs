using System.Net;
using System.Net.Sockets;

namespace LianPay.Core.Tests;

public sealed class RawServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_the_script_each_request_whole_and_counts_requests_connections_and_bytes()
    {
        await using RawServer server = RawServer.PerRequest((connection, request) => connection.ReplyAsync(request));
        using HttpClient client = new();

        for (int call = 0; call < 2; call++)
        {
            using HttpResponseMessage reply = await client.PostAsync(server.Address, new StringContent("body"), Cancel);
            Assert.Contains("\r\n\r\nbody", await reply.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }

        Assert.Equal((1, 2), (server.Connections, server.Requests));
        Assert.True(server.Bytes > 2 * "body".Length);
    }

    [Fact]
    public async Task Closes_in_order_or_resets_as_the_script_says()
    {
        await using RawServer closing = RawServer.PerRequest((connection, _) => Do(connection.Close));
        await using RawServer resetting = RawServer.PerRequest((connection, _) => Do(connection.Reset));
        using HttpClient client = new();

        HttpRequestException closed = await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(closing.Address, new StringContent("body"), Cancel));
        HttpRequestException reset = await Assert.ThrowsAsync<HttpRequestException>(() => client.PostAsync(resetting.Address, new StringContent("body"), Cancel));

        Assert.Equal(HttpRequestError.ResponseEnded, closed.HttpRequestError);
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(reset.GetBaseException()).SocketErrorCode);
    }

    [Fact]
    public async Task Tells_when_a_request_has_arrived_though_it_never_answers()
    {
        await using RawServer server = RawServer.PerRequest((connection, _) => connection.HangAsync());
        using HttpClient client = new();
        using CancellationTokenSource giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        Task<HttpResponseMessage> call = client.PostAsync(server.Address, new StringContent("body"), giveUp.Token);
        await server.WhenRequestedAsync(1);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_connection_that_the_script_does_not_read_counts_no_byte()
    {
        await using RawServer server = RawServer.PerConnection(connection => Do(connection.Close));
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, server.Port, Cancel);

        await Assert.ThrowsAsync<EndOfStreamException>(async () => await client.GetStream().ReadExactlyAsync(new byte[1], Cancel));

        Assert.Equal((1, 0, 0L), (server.Connections, server.Requests, server.Bytes));
    }

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
