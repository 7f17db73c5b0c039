using System.Diagnostics;
using System.Globalization;
using System.Text;
using LianPay.Core.Gateway;
using LianPay.Core.Messages;
using LianPay.Core.Payloads;
using LianPay.Core.Signing;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Gateway;

/// <summary>What the two calls put on the wire, byte for byte (PROTOCOL 1.1, DESIGN section 5).</summary>
public class GatewayClientRequestTests : GatewayTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_confirmation_is_one_POST_with_these_headers_and_no_other()
    {
        (string[] head, byte[] body, Uri address) = await SendAsync(caller => caller.ConfirmAsync());

        Assert.Equal("POST /paymentapi/confirmPayment.htm HTTP/1.1", head[0]);
        Assert.Equal(
            [
                "Accept: application/json",
                $"Content-Length: {body.Length}",
                "Content-Type: application/json; charset=utf-8",
                $"Host: 127.0.0.1:{address.Port}",
            ],
            head[1..].Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_query_is_one_POST_with_the_same_headers()
    {
        (string[] head, byte[] body, Uri _) = await SendAsync(caller => caller.QueryAsync());

        Assert.Equal("POST /paymentapi/queryPayment.htm HTTP/1.1", head[0]);
        Assert.Contains($"Content-Length: {body.Length}", head);
        Assert.Equal(5, head.Length);
    }

    [Fact]
    public async Task A_trace_of_the_caller_is_not_passed_on()
    {
        using Activity trace = new Activity("scheduled task").SetIdFormat(ActivityIdFormat.W3C).AddBaggage("order", GatewayCaller.OrderNumber).Start();

        (string[] head, byte[] _, Uri _) = await SendAsync(caller => caller.ConfirmAsync());

        Assert.DoesNotContain(head, line => line.StartsWith("traceparent", StringComparison.OrdinalIgnoreCase) || line.Contains(GatewayCaller.OrderNumber, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cookie_is_not_kept()
    {
        List<string> requests = [];
        await using RawServer server = PerRequest((connection, request) =>
        {
            requests.Add(Encoding.ASCII.GetString(request));
            return connection.ReplyAsync(PlatformReply.Accepted(), headers: "Set-Cookie: session=1; Path=/\r\n");
        });
        using GatewayCaller caller = Caller(server.Address);

        await caller.ConfirmAsync();
        await caller.ConfirmAsync();

        Assert.Equal(2, requests.Count);
        Assert.DoesNotContain("Cookie", requests[1], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_body_of_a_confirmation_is_the_partner_and_the_sealed_signed_request_and_nothing_else()
    {
        (string[] _, byte[] body, Uri _) = await SendAsync(caller => caller.ConfirmAsync());

        MessageFields envelope = MessageReader.Read(body);
        Assert.Equal(Encoding.ASCII.GetBytes($$"""{"oid_partner":"{{GatewayCaller.PartnerId}}","pay_load":"{{envelope[FieldNames.Payload]}}"}"""), body);

        MessageFields opened = MessageReader.Read(Payload.Open(envelope[FieldNames.Payload]!, TestKeys.Platform1024.PrivateKey));
        Assert.Equal(GatewayCaller.Request().Fields, opened.Without(FieldNames.Sign));
        Assert.Same(
            TestKeys.Merchant1024.PublicKey,
            MessageSignature.FindVerifyingKey(opened, opened[FieldNames.Sign]!, [TestKeys.Merchant1024.PublicKey]));
    }

    [Fact]
    public async Task The_body_of_a_query_is_the_signed_request_in_the_clear()
    {
        (string[] _, byte[] body, Uri _) = await SendAsync(caller => caller.QueryAsync(paybillId: GatewayCaller.PaybillId));

        MessageFields sent = MessageReader.Read(body);
        Assert.Equal(
            ["api_version=1.0", "no_order=" + GatewayCaller.OrderNumber, "oid_partner=" + GatewayCaller.PartnerId, "oid_paybill=" + GatewayCaller.PaybillId, "sign_type=RSA"],
            SignedText.Of(sent).Split('&'));
        Assert.NotNull(MessageSignature.FindVerifyingKey(sent, sent[FieldNames.Sign]!, [TestKeys.Merchant1024.PublicKey]));
    }

    [Fact]
    public async Task Two_sendings_of_one_request_are_sealed_afresh()
    {
        List<string> payloads = [];
        await using RawServer server = PerRequest((connection, request) =>
        {
            payloads.Add(MessageReader.Read(BodyOf(request))[FieldNames.Payload]!);
            return connection.ReplyAsync(PlatformReply.Accepted());
        });
        using GatewayCaller caller = Caller(server.Address);

        await caller.ConfirmAsync();
        await caller.ConfirmAsync();

        Assert.Equal(2, payloads.Distinct().Count());
    }

    [Fact]
    public async Task The_call_says_when_it_began_how_long_it_took_and_what_time_it_is_at_the_gateway()
    {
        FakeTimeProvider clock = new(Noon);
        await using RawServer server = PerRequest((connection, _) =>
        {
            clock.Advance(TimeSpan.FromSeconds(2));
            return connection.ReplyAsync(PlatformReply.Accepted(), headers: "Date: Tue, 03 Mar 2026 20:07:00 GMT\r\n");
        });
        using GatewayCaller caller = Caller(server.Address, clock);

        ConfirmReply reply = await caller.ConfirmAsync();

        Assert.Equal((Noon, TimeSpan.FromSeconds(2)), (reply.StartedAt, reply.Duration));
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 20, 7, 0, TimeSpan.Zero), reply.GatewayTime);
        Assert.Equal(reply.GatewayTime - Noon.AddSeconds(2), reply.ClockSkew);
        Assert.Equal((true, true, TestKeys.Platform1024.PublicKey.Fingerprint), (reply.WasSent, reply.IsVerified, reply.VerifiedBy));
        Assert.Equal((200, "0000", GatewayCaller.PaybillId), (reply.HttpStatus, reply.RetCode, reply.PaybillId));
    }

    [Theory]
    [InlineData(-301, -301)]
    [InlineData(-300, 0)]
    [InlineData(0, 0)]
    [InlineData(300, 0)]
    [InlineData(301, 301)]
    [InlineData(-86_400 * 365, -86_400 * 365)]
    public async Task A_clock_that_differs_by_more_than_five_minutes_is_told(int secondsAhead, int skew)
    {
        FakeTimeProvider clock = new(Noon);
        string date = Noon.AddSeconds(secondsAhead).ToString("R", CultureInfo.InvariantCulture);
        await using RawServer server = PerRequest((connection, _) => connection.ReplyAsync(PlatformReply.Accepted(), headers: $"Date: {date}\r\n"));
        using GatewayCaller caller = Caller(server.Address, clock);

        Assert.Equal(TimeSpan.FromSeconds(skew), (await caller.ConfirmAsync()).ClockSkew);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Date: yesterday\r\n")]
    public async Task Without_a_date_there_is_no_skew(string header)
    {
        await using RawServer server = PerRequest((connection, _) => connection.ReplyAsync(PlatformReply.Accepted(), headers: header));
        using GatewayCaller caller = Caller(server.Address, new FakeTimeProvider(Noon));

        Assert.Equal(TimeSpan.Zero, (await caller.ConfirmAsync()).ClockSkew);
    }

    private async Task<(string[] Head, byte[] Body, Uri Address)> SendAsync(Func<GatewayCaller, Task> call)
    {
        byte[] sent = [];
        await using RawServer server = PerRequest((connection, request) =>
        {
            sent = request;
            return connection.ReplyAsync(PlatformReply.Accepted());
        });
        using GatewayCaller caller = Caller(server.Address);

        await call(caller).WaitAsync(Cancel);

        Assert.Equal(1, server.Requests);
        Assert.Equal(sent.Length, server.Bytes);
        string head = Encoding.ASCII.GetString(sent, 0, sent.Length - BodyOf(sent).Length - 4);
        return (head.Split("\r\n"), BodyOf(sent), server.Address);
    }

    private static byte[] BodyOf(byte[] request) => request[(request.AsSpan().IndexOf("\r\n\r\n"u8) + 4)..];
}
