using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LianPay.Core.Messages;
using LianPay.Sandbox;

namespace LianPay.Core.Tests.Sandbox;

public sealed class HttpServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST /paymentapi/payment.htm HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 404)]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 404)]
    [InlineData("GET /paymentapi/queryPayment.htm HTTP/1.1\r\n\r\n", 405)]
    [InlineData("POST /paymentapi/queryPayment.htm HTTP/1.1\r\n\r\n", 411)]
    [InlineData("POST /paymentapi/queryPayment.htm HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411)]
    [InlineData("POST /paymentapi/queryPayment.htm HTTP/1.1\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}", 411)]
    [InlineData("POST /paymentapi/queryPayment.htm HTTP/1.1\r\nContent-Length: 65537\r\n\r\n", 413)]
    [InlineData("POST /paymentapi/queryPayment.htm HTTP/1.1\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n", 417)]
    [InlineData("POST /paymentapi/queryPayment.htm HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}", 505)]
    [InlineData("POST /paymentapi/queryPayment.htm HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400)]
    [InlineData("POST /paymentapi/queryPayment.htm HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{}", 400)]
    [InlineData("POST /paymentapi/queryPayment.htm HTTP/1.1\r\nContent-Length : 2\r\n\r\n{}", 400)]
    [InlineData("POST /paymentapi/queryPayment.htm HTTP/1.1\r\nContent-Length: 2\r\n folded\r\n\r\n{}", 400)]
    [InlineData("nonsense\r\n\r\n", 400)]
    public async Task What_is_no_sound_request_to_an_endpoint_is_refused_and_the_connection_closed(string request, int status)
    {
        await using SandboxServer server = Start();

        string answer = await RawCall.SendTextAsync(server.Gateway, request);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(0, server.Requests);
    }

    [Fact]
    public async Task A_head_that_does_not_end_is_refused_when_it_is_too_long()
    {
        await using SandboxServer server = Start();

        string answer = await RawCall.SendTextAsync(server.Gateway, "POST / HTTP/1.1\r\nX: " + new string('x', 20_000));

        Assert.StartsWith("HTTP/1.1 431 ", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_is_still_sending_when_it_is_refused_can_finish()
    {
        // A server that closed with unread bytes would reset, and on some systems the client would lose the answer.
        await using SandboxServer server = Start();
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, server.Gateway.Port, Cancel);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(RawCall.Head("confirmPayment.htm", 500_000), Cancel);
        using StreamReader reader = new(stream, leaveOpen: true);
        Assert.StartsWith("HTTP/1.1 413 ", await reader.ReadToEndAsync(Cancel), StringComparison.Ordinal);

        Exception? failure = await Record.ExceptionAsync(async () =>
        {
            for (int part = 0; part < 10; part++)
            {
                await stream.WriteAsync(new byte[50_000], Cancel);
            }
        });

        Assert.Null(failure);
    }

    [Fact]
    public async Task A_body_of_the_longest_length_is_read_whole()
    {
        await using SandboxServer server = Start();
        string body = "{\"oid_partner\":\"" + new string('1', HttpHeadParser.MaxBody - 18) + "\"}";
        Assert.Equal(HttpHeadParser.MaxBody, body.Length);

        byte[] answer = await RawCall.SendAsync(
            server.Gateway, RawCall.Head("queryPayment.htm", body.Length, "Connection: close\r\n"), Encoding.ASCII.GetBytes(body));

        Assert.Equal("3001", MessageReader.Read(RawCall.Split(answer).Body)[FieldNames.RetCode]);
    }

    [Fact]
    public async Task Requests_follow_each_other_on_one_connection_however_they_are_cut_into_packets()
    {
        await using SandboxServer server = Start();
        byte[] two = [.. RawCall.Head("queryPayment.htm", 2), .. "{}"u8, .. RawCall.Head("queryPayment.htm", 2, "Connection: close\r\n"), .. "{}"u8];

        string answers = Encoding.UTF8.GetString(await RawCall.SendAsync(server.Gateway, two.Select(single => new[] { single }).ToArray()));

        Assert.Equal(3, answers.Split("HTTP/1.1 200 OK\r\n").Length);
        Assert.Equal(2, server.Requests);
    }

    [Fact]
    public async Task A_request_that_breaks_off_is_not_counted()
    {
        await using SandboxServer server = Start();
        using (TcpClient client = new())
        {
            await client.ConnectAsync(IPAddress.Loopback, server.Gateway.Port, Cancel);
            NetworkStream stream = client.GetStream();
            await stream.WriteAsync(RawCall.Head("queryPayment.htm", 100), Cancel);
            client.Client.Shutdown(SocketShutdown.Send);
            await Assert.ThrowsAsync<EndOfStreamException>(() => stream.ReadExactlyAsync(new byte[1], Cancel).AsTask());
        }

        Assert.Equal(0, server.Requests);
    }

    [Fact]
    public async Task With_a_certificate_the_sandbox_speaks_TLS()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using SandboxServer server = SandboxServer.Start(new SandboxOptions { KeyBits = 1024, Certificate = certificate });
        Assert.Equal("https", server.Gateway.Scheme);

        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, server.Gateway.Port, Cancel);
        await using SslStream tls = new(client.GetStream(), leaveInnerStreamOpen: false, (_, presented, _, _) => presented?.GetCertHashString() == certificate.GetCertHashString());
        await tls.AuthenticateAsClientAsync("localhost");
        await tls.WriteAsync(RawCall.Head("queryPayment.htm", 2, "Connection: close\r\n"), Cancel);
        await tls.WriteAsync("{}"u8.ToArray(), Cancel);
        using StreamReader reader = new(tls);

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", await reader.ReadToEndAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_breaks_off_the_TLS_handshake_leaves_the_sandbox_serving()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        SandboxServer server = SandboxServer.Start(new SandboxOptions { KeyBits = 1024, Certificate = certificate });
        using (TcpClient client = new())
        {
            await client.ConnectAsync(IPAddress.Loopback, server.Gateway.Port, Cancel);
            await client.GetStream().WriteAsync("not a handshake"u8.ToArray(), Cancel);
        }

        // Would throw if the connection's loop had failed by it.
        Assert.Null(await Record.ExceptionAsync(async () => await server.DisposeAsync()));
    }

    private static SandboxServer Start() => SandboxServer.Start(new SandboxOptions { KeyBits = 1024 });
}
