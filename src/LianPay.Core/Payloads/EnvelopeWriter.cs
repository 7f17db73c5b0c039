using System.Buffers.Text;
using System.Text;

namespace LianPay.Core.Payloads;

/// <summary>Writes the parts of an envelope one after the other into one buffer: base64, joined by <c>$</c>.</summary>
internal struct EnvelopeWriter
{
    private readonly byte[] _buffer;
    private int _length;

    /// <summary>Begins with the part that is no base64.</summary>
    /// <param name="version">ASCII.</param>
    /// <param name="lengths">How many bytes each of the other parts has.</param>
    internal EnvelopeWriter(ReadOnlySpan<byte> version, params ReadOnlySpan<int> lengths)
    {
        int length = version.Length;
        foreach (int part in lengths)
        {
            length += 1 + Base64.GetMaxEncodedToUtf8Length(part);
        }

        _buffer = new byte[length];
        version.CopyTo(_buffer);
        _length = version.Length;
    }

    /// <summary>Adds a part.</summary>
    /// <returns>Where it begins, for <see cref="From"/>.</returns>
    internal int Add(ReadOnlySpan<byte> part)
    {
        _buffer[_length] = (byte)'$';
        int start = _length + 1;
        int length = Base64.GetMaxEncodedToUtf8Length(part.Length);
        Base64.EncodeToUtf8(part, _buffer.AsSpan(start, length), out _, out _);
        _length = start + length;
        return start;
    }

    /// <summary>What was written from there on.</summary>
    internal readonly ReadOnlySpan<byte> From(int start) => _buffer.AsSpan(start, _length - start);

    /// <summary>The envelope.</summary>
    public override readonly string ToString() => Encoding.ASCII.GetString(_buffer);
}
