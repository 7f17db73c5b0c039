namespace LianPay.Core.Payments;

/// <summary>
/// Reads a file block by block. The first reading notes the hash of each block; the second gives out no byte of a block before
/// the block has been found to be the one that was checked.
/// </summary>
internal sealed class BlockStream : Stream
{
    private readonly Stream _file;
    private readonly string _fileName;
    private readonly BlockHashes _hashes;
    private readonly bool _verify;
    private readonly byte[] _block = new byte[BlockHashes.BlockLength];
    private int _index;
    private int _length;
    private int _position;
    private bool _ended;

    private BlockStream(Stream file, string fileName, BlockHashes hashes, bool verify)
    {
        _file = file;
        _fileName = fileName;
        _hashes = hashes;
        _verify = verify;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The first reading: notes what is read. Owns the file.</summary>
    internal static BlockStream Record(Stream file, string fileName, BlockHashes hashes) => new(file, fileName, hashes, verify: false);

    /// <summary>The second reading: fails with <see cref="PaymentFileError.FileChanged"/> at the first block that is another. Owns the file.</summary>
    internal static BlockStream Verify(Stream file, string fileName, BlockHashes hashes) => new(file, fileName, hashes, verify: true);

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_position == _length && !NextBlock())
        {
            return 0;
        }

        int count = Math.Min(buffer.Length, _length - _position);
        _block.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool NextBlock()
    {
        if (_ended)
        {
            return false;
        }

        _position = 0;
        _length = 0;
        int length = Fill();
        bool ended = length < _block.Length;
        ReadOnlySpan<byte> block = _block.AsSpan(0, length);
        if (_verify)
        {
            Verify(block, ended);
        }
        else if (length > 0)
        {
            _hashes.Add(block);
        }

        _index++;
        _length = length;
        _ended = ended;
        return length > 0;
    }

    private void Verify(ReadOnlySpan<byte> block, bool ended)
    {
        int blocksRead = block.IsEmpty ? _index : _index + 1;
        if ((block.IsEmpty || _hashes.Matches(_index, block)) && (!ended || blocksRead == _hashes.Count))
        {
            return;
        }

        // No block is at this index: whoever reads on after the error meets it again, and never a clean end.
        _index = -1;
        throw PaymentSource.Changed(_fileName);
    }

    private int Fill()
    {
        try
        {
            return _file.ReadAtLeast(_block, _block.Length, throwOnEndOfStream: false);
        }
        catch (IOException failure)
        {
            throw new PaymentFileException(PaymentFileError.FileUnreadable, $"{_fileName} cannot be read to its end: {failure.Message}");
        }
    }
}
