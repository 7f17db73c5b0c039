using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace LianPay.Core.Payments;

/// <summary>
/// Every order of a file and the code that it came with, in about 40 bytes an order whatever its length, so that a million of them stay small.
/// </summary>
/// <remarks>
/// Orders are told apart by 128 bits of a SHA-256 over a random seed and the order: two honest orders never meet (2^-89 for a
/// million), and nobody can make them meet without the seed. Of the code, a bearer secret, only a keyed hash is kept.
/// </remarks>
internal sealed class OrderIndex
{
    private const int SeedLength = 16;
    private const int ChunkBits = 12;
    private const int ChunkLength = 1 << ChunkBits;

    // Chunks never move: doubling one array would hold the old and the new one at once.
    private readonly List<Entry[]> _chunks = [];
    private readonly byte[] _seed = RandomNumberGenerator.GetBytes(SeedLength);
    private int[] _buckets = new int[ChunkLength];

    /// <summary>What the index knew of an order before it was noted.</summary>
    internal enum Verdict
    {
        /// <summary>No sound row of this order came before.</summary>
        First,

        /// <summary>A sound row with the same code came before.</summary>
        Duplicate,

        /// <summary>A row with another code came before.</summary>
        Conflict,
    }

    /// <summary>How many orders there are.</summary>
    internal int Count { get; private set; }

    /// <summary>How many entries were looked at in all: the measure of the work, in steps instead of seconds.</summary>
    internal long Probes { get; private set; }

    /// <summary>Notes a row.</summary>
    /// <param name="order">Its order number, at most 32 ASCII characters.</param>
    /// <param name="code">Its confirm code, which may be one that is refused.</param>
    /// <param name="line">Its line.</param>
    /// <param name="sound">Whether the row would leave: a row that is left out makes no later one a duplicate.</param>
    /// <param name="earlierLine">The line of the row that is a duplicate's or a conflict's other side.</param>
    internal Verdict Note(string order, string code, long line, bool sound, out long earlierLine)
    {
        Hash(order, out ulong high, out ulong low);
        Hash(code, out ulong codeTag, out _);

        for (int index = _buckets[BucketOf(low)]; index != 0; index = At(index).Next)
        {
            Probes++;
            ref Entry entry = ref At(index);
            if (entry.Low != low || entry.High != high)
            {
                continue;
            }

            earlierLine = entry.Line;
            if (entry.CodeTag != codeTag)
            {
                return Verdict.Conflict;
            }

            if (entry.Taken)
            {
                return Verdict.Duplicate;
            }

            if (sound)
            {
                entry.Taken = true;
                entry.Line = line;
            }

            return Verdict.First;
        }

        earlierLine = 0;
        Add(new Entry { High = high, Low = low, CodeTag = codeTag, Line = line, Taken = sound });
        return Verdict.First;
    }

    private void Add(Entry entry)
    {
        if (Count == _buckets.Length)
        {
            Rehash();
        }

        if (Count % ChunkLength == 0)
        {
            _chunks.Add(new Entry[ChunkLength]);
        }

        // Index 0 in a bucket means none.
        int index = ++Count;
        ref int bucket = ref _buckets[BucketOf(entry.Low)];
        entry.Next = bucket;
        At(index) = entry;
        bucket = index;
    }

    private void Rehash()
    {
        _buckets = new int[_buckets.Length * 2];
        for (int index = 1; index <= Count; index++)
        {
            ref Entry entry = ref At(index);
            ref int bucket = ref _buckets[BucketOf(entry.Low)];
            entry.Next = bucket;
            bucket = index;
        }
    }

    private ref Entry At(int index) => ref _chunks[(index - 1) >> ChunkBits][(index - 1) & (ChunkLength - 1)];

    private int BucketOf(ulong low) => (int)(low & (ulong)(_buckets.Length - 1));

    private void Hash(string text, out ulong high, out ulong low)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        int length = Encoding.UTF8.GetByteCount(text);
        Span<byte> input = length <= 64 ? stackalloc byte[SeedLength + length] : new byte[SeedLength + length];
        _seed.CopyTo(input);
        Encoding.UTF8.GetBytes(text, input[SeedLength..]);
        SHA256.HashData(input, hash);
        high = BinaryPrimitives.ReadUInt64LittleEndian(hash);
        low = BinaryPrimitives.ReadUInt64LittleEndian(hash[sizeof(ulong)..]);
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Entry
    {
        internal ulong High;
        internal ulong Low;
        internal ulong CodeTag;
        internal long Line;
        internal int Next;
        internal bool Taken;
    }
}
