using System.IO.Compression;
using System.Net;
using System.Text;
using LianPay.Core.Gateway;

namespace LianPay.Core.Tests.Gateway;

/// <summary>FAULTS N15 and N17 to N21: whatever HTTP can do to an answer leaves the outcome unknown, and the request is sent once.</summary>
public class GatewayClientHttpTests : GatewayTests
{
    private static readonly byte[] Accepted = PlatformReply.Accepted();

    public static MatrixTheoryData<int, string> FailuresAndBodies { get; } =
        new([202, 204, 400, 401, 403, 404, 500, 502, 503, 504], ["signed 0000", "signed 4005", "html", "json", "empty"]);

    [Theory]
    [InlineData(-1, OutcomeReason.MalformedReply)]
    [InlineData(-100, OutcomeReason.MalformedReply)]
    [InlineData(1, OutcomeReason.ConnectionLost)]
    [InlineData(1_000_000, OutcomeReason.ConnectionLost)]
    public Task A_length_that_is_not_the_bodys(int difference, OutcomeReason reason) =>
        AssertUnknownAsync(reason, Raw($"HTTP/1.1 200 OK\r\nContent-Length: {Accepted.Length + difference}\r\n\r\n", Accepted));

    [Theory]
    [InlineData("Content-Length: -1\r\n")]
    [InlineData("Content-Length: x\r\n")]
    [InlineData("Content-Length: 99999999999999999999\r\n")]
    [InlineData("Content-Length: 10\r\nContent-Length: 20\r\n")]
    public async Task A_length_that_is_none_is_never_a_shorter_answer(string header)
    {
        await using RawServer server = Answering(Raw($"HTTP/1.1 200 OK\r\n{header}\r\n", Accepted[..^1]));
        using GatewayCaller caller = Caller(server.Address);

        Assert.Equal((CallOutcome.Unknown, 1), ((await caller.ConfirmAsync()).Outcome, server.Requests));
    }

