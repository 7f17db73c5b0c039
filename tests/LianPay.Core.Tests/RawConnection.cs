using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace LianPay.Core.Tests;

/// <summary>One connection of a <see cref="RawServer"/>, in the hands of its script.</summary>
internal sealed class RawConnection(RawServer server, Socket socket, Stream stream, CancellationToken stop) : IDisposable
{
    private readonly byte[] _buffer = new byte[128 * 1024];
    private int _filled;

    /// <summary>False once the script has closed or reset it.</summary>
    internal bool IsOpen { get; private set; } = true;

    /// <summary>Cancelled when the server is disposed of: a script that hangs on purpose awaits it.</summary>
    internal CancellationToken Stopped => stop;

    /// <summary>Reads one request to the end of its Content-Length and counts it.</summary>
    /// <returns>Its bytes, head and body; null when the client closed the connection before the end.</returns>
    internal async Task<byte[]?> ReadRequestAsync()
    {
        while (true)
        {
            int length = FindRequestLength();
            if (length >= 0 && _filled >= length)
            {
                byte[] request = _buffer[..length];
                _filled -= length;
                Buffer.BlockCopy(_buffer, length, _buffer, 0, _filled);
                server.CountRequest();
                return request;
            }

            int read = await stream.ReadAsync(_buffer.AsMemory(_filled), stop);
            if (read == 0)
            {
                return null;
            }

            server.CountBytes(read);
            _filled += read;
        }
    }

    /// <summary>Sends bytes as they are.</summary>
    internal async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await stream.WriteAsync(bytes, stop);
        await stream.FlushAsync(stop);
    }

    /// <summary>Sends ASCII text as it is.</summary>
    internal Task WriteAsync(string text) => WriteAsync(Encoding.ASCII.GetBytes(text));

    /// <summary>Sends a whole answer: a status line, Content-Length and the body.</summary>
    internal Task ReplyAsync(ReadOnlySpan<byte> body, int status = 200, string headers = "Content-Type: application/json;charset=utf-8\r\n") =>
        WriteAsync(Reply(body, status, headers));

    /// <summary>Never goes on: for servers that accept, perhaps read, and say nothing.</summary>
    internal Task HangAsync() => Task.Delay(Timeout.Infinite, stop);

    /// <summary>Closes in order: the client reads to the end of the stream.</summary>
    internal void Close()
    {
        IsOpen = false;
        stream.Dispose();
    }

    /// <summary>Resets: the client's read fails.</summary>
    internal void Reset()
    {
        IsOpen = false;
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    public void Dispose() => stream.Dispose();

    /// <summary>The bytes of a whole answer, for scripts that cut them.</summary>
    internal static byte[] Reply(ReadOnlySpan<byte> body, int status = 200, string headers = "Content-Type: application/json;charset=utf-8\r\n")
    {
        byte[] head = Encoding.ASCII.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Status\r\n{headers}Content-Length: {body.Length}\r\n\r\n"));
        return [.. head, .. body];
    }

    private int FindRequestLength()
    {
        ReadOnlySpan<byte> received = _buffer.AsSpan(0, _filled);
        int headEnd = received.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
        {
            return -1;
        }

        string head = Encoding.ASCII.GetString(received[..headEnd]);
        string? length = head.Split("\r\n")
            .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(line => line["Content-Length:".Length..].Trim())
            .FirstOrDefault();
        return headEnd + 4 + (length is null ? 0 : int.Parse(length, CultureInfo.InvariantCulture));
    }
}
