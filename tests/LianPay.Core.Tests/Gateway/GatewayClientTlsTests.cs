using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using LianPay.Core.Gateway;

namespace LianPay.Core.Tests.Gateway;

/// <summary>FAULTS N5 to N7: nothing is sent to a server that has not proved who it is.</summary>
public sealed class GatewayClientTlsTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task A_certificate_of_a_trusted_authority_for_the_right_host_is_accepted()
    {
        await using RawServer server = Server(_authority.Issue());
        using GatewayCaller caller = new(server.Address, bend: _authority.Trust);

        ConfirmReply reply = await caller.ConfirmAsync();

        Assert.Equal((CallOutcome.Accepted, OutcomeReason.None), (reply.Outcome, reply.Reason));
        Assert.Equal(1, server.Requests);
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("not yet valid")]
    [InlineData("self-signed")]
    [InlineData("other host")]
    [InlineData("other authority")]
    [InlineData("not for servers")]
    public async Task A_certificate_that_is_not_valid_is_told_as_such_and_nothing_is_sent(string fault)
    {
        using TestAuthority other = new();
        X509Certificate2 certificate = fault switch
        {
            "expired" => _authority.Issue(toYear: 2003),
            "not yet valid" => _authority.Issue(fromYear: 2097),
            "self-signed" => _authority.SelfSigned(),
            "other host" => _authority.Issue("other.example"),
            "other authority" => other.Issue(),
            _ => _authority.Issue(forClients: true),
        };
        await using RawServer server = Server(certificate);
        using GatewayCaller caller = new(server.Address, bend: _authority.Trust);

        AssertNotSent(OutcomeReason.Certificate, await caller.ConfirmAsync(), server);
    }

    [Fact]
    public async Task Without_a_word_of_the_test_the_system_alone_says_whom_to_trust()
    {
        await using RawServer server = Server(_authority.Issue());
        using GatewayCaller caller = new(server.Address);

        AssertNotSent(OutcomeReason.Certificate, await caller.ConfirmAsync(), server);
    }

    [Fact]
    public async Task A_pinned_key_is_accepted()
    {
        X509Certificate2 certificate = _authority.Issue();
        using X509Certificate2 another = _authority.Issue();
        await using RawServer server = Server(certificate);
        using GatewayCaller caller = new(server.Address, bend: _authority.Trust, pins: [TestAuthority.PinOf(another), TestAuthority.PinOf(certificate)]);

        Assert.Equal(CallOutcome.Accepted, (await caller.ConfirmAsync()).Outcome);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_valid_certificate_with_another_key_than_the_pinned_one_gets_nothing()
    {
        await using RawServer server = Server(_authority.Issue());
        using GatewayCaller caller = new(server.Address, bend: _authority.Trust, pins: [TestAuthority.PinOf(_authority.Issue())]);

        AssertNotSent(OutcomeReason.CertificatePin, await caller.ConfirmAsync(), server);
    }

    [Fact]
    public async Task A_pin_does_not_make_a_bad_certificate_good()
    {
        X509Certificate2 certificate = _authority.SelfSigned();
        await using RawServer server = Server(certificate);
        using GatewayCaller caller = new(server.Address, bend: _authority.Trust, pins: [TestAuthority.PinOf(certificate)]);

        AssertNotSent(OutcomeReason.Certificate, await caller.ConfirmAsync(), server);
    }

    [Fact]
    public async Task With_a_pin_plain_HTTP_gets_nothing()
    {
        await using RawServer server = RawServer.Answering(RawConnection.Reply(PlatformReply.Accepted()));
        using GatewayCaller caller = new(server.Address, pins: [TestAuthority.PinOf(_authority.Issue())]);

        AssertNotSent(OutcomeReason.CertificatePin, await caller.ConfirmAsync(), server);
    }

    [Theory]
    [InlineData("15030100020246")] // A fatal alert: protocol_version.
    [InlineData("160301002a020000260301" + "0000000000000000000000000000000000000000000000000000000000000000" + "00002f00")] // TLS 1.0, whatever was offered.
    [InlineData("160302002a020000260302" + "0000000000000000000000000000000000000000000000000000000000000000" + "00002f00")] // TLS 1.1.
    public async Task A_server_of_an_older_TLS_gets_nothing(string hello)
    {
        await using RawServer server = RawServer.PerConnection(async connection =>
        {
            await connection.WriteAsync(Convert.FromHexString(hello));
            await connection.ReadRequestAsync();
        });
        using GatewayCaller caller = new(Https(server));

        AssertNotSent(OutcomeReason.TlsHandshake, await caller.ConfirmAsync());
        Assert.Equal((1, 0), (server.Connections, server.Requests));
    }

    /// <summary>The system's OpenSSL refuses the old versions by itself, on both sides: only where it allows them does our own floor show.</summary>
    [Fact]
    public async Task Where_OpenSSL_allows_an_older_TLS_it_is_refused_all_the_same()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only on Linux is the platform's TLS OpenSSL, whose policy a process can be given.");
        using TempDirectory directory = new();
        string policy = directory.File("openssl.cnf");
        await File.WriteAllTextAsync(
            policy,
            "openssl_conf = init\n[init]\nssl_conf = ssl\n[ssl]\nsystem_default = policy\n[policy]\nMinProtocol = TLSv1\nCipherString = DEFAULT@SECLEVEL=0\n",
            TestContext.Current.CancellationToken);

        Dictionary<string, string> report = await ProbeProcess.RunAsync([("OPENSSL_CONF", policy)], "tls");

        // Without these the rest would show nothing: somebody must be able to speak TLS 1.0 there.
        Assert.Equal("spoken, 1 byte of plain text", report["Tls, any client"]);
        Assert.Equal("spoken, 1 byte of plain text", report["Tls11, any client"]);
        Assert.Equal("spoken, 1 byte of plain text", report["Tls12, any client"]);

        Assert.Equal("NotSent TlsHandshake, 0 bytes of plain text", report["Tls, LianPay"]);
        Assert.Equal("NotSent TlsHandshake, 0 bytes of plain text", report["Tls11, LianPay"]);

        // From TLS 1.2 on it comes to the certificate, which nobody vouches for.
        Assert.Equal("NotSent Certificate, 0 bytes of plain text", report["Tls12, LianPay"]);
    }

    [Fact]
    public void The_floor_is_TLS_1_2_whatever_the_system_allows()
    {
        using SocketsHttpHandler handler = ConnectionPool.CreateHandler([], isLoopback: false);

        Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, handler.SslOptions.EnabledSslProtocols);
        Assert.Null(handler.SslOptions.RemoteCertificateValidationCallback);
    }

    [Fact]
    public async Task A_server_that_answers_the_handshake_in_plain_HTTP_is_no_bad_certificate()
    {
        await using RawServer server = RawServer.PerConnection(async connection =>
        {
            await connection.ReplyAsync("<html>Sign in</html>"u8, 400);
            await connection.ReadRequestAsync();
        });
        using GatewayCaller caller = new(Https(server));

        AssertNotSent(OutcomeReason.TlsHandshake, await caller.ConfirmAsync());
        Assert.Equal((1, 0), (server.Connections, server.Requests));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_handshake_that_is_cut_short_is_not_sent(bool reset)
    {
        await using RawServer server = RawServer.PerConnection(connection =>
        {
            Action end = reset ? connection.Reset : connection.Close;
            end();
            return Task.CompletedTask;
        });
        using GatewayCaller caller = new(Https(server));

        ConfirmReply reply = await caller.ConfirmAsync();

        // A reset may overtake the end of the connecting.
        Assert.Equal(CallOutcome.NotSent, reply.Outcome);
        Assert.Contains(reply.Reason, new[] { OutcomeReason.TlsHandshake, OutcomeReason.Connect });
        Assert.Equal((1, 0, 0L), (server.Connections, server.Requests, server.Bytes));
    }

    private static RawServer Server(X509Certificate2 certificate) => RawServer.Answering(RawConnection.Reply(PlatformReply.Accepted()), certificate);

    private static Uri Https(RawServer server) => new UriBuilder(server.Address) { Scheme = "https" }.Uri;

    private static void AssertNotSent(OutcomeReason reason, ConfirmReply reply, RawServer server)
    {
        AssertNotSent(reason, reply);
        Assert.Equal((0, 0L), (server.Requests, server.Bytes));
    }

    private static void AssertNotSent(OutcomeReason reason, ConfirmReply reply)
    {
        Assert.Equal((CallOutcome.NotSent, reason), (reply.Outcome, reply.Reason));
        Assert.False(reply.WasSent);
    }
}
