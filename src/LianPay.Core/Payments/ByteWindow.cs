using System.Text;

namespace LianPay.Core.Payments;

/// <summary>The part of a stream that is being looked at. It grows up to 1 MiB when one row needs it, and counts lines as it moves on.</summary>
internal sealed class ByteWindow : IDisposable
{
    /// <summary>The longest row in bytes: far above any payment.</summary>
    internal const int MaxRowLength = 1024 * 1024;

    private readonly Stream _stream;
    private readonly string _fileName;
    private byte[] _buffer = new byte[BlockHashes.BlockLength];
    private int _start;
    private int _end;

    /// <summary>Looks at a stream from its start; a byte order mark is passed over. Owns the stream.</summary>
    internal ByteWindow(Stream stream, string fileName)
    {
        _stream = stream;
        _fileName = fileName;
        Fill();
        if (Bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            _start += 3;
        }
    }

    /// <summary>The bytes that are here and not yet passed.</summary>
    internal ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Whether nothing follows <see cref="Bytes"/>.</summary>
    internal bool IsFinal { get; private set; }

    /// <summary>The 1-based line at which <see cref="Bytes"/> begins.</summary>
    internal long Line { get; private set; } = 1;

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <summary>Passes over bytes.</summary>
    internal void Advance(int count)
    {
        Line += Bytes[..count].Count((byte)'\n');
        _start += count;
    }

    /// <summary>Brings more bytes, keeping those that are here.</summary>
    /// <exception cref="PaymentFileException">The row is too large.</exception>
    internal void Fill()
    {
        if (_start > 0)
        {
            Bytes.CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        else if (_end == _buffer.Length)
        {
            if (_buffer.Length >= MaxRowLength)
            {
                throw new PaymentFileException(PaymentFileError.RowTooLarge, FormattableString.Invariant($"{_fileName}:{Line}: a row is longer than {MaxRowLength} bytes."), Line);
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int wanted = _buffer.Length - _end;
        try
        {
            int read = _stream.ReadAtLeast(_buffer.AsSpan(_end), wanted, throwOnEndOfStream: false);
            _end += read;
            IsFinal = read < wanted;
        }
        catch (DecoderFallbackException)
        {
            throw new PaymentFileException(PaymentFileError.Encoding, FormattableString.Invariant($"{_fileName}:{Line}: here or further down are bytes that are no text in the encoding that was given."), Line);
        }
    }

    /// <summary>Takes the next line, without its end.</summary>
    /// <param name="line">Its bytes, good until the next call.</param>
    /// <param name="number">Its 1-based number.</param>
    /// <returns><see langword="false"/> after the last line.</returns>
    internal bool TryReadLine(out ReadOnlySpan<byte> line, out long number)
    {
        int length = Bytes.IndexOf((byte)'\n');
        while (length < 0 && !IsFinal)
        {
            Fill();
            length = Bytes.IndexOf((byte)'\n');
        }

        number = Line;
        bool last = length < 0;
        line = last ? Bytes : Bytes[..length];
        bool found = !last || !line.IsEmpty;
        Advance(last ? line.Length : length + 1);
        return found;
    }
}
