using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LianPay.Core.Tests.Sandbox;

/// <summary>One connection to a sandbox that sends any bytes and keeps whatever comes back.</summary>
internal static class RawCall
{
    /// <summary>Sends the bytes and reads to the end of the stream.</summary>
    /// <exception cref="IOException">The connection was reset.</exception>
    internal static async Task<byte[]> SendAsync(Uri gateway, params byte[][] parts)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, gateway.Port, TestContext.Current.CancellationToken);
        NetworkStream stream = client.GetStream();
        foreach (byte[] part in parts)
        {
            await stream.WriteAsync(part, TestContext.Current.CancellationToken);
        }

        using MemoryStream received = new();
        await stream.CopyToAsync(received, TestContext.Current.CancellationToken);
        return received.ToArray();
    }

    internal static async Task<string> SendTextAsync(Uri gateway, string text) =>
        Encoding.UTF8.GetString(await SendAsync(gateway, Encoding.ASCII.GetBytes(text)));

    /// <summary>The head of a POST.</summary>
    internal static byte[] Head(string page, int length, string headers = "") => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"POST /paymentapi/{page} HTTP/1.1\r\nHost: 127.0.0.1\r\n{headers}Content-Length: {length}\r\n\r\n"));

    /// <summary>Splits an answer after the empty line.</summary>
    internal static (string Head, byte[] Body) Split(byte[] answer)
    {
        int end = answer.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
        return (Encoding.ASCII.GetString(answer, 0, end), answer[end..]);
    }
}
