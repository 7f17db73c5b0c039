using System.Globalization;
using System.Text;

namespace LianPay.Sandbox;

/// <summary>Composes whole answers, to be sent in one write.</summary>
internal sealed class HttpReplyWriter(TimeProvider clock)
{
    /// <summary>The content type of the gateway's answers (PROTOCOL 1.1).</summary>
    internal const string Json = "application/json;charset=utf-8";

    /// <summary>The content type of pages.</summary>
    internal const string Html = "text/html;charset=utf-8";

    /// <summary>The bytes of an answer.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="contentType">The content type.</param>
    /// <param name="body">The body.</param>
    /// <param name="keepsAlive">Whether the connection stays open.</param>
    internal byte[] Compose(int status, string contentType, ReadOnlySpan<byte> body, bool keepsAlive)
    {
        // The Date tells a client how far its clock is from the gateway's.
        string head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} {ReasonOf(status)}\r\nDate: {clock.GetUtcNow():R}\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n{(keepsAlive ? string.Empty : "Connection: close\r\n")}\r\n");
        byte[] bytes = new byte[head.Length + body.Length];
        int headLength = Encoding.ASCII.GetBytes(head, bytes);
        body.CopyTo(bytes.AsSpan(headLength));
        return bytes;
    }

    /// <summary>A refusal on the level of HTTP: a status without a body, after which the connection is closed.</summary>
    internal HttpReaction Refuse(int status) =>
        new(Compose(status, Html, default, keepsAlive: false), ConnectionFate.Close);

    private static string ReasonOf(int status) => status switch
    {
        200 => "OK",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        411 => "Length Required",
        413 => "Content Too Large",
        417 => "Expectation Failed",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        _ => "Status",
    };
}
