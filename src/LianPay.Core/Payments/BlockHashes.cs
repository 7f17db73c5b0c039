using System.Security.Cryptography;

namespace LianPay.Core.Payments;

/// <summary>
/// A SHA-256 of every 64 KiB of a file as it was checked. With it the second reading can hold each block against the first
/// before a single row of it leaves; one hash of the whole file would be known only after its last row has left.
/// </summary>
internal sealed class BlockHashes
{
    /// <summary>The length of a block in bytes; the last one may be shorter.</summary>
    internal const int BlockLength = 64 * 1024;

    private readonly List<byte> _hashes = [];

    /// <summary>How many blocks there are.</summary>
    internal int Count => _hashes.Count / SHA256.HashSizeInBytes;

    /// <summary>The length of the file in bytes.</summary>
    internal long Length { get; private set; }

    /// <summary>Adds the next block.</summary>
    internal void Add(ReadOnlySpan<byte> block)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(block, hash);
        _hashes.AddRange(hash);
        Length += block.Length;
    }

    /// <summary>Whether the block at the index is the one that was added there.</summary>
    internal bool Matches(int index, ReadOnlySpan<byte> block)
    {
        if (index < 0 || index >= Count)
        {
            return false;
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(block, hash);
        return hash.SequenceEqual(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_hashes).Slice(index * SHA256.HashSizeInBytes, hash.Length));
    }
}
