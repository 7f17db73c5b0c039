using System.Buffers.Text;
using System.Text;

namespace LianPay.Core.Payloads;

/// <summary>Writes the parts of an envelope one after the other into one buffer: base64, joined by <c>$</c>.</summary>
internal struct EnvelopeWriter
{
    private byte[] _buffer;
    private int _length;

    /// <summary>Begins with the part that is no base64.</summary>
    /// <param name="version">ASCII.</param>
    /// <param name="capacity">How many bytes are to come; a guess that is too small costs time and nothing else.</param>
    internal EnvelopeWriter(ReadOnlySpan<byte> version, int capacity)
    {
        _buffer = new byte[version.Length + capacity];
        version.CopyTo(_buffer);
        _length = version.Length;
    }

    /// <summary>Adds a part.</summary>
    /// <returns>Where it begins, for <see cref="From"/>.</returns>
    internal int Add(ReadOnlySpan<byte> part)
    {
        int start = _length + 1;
        int end = start + Base64.GetMaxEncodedToUtf8Length(part.Length);
        if (end > _buffer.Length)
        {
            Array.Resize(ref _buffer, Math.Max(end, 2 * _buffer.Length));
        }

        _buffer[_length] = (byte)'$';
        Base64.EncodeToUtf8(part, _buffer.AsSpan(start), out _, out _);
        _length = end;
        return start;
    }

    /// <summary>What was written from there on.</summary>
    internal readonly ReadOnlySpan<byte> From(int start) => _buffer.AsSpan(start, _length - start);

    /// <summary>The envelope.</summary>
    public override readonly string ToString() => Encoding.ASCII.GetString(_buffer, 0, _length);
}