    [Theory]
    [InlineData("zz\r\n", "\r\n0\r\n\r\n")] // No hexadecimal size.
    [InlineData("10\r\n", "\r\n0\r\n\r\n")] // A chunk longer than its size.
    [InlineData("FFFFFFFFFFFFFFFFFF\r\n", "\r\n0\r\n\r\n")] // A size that overflows.
    public Task Chunks_that_break_the_rules(string before, string after) =>
        AssertUnknownAsync(OutcomeReason.MalformedHttp, Raw($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{before}", [.. Accepted, .. Encoding.ASCII.GetBytes(after)]));

    [Fact]
    public Task Chunks_without_the_last() =>
        AssertUnknownAsync(OutcomeReason.ConnectionLost, Raw($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Accepted.Length:x}\r\n", [.. Accepted, .. "\r\n"u8]));

    [Fact]
    public async Task Chunks_that_keep_the_rules_are_accepted()
    {
        await using RawServer server = Answering(Raw($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Accepted.Length:x}\r\n", [.. Accepted, .. "\r\n0\r\n\r\n"u8]));
        using GatewayCaller caller = Caller(server.Address);

        Assert.Equal(CallOutcome.Accepted, (await caller.ConfirmAsync()).Outcome);
    }

    [Theory]
    [InlineData("\0\0\0\0\r\n\r\n")]
    [InlineData("ICY 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    public Task What_is_no_HTTP(string text) => AssertUnknownAsync(OutcomeReason.MalformedHttp, Encoding.ASCII.GetBytes(text));

    [Fact]
    public async Task A_second_answer_on_the_connection_is_not_taken_for_that_of_the_next_order()
    {
        byte[] two = [.. RawConnection.Reply(Accepted), .. RawConnection.Reply(PlatformReply.Accepted("NEXT-ORDER"))];
        await using RawServer server = PerConnection(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(two);
            await connection.ReadRequestAsync();
            await connection.ReplyAsync(PlatformReply.Sign(PlatformReply.Confirm("4005", "NEXT-ORDER")));
        });
        using GatewayCaller caller = Caller(server.Address);

        ConfirmReply first = await caller.ConfirmAsync();
        ConfirmReply next = await caller.ConfirmAsync("NEXT-ORDER");

        Assert.Equal(CallOutcome.Accepted, first.Outcome);
        Assert.NotEqual(CallOutcome.Accepted, next.Outcome);
        Assert.Equal((2, 2), (server.Connections, server.Requests));
    }

    [Fact]
    public async Task A_body_of_64_KiB_is_read_and_one_byte_more_is_not()
    {
        byte[] full = new byte[64 * 1024];
        Accepted.CopyTo(full, 0);
        full.AsSpan(Accepted.Length).Fill((byte)' ');
        await using RawServer server = Answering(RawConnection.Reply(full));
        using GatewayCaller caller = Caller(server.Address);

        Assert.Equal(CallOutcome.Accepted, (await caller.ConfirmAsync()).Outcome);
        await AssertUnknownAsync(OutcomeReason.ReplyTooLarge, RawConnection.Reply([.. full, (byte)' ']));
    }

    [Fact]
    public Task A_body_of_5_MB_that_tells_no_length() =>
        AssertUnknownAsync(OutcomeReason.ReplyTooLarge, Raw("HTTP/1.1 200 OK\r\n\r\n", new byte[5_000_000]));

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("identity")]
    [InlineData("UTF-8")]
    public Task A_body_that_claims_any_encoding(string encoding) =>
        AssertUnknownAsync(OutcomeReason.ContentEncoding, RawConnection.Reply(Accepted, headers: $"Content-Encoding: {encoding}\r\n"));

    [Fact]
    public Task A_compressed_body_is_not_unpacked() =>
        AssertUnknownAsync(OutcomeReason.ContentEncoding, RawConnection.Reply(Gzip(Accepted), headers: "Content-Encoding: gzip\r\n"));

    [Fact]
    public Task A_compressed_body_that_does_not_say_so_is_no_message() =>
        AssertUnknownAsync(OutcomeReason.MalformedReply, RawConnection.Reply(Gzip(Accepted)));

    [Fact]
    public async Task A_bomb_would_stop_at_64_KiB_even_if_the_handler_unpacked_it()
    {
        await using RawServer server = Answering(RawConnection.Reply(Gzip(new byte[64 * 1024 * 1024]), headers: "Content-Encoding: gzip\r\n"));
        using GatewayCaller unpacking = Caller(server.Address, bend: handler => handler.AutomaticDecompression = DecompressionMethods.All);

        ConfirmReply reply = await unpacking.ConfirmAsync();

        Assert.Equal((CallOutcome.Unknown, OutcomeReason.ReplyTooLarge, 1), (reply.Outcome, reply.Reason, server.Requests));
    }

    [Fact]
    public Task A_head_of_100_KB() =>
        AssertUnknownAsync(OutcomeReason.MalformedHttp, RawConnection.Reply(Accepted, headers: $"X-Long: {new string('x', 100_000)}\r\n"));

    [Theory]
    [InlineData(300)]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(304)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_told_and_not_followed(int status)
    {
        await using RawServer target = Answering(RawConnection.Reply(Accepted));
        await using RawServer server = PerRequest(
            (connection, _) => connection.ReplyAsync(status == 304 ? [] : Accepted, status, $"Location: {target.Address}confirmPayment.htm\r\n"));
        using GatewayCaller caller = Caller(server.Address);

        ConfirmReply reply = await caller.ConfirmAsync();

        Assert.Equal((CallOutcome.Unknown, OutcomeReason.Redirect, status), (reply.Outcome, reply.Reason, reply.HttpStatus));
        Assert.Equal((1, 0), (server.Requests, target.Connections));
    }

    [Theory]
    [MemberData(nameof(FailuresAndBodies))]
    public async Task A_status_of_failure_is_unknown_whatever_the_body_says(int status, string body)
    {
        byte[] bytes = body switch
        {
            "signed 0000" => Accepted,
            "signed 4005" => PlatformReply.Sign(PlatformReply.Confirm("4005")),
            "html" => "<html>Bad gateway</html>"u8.ToArray(),
            "json" => """{"error":"internal"}"""u8.ToArray(),
            _ => [],
        };
        await using RawServer server = Answering(RawConnection.Reply(bytes, status));
        using GatewayCaller caller = Caller(server.Address);

        ConfirmReply reply = await caller.ConfirmAsync();

        Assert.Equal((CallOutcome.Unknown, OutcomeReason.HttpStatus, status), (reply.Outcome, reply.Reason, reply.HttpStatus));
        Assert.Equal((false, null, 1), (reply.IsVerified, reply.PaybillId, server.Requests));
    }

    private async Task AssertUnknownAsync(OutcomeReason reason, byte[] answer)
    {
        await using RawServer server = Answering(answer);
        using GatewayCaller caller = Caller(server.Address);

        ConfirmReply reply = await caller.ConfirmAsync();

        Assert.Equal((CallOutcome.Unknown, reason), (reply.Outcome, reply.Reason));
        Assert.Equal((true, false, 1), (reply.WasSent, reply.IsVerified, server.Requests));
    }

    private static byte[] Raw(string head, byte[] body) => [.. Encoding.ASCII.GetBytes(head), .. body];

    private static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
