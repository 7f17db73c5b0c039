using System.Text;
using LianPay.Core.Gateway;

namespace LianPay.Core.Tests.Gateway;

/// <summary>FAULTS N23 to N25: pages in the place of answers, and bytes that are not UTF-8.</summary>
public class GatewayClientBodyTests : GatewayTests
{
    private const string Message = "交易成功";

    [Theory]
    [InlineData("<!DOCTYPE html><html><head><title>Sign in to the guest network</title></head><body><form action=\"/login\"></form></body></html>")]
    [InlineData("<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n")]
    [InlineData("<html><head><meta charset=\"gbk\"><title>\u7cfb\u7edf\u7ef4\u62a4\u4e2d</title></head><body>\u7cfb\u7edf\u7ef4\u62a4\u4e2d\uff0c\u8bf7\u7a0d\u540e\u518d\u8bd5</body></html>")]
    [InlineData("<html><body>\u001b[2J\u001b[1;31mRequest blocked\u0007\u0000\u009b2J\u202eID 4711</body></html>")]
    [InlineData("Access denied by the web application firewall. Your support ID is 1234567890.")]
    public async Task A_page_is_unknown_and_its_beginning_is_kept_fit_for_a_terminal(string page)
    {
        ConfirmReply reply = await CallAsync(Encoding.UTF8.GetBytes(page), "Content-Type: text/html\r\n");

        Assert.Equal((CallOutcome.Unknown, OutcomeReason.MalformedReply, null), (reply.Outcome, reply.Reason, reply.RetCode));
        Assert.Contains($"It begins: {page[..6]}", reply.Detail!, StringComparison.Ordinal);
        Assert.DoesNotContain(reply.Detail!, character => char.IsControl(character) || character == '\u202e');
    }

    [Fact]
    public async Task Of_a_long_page_the_first_200_characters_are_kept()
    {
        ConfirmReply reply = await CallAsync(Encoding.UTF8.GetBytes(new string('维', 190) + "0123456789" + "after 200"), "Content-Type: text/html\r\n");

        Assert.EndsWith("维0123456789…", reply.Detail, StringComparison.Ordinal);
        Assert.Equal(190, reply.Detail!.Count(character => character == '维'));
    }

    [Theory]
    [InlineData("application/json;charset=utf-8")]
    [InlineData("application/json; charset=gbk")]
    [InlineData("application/json; charset=no-such-charset")]
    [InlineData("application/json; charset=\"")]
    [InlineData("text/html")]
    [InlineData("nonsense")]
    public async Task The_label_of_the_body_does_not_matter(string contentType)
    {
        ConfirmReply reply = await CallAsync(PlatformReply.Accepted(), $"Content-Type: {contentType}\r\n");

        Assert.Equal((CallOutcome.Accepted, Message), (reply.Outcome, reply.RetMessage));
    }

    [Fact]
    public async Task One_leading_byte_order_mark_is_tolerated_and_two_are_not()
    {
        byte[] mark = [0xEF, 0xBB, 0xBF];

        Assert.Equal(CallOutcome.Accepted, (await CallAsync([.. mark, .. PlatformReply.Accepted()])).Outcome);
        AssertMalformed(await CallAsync([.. mark, .. mark, .. PlatformReply.Accepted()]));
    }

    [Theory]
    [InlineData("gbk")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public async Task Another_encoding_is_not_guessed(string encoding)
    {
        Encoding other = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        byte[] body = other.GetBytes(Encoding.UTF8.GetString(PlatformReply.Accepted()));

        AssertMalformed(await CallAsync(body, $"Content-Type: application/json; charset={encoding}\r\n"));
        AssertMalformed(await CallAsync([.. other.GetPreamble(), .. body], $"Content-Type: application/json; charset={encoding}\r\n"));
    }

    [Theory]
    [InlineData("C080")] // NUL, overlong.
    [InlineData("E0809F")] // Overlong.
    [InlineData("EDA080")] // Half a surrogate pair.
    [InlineData("F4908080")] // Above U+10FFFF.
    [InlineData("E4BA")] // Cut.
    [InlineData("FF")]
    public async Task What_is_not_UTF_8_is_no_message(string bytes)
    {
        AssertMalformed(await CallAsync(WithMessage(Convert.FromHexString(bytes))));
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00\\ud800")]
    [InlineData("\\ud800x")]
    public async Task Half_a_surrogate_pair_is_no_message_and_no_exception(string escaped)
    {
        AssertMalformed(await CallAsync(WithMessage(Encoding.ASCII.GetBytes(escaped))));
    }

    [Fact]
    public async Task An_escaped_spelling_of_the_message_is_the_same_message()
    {
        ConfirmReply reply = await CallAsync(WithMessage("\\u4ea4\\u6613\\u6210\\u529f"u8.ToArray()));

        Assert.Equal((CallOutcome.Accepted, Message), (reply.Outcome, reply.RetMessage));
    }

    private static byte[] WithMessage(byte[] message)
    {
        byte[] body = PlatformReply.Accepted();
        byte[] honest = Encoding.UTF8.GetBytes(Message);
        int start = body.AsSpan().IndexOf(honest);
        return [.. body[..start], .. message, .. body[(start + honest.Length)..]];
    }

    private static void AssertMalformed(ConfirmReply reply) =>
        Assert.Equal((CallOutcome.Unknown, OutcomeReason.MalformedReply, false), (reply.Outcome, reply.Reason, reply.IsVerified));

    private async Task<ConfirmReply> CallAsync(byte[] body, string headers = "")
    {
        await using RawServer server = Answering(RawConnection.Reply(body, headers: headers));
        using GatewayCaller caller = Caller(server.Address);

        ConfirmReply reply = await caller.ConfirmAsync();

        Assert.Equal(1, server.Requests);
        return reply;
    }
}
