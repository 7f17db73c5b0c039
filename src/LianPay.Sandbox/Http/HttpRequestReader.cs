using System.Buffers;

namespace LianPay.Sandbox;

/// <summary>Reads requests from one connection, one after the other, into one pooled buffer.</summary>
internal sealed class HttpRequestReader(Stream stream) : IDisposable
{
    private const int InitialBuffer = 4 * 1024;
    private const int MaxHead = 16 * 1024;
    private const int HeadTooLarge = 431;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBuffer);
    private int _start;
    private int _end;

    /// <summary>Reads the head of the next request; null when the client is done.</summary>
    internal async ValueTask<HttpHead?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        int searched = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf("\r\n\r\n"u8);
            if (length >= 0)
            {
                HttpHead head = HttpHeadParser.Parse(_buffer.AsSpan(_start, searched + length));
                _start += searched + length + 4;
                return head;
            }

            if (_end - _start > MaxHead)
            {
                return HttpHead.Refused(HeadTooLarge);
            }

            searched = Math.Max(0, _end - _start - 3);
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }
        }
    }

    /// <summary>Reads a body; null when the client closed the connection before its end.</summary>
    /// <returns>A part of the buffer: good until the next head is read.</returns>
    internal async ValueTask<ReadOnlyMemory<byte>?> ReadBodyAsync(int length, CancellationToken cancellationToken)
    {
        while (_end - _start < length)
        {
            if (!await FillAsync(cancellationToken).ConfigureAwait(false))
            {
                return null;
            }
        }

        ReadOnlyMemory<byte> body = _buffer.AsMemory(_start, length);
        _start += length;
        return body;
    }

    public void Dispose()
    {
        // What was read may hold a query in the clear; the pool is the whole process's.
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = [];
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        int read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    private void MakeRoom()
    {
        int unread = _end - _start;
        if (unread == 0)
        {
            _start = _end = 0;
        }
        else if (_end == _buffer.Length)
        {
            byte[] target = _start > 0 ? _buffer : ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            Buffer.BlockCopy(_buffer, _start, target, 0, unread);
            if (target != _buffer)
            {
                ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
                _buffer = target;
            }

            (_start, _end) = (0, unread);
        }
    }
}
