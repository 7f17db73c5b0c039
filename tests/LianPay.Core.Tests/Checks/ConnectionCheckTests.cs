using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using LianPay.Core.Checks;
using LianPay.Core.Gateway;
using LianPay.Core.Tests.Gateway;

namespace LianPay.Core.Tests.Checks;

/// <summary>What is said of connections and certificates as the probe meets them on loopback.</summary>
public sealed class ConnectionCheckTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task A_valid_certificate_passes_with_version_subject_days_and_pin()
    {
        X509Certificate2 certificate = _authority.Issue();
        await using RawServer server = Server(certificate);

        (CheckReport connection, CheckReport tls) = await CheckAsync(Subject.Of(server.Address));

        Subject.Is(CheckResult.Passed, string.Create(CultureInfo.InvariantCulture, $"127.0.0.1, port {server.Port}"), connection);
        Subject.Is(CheckResult.Passed, "CN=Test gateway", tls);
        Assert.Matches(@"^TLS 1\.[23], .* valid for \d+ more days", tls.Detail);
        Assert.Contains(TestAuthority.PinOf(certificate), tls.Detail, StringComparison.Ordinal);
        Assert.Contains("No pin is set", tls.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pinned_certificate_passes_and_another_fails_without_a_byte_sent()
    {
        X509Certificate2 certificate = _authority.Issue();
        await using RawServer server = Server(certificate);

        Subject.Is(CheckResult.Passed, "It is a pinned one", (await CheckAsync(Subject.Of(server.Address, TestAuthority.PinOf(certificate)))).Tls);
        long before = server.Bytes;

        CheckReport tls = Subject.Is(CheckResult.Failed, "none of the 1 pinned ones", (await CheckAsync(Subject.Of(server.Address, TestAuthority.PinOf(_authority.Issue())))).Tls);

        // Shown, so that a person can compare it with what LianLian announced.
        Assert.Contains(TestAuthority.PinOf(certificate), tls.Detail, StringComparison.Ordinal);
        Assert.Equal(before, server.Bytes);
    }

    [Theory]
    [InlineData(22, CheckResult.Passed, "valid for 22 more days")]
    [InlineData(20, CheckResult.Warning, "valid for 20 more days")]
    [InlineData(0, CheckResult.Warning, "valid for 0 more days")]
    public void A_certificate_that_ends_in_less_than_21_days_is_a_warning(int days, CheckResult result, string part)
    {
        DateTimeOffset now = new(2026, 11, 24, 4, 9, 47, TimeSpan.Zero);
        PeerIdentity peer = new(System.Security.Authentication.SslProtocols.Tls13, "CN=x", now.AddDays(days).AddHours(1), "pin");

        Subject.Is(result, part, ConnectionCheck.OfTls(Subject.Of(), new ProbeResult { IsConnected = true, Peer = peer, Reason = OutcomeReason.NoRecord }, now));
    }

    [Theory]
    [InlineData("expired", "NotTimeValid")]
    [InlineData("other host", "RemoteCertificateNameMismatch")]
    [InlineData("other authority", "errors in the certificate chain")]
    public async Task A_certificate_that_is_not_valid_fails_in_the_platforms_words_and_nothing_is_sent(string fault, string word)
    {
        using TestAuthority other = new();
        await using RawServer server = Server(fault switch
        {
            "expired" => _authority.Issue(toYear: 2003),
            "other host" => _authority.Issue("other.example"),
            _ => other.Issue(),
        });

        (CheckReport connection, CheckReport tls) = await CheckAsync(Subject.Of(server.Address));

        Assert.Equal(CheckResult.Passed, connection.Result);
        Subject.Is(CheckResult.Failed, "not valid for 127.0.0.1", tls);
        Assert.Contains(word, tls.Detail, StringComparison.Ordinal);
        Assert.Equal((0, 0L), (server.Requests, server.Bytes));
    }

    [Fact]
    public async Task A_server_that_speaks_no_TLS_fails_the_handshake()
    {
        await using RawServer server = RawServer.PerConnection(async connection =>
        {
            await connection.ReplyAsync("<html>Sign in</html>"u8, 400);
            await connection.HangAsync();
        });

        (CheckReport connection, CheckReport tls) = await CheckAsync(Subject.Of(new UriBuilder(server.Address) { Scheme = "https" }.Uri));

        Assert.Equal(CheckResult.Passed, connection.Result);
        Subject.Is(CheckResult.Failed, "No TLS 1.2 or 1.3", tls);
    }

    [Fact]
    public async Task A_server_that_stays_silent_is_no_connection_when_the_deadline_passes()
    {
        await using RawServer server = RawServer.PerConnection(connection => connection.HangAsync());

        (CheckReport connection, CheckReport tls) = await CheckAsync(new CheckSubject
        {
            Address = new UriBuilder(server.Address) { Scheme = "https" }.Uri,
            IsProduction = true,
            PartnerId = Subject.PartnerId,
            MerchantKey = TestKeys.Merchant2048.PrivateKey,
            PlatformKeys = [TestKeys.Platform1024.PublicKey],
            Timeout = TimeSpan.FromMilliseconds(200),
        });

        Subject.Is(CheckResult.Failed, "within the deadline", connection);
        Subject.Is(CheckResult.Skipped, "no connection", tls);
    }

    [Fact]
    public async Task A_closed_port_is_no_connection()
    {
        Uri address;
        await using (RawServer server = Server(certificate: null))
        {
            address = server.Address;
        }

        (CheckReport connection, _) = await CheckAsync(Subject.Of(address));

        Subject.Is(CheckResult.Failed, "refused or out of reach", connection);
    }

    [Theory]
    [InlineData(OutcomeReason.NameResolution, CheckResult.Failed, "no address")]
    [InlineData(OutcomeReason.Proxy, CheckResult.Failed, "proxy")]
    [InlineData(OutcomeReason.Cancelled, CheckResult.Skipped, "Stopped")]
    public void What_else_stands_in_the_way_is_told(OutcomeReason reason, CheckResult result, string part) =>
        Subject.Is(result, part, ConnectionCheck.OfConnection(Subject.Of(), new ProbeResult { IsConnected = false, Reason = reason }));

    [Fact]
    public async Task A_sandbox_on_loopback_has_no_TLS_to_check()
    {
        await using RawServer server = Server(certificate: null);

        (CheckReport connection, CheckReport tls) = await CheckAsync(Subject.Of(server.Address));

        Assert.Equal(CheckResult.Passed, connection.Result);
        Subject.Is(CheckResult.Skipped, "Plain http", tls);
    }

    [Fact]
    public async Task Without_a_key_to_sign_with_the_certificate_is_seen_and_nothing_is_sent()
    {
        X509Certificate2 certificate = _authority.Issue();
        await using RawServer server = Server(certificate);
        CheckSubject subject = Subject.Without(Subject.Of(server.Address, TestAuthority.PinOf(_authority.Issue())), merchantKey: true);

        (CheckReport connection, CheckReport tls) = await CheckAsync(subject);

        Assert.Equal(CheckResult.Passed, connection.Result);
        Subject.Is(CheckResult.Failed, "none of the 1 pinned ones", tls);
        Assert.Equal((0, 0L), (server.Requests, server.Bytes));
    }

    private static RawServer Server(X509Certificate2? certificate) => RawServer.Answering(RawConnection.Reply(PlatformReply.Accepted()), certificate);

    private async Task<(CheckReport Connection, CheckReport Tls)> CheckAsync(CheckSubject subject)
    {
        ProbeResult probe = await new GatewayProbe(subject, TimeProvider.System, _authority.Trust).RunAsync(TestContext.Current.CancellationToken);
        return (ConnectionCheck.OfConnection(subject, probe), ConnectionCheck.OfTls(subject, probe, TimeProvider.System.GetUtcNow()));
    }
}
