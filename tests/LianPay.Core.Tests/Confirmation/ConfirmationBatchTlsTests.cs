using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using LianPay.Core.Confirmation;
using LianPay.Core.Tests.Gateway;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>FAULTS N4 to N7: what a batch makes of a gateway that does not prove who it is.</summary>
public sealed class ConfirmationBatchTlsTests : IDisposable
{
    private const int Count = 6;

    private static readonly byte[] Accepted = RawConnection.Reply(PlatformReply.Accepted());

    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("expired", "Certificate")]
    [InlineData("self-signed", "Certificate")]
    [InlineData("other host", "Certificate")]
    [InlineData("other authority", "Certificate")]
    [InlineData("other key than the pinned one", "CertificatePin")]
    public async Task A_certificate_that_is_not_the_gateways_stops_the_batch_at_its_first_connection(string fault, string reason)
    {
        using TestAuthority other = new();
        X509Certificate2 certificate = fault switch
        {
            "expired" => _authority.Issue(toYear: 2003),
            "self-signed" => _authority.SelfSigned(),
            "other host" => _authority.Issue("other.example"),
            "other authority" => other.Issue(),
            _ => _authority.Issue(),
        };
        string[] pins = reason == "CertificatePin" ? [TestAuthority.PinOf(_authority.Issue())] : [];
        await using RawServer server = RawServer.Answering(Accepted, certificate);
        using BatchCaller caller = Caller(server.Address, pins);

        ConfirmationResult[] results = await caller.RunAsync(Count);

        // Not tried again either: whoever stands in between is there at the second try too.
        Assert.Equal((PaymentStatus.NotSent, reason, 1), (results[0].Status, results[0].Reason, results[0].Attempts));
        Assert.All(results[1..], result => Assert.Equal((PaymentStatus.Untouched, StopReason.Certificate, 0), (result.Status, result.StopReason, result.Attempts)));
        Assert.Equal((1, 0, 0L), (server.Connections, server.Requests, server.Bytes));
    }

    [Fact]
    public async Task The_certificate_of_a_gateway_that_is_replaced_in_the_middle_of_a_batch_is_judged_too()
    {
        await using RawServer gateway = RawServer.Answering(RawConnection.Reply(PlatformReply.Accepted("ORDER-1")), _authority.Issue());
        await using RawServer impostor = RawServer.Answering(Accepted, _authority.Issue("other.example"));
        int connections = 0;
        using BatchCaller caller = Caller(gateway.Address, [], handler => handler.ConnectCallback = async (_, cancel) =>
        {
            Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, connections++ == 0 ? gateway.Port : impostor.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        });

        ConfirmationResult[] results = await caller.RunAsync(Count);

        Assert.Equal((PaymentStatus.Accepted, PaymentStatus.NotSent, "Certificate"), (results[0].Status, results[1].Status, results[1].Reason));
        Assert.All(results[2..], result => Assert.Equal((PaymentStatus.Untouched, StopReason.Certificate), (result.Status, result.StopReason)));
        Assert.Equal((1, 1, 0, 0L), (gateway.Requests, impostor.Connections, impostor.Requests, impostor.Bytes));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Handshakes_that_fail_are_tried_three_times_each_and_stop_the_batch_as_connections_do(bool resets)
    {
        await using RawServer server = RawServer.PerConnection(async connection =>
        {
            if (resets)
            {
                connection.Reset();
                return;
            }

            await connection.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n");
        });
        using BatchCaller caller = Caller(new UriBuilder(server.Address) { Scheme = "https" }.Uri, []);

        ConfirmationResult[] results = await caller.RunAsync(Count);

        Assert.All(results[..5], result => Assert.Equal((PaymentStatus.NotSent, 3), (result.Status, result.Attempts)));
        Assert.Equal((PaymentStatus.Untouched, StopReason.Connectivity), (results[5].Status, results[5].StopReason));
        Assert.Equal((15, 0, 0L), (server.Connections, server.Requests, server.Bytes));
    }

    private BatchCaller Caller(Uri address, string[] pins, Action<SocketsHttpHandler>? bend = null)
    {
        ImpatientClock clock = new();
        return new BatchCaller(new GatewayCaller(address, clock, _authority.Trust + bend, pins: pins), clock);
    }
}
