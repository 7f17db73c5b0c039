using LianPay.Core.Gateway;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Gateway;

/// <summary>FAULTS N22: HTTP 429 and Retry-After.</summary>
public class GatewayClientRateLimitTests : GatewayTests
{
    private const string Now = "Tue, 03 Mar 2026 12:00:00 GMT";

    [Theory]
    [InlineData("0", 0)]
    [InlineData("5", 5)]
    [InlineData("900", 900)]
    [InlineData("901", 900)]
    [InlineData("2147483647", 900)]
    [InlineData("Tue, 03 Mar 2026 12:01:00 GMT", 60)]
    [InlineData(Now, 0)]
    [InlineData("Wed, 04 Mar 2026 12:00:00 GMT", 900)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 900)]
    [InlineData("Tue, 03 Mar 2026 11:59:59 GMT", null)]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT", null)]
    [InlineData("-5", null)]
    [InlineData("1.5", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    public async Task The_wait_that_is_asked_for_is_between_nothing_and_15_minutes(string header, int? seconds)
    {
        ConfirmReply reply = await CallAsync([], $"Retry-After: {header}\r\n");

        Assert.Equal(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, reply.RetryAfter);
        Assert.Equal((CallOutcome.Unknown, OutcomeReason.RateLimited, 429), (reply.Outcome, reply.Reason, reply.HttpStatus));
    }

    [Fact]
    public async Task Without_the_header_no_wait_is_asked_for()
    {
        Assert.Null((await CallAsync([], string.Empty)).RetryAfter);
    }

    [Fact]
    public async Task A_body_that_is_not_believed_leaves_the_outcome_unknown()
    {
        byte[] unsigned = PlatformReply.Confirm("4005").ToJson();
        byte[] forged = PlatformReply.Sign(PlatformReply.Confirm("4005"), TestKeys.Other1024.PrivateKey);

        Assert.All(
            new[] { await CallAsync(unsigned, string.Empty), await CallAsync(forged, string.Empty) },
            reply => Assert.Equal((CallOutcome.Unknown, OutcomeReason.RateLimited, false), (reply.Outcome, reply.Reason, reply.IsVerified)));
    }

    [Fact]
    public async Task A_signed_body_speaks_for_itself()
    {
        ConfirmReply reply = await CallAsync(PlatformReply.Sign(PlatformReply.Confirm("9911")), "Retry-After: 7\r\n");

        Assert.Equal((CallOutcome.Rejected, OutcomeReason.RefusedByGateway, true), (reply.Outcome, reply.Reason, reply.IsVerified));
        Assert.Equal(TimeSpan.FromSeconds(7), reply.RetryAfter);
    }

    private async Task<ConfirmReply> CallAsync(byte[] body, string headers)
    {
        FakeTimeProvider clock = new(DateTimeOffset.Parse(Now, System.Globalization.CultureInfo.InvariantCulture));
        await using RawServer server = Answering(RawConnection.Reply(body, 429, headers));
        using GatewayCaller caller = Caller(server.Address, clock);

        ConfirmReply reply = await caller.ConfirmAsync();

        Assert.Equal(1, server.Requests);
        return reply;
    }
}
