using System.Buffers.Binary;

namespace LianPay.Fuzz.Ledger;

/// <summary>What an input makes of a sound ledger.</summary>
/// <remarks>
/// One change after the other, each a letter and its arguments (numbers are two bytes, the low one first, and taken modulo the length of the file):
/// <c>w</c> place, count, bytes: writes bytes; <c>x</c> place, byte: flips bits; <c>t</c> length: cuts the file; <c>c</c> from, to, sixteens: copies bytes;
/// <c>k</c> place, byte: flips bits of the key; <c>K</c> length: cuts the key; <c>l</c>: the rest is a log beside the file. Other bytes mean nothing.
/// </remarks>
internal sealed class LedgerChanges
{
    private const int PageLength = 4096;

    private LedgerChanges(byte[] file, byte[] key)
    {
        File = file;
        Key = key;
    }

    /// <summary>The file of the ledger.</summary>
    internal byte[] File { get; private set; }

    /// <summary>The file of its key.</summary>
    internal byte[] Key { get; private set; }

    /// <summary>The log beside it, if there is one.</summary>
    internal byte[]? Log { get; private set; }

    private static ReadOnlySpan<byte> SqliteMark => "SQLite format 3\0"u8;

    internal static LedgerChanges Of(byte[] input, byte[] sound, byte[] key)
    {
        if (input.AsSpan().StartsWith(SqliteMark))
        {
            return new LedgerChanges(input, [.. key]);
        }

        LedgerChanges changes = new([.. sound], [.. key]);
        Arguments rest = new(input);
        while (rest.TryByte(out byte letter))
        {
            changes.Apply((char)letter, ref rest);
        }

        return changes;
    }

    internal static IEnumerable<Seed> Seeds()
    {
        yield return new("sound", "");
        yield return new("not-sqlite", Write(0, "SQLite format 4"u8));
        yield return new("page-size", Write(16, [0x02, 0x00]));
        yield return new("legacy-journal", Write(18, [1, 1]));
        yield return new("page-count", Write(28, [0, 0, 0, 1]));
        yield return new("free-list", Write(32, [0, 0, 0, 2, 0, 0, 0, 1]));
        yield return new("encoding", Write(56, [0, 0, 0, 2]));
        yield return new("newer-schema", Write(60, [0, 0, 0, 2]));
        yield return new("older-schema", Write(60, [0, 0, 0, 0]));
        yield return new("other-application", Write(68, [0, 0, 0, 0]));
        yield return new("cut", [(byte)'t', .. Number(3 * PageLength)]);
        yield return new("cut-in-a-page", [(byte)'t', .. Number(5000)]);
        yield return new("empty", [(byte)'t', 0, 0]);
        yield return new("other-key", "k\u0001\0\u0001");
        yield return new("short-key", "K\u001f\0");
        yield return new("log", "l7\u007f\u0006\u0082 a log");
        yield return new("whole-file", [.. SqliteMark, 0x10, 0x00, 2, 2, 0, 64, 32, 32]);
        for (int page = 1; page < 12; page++)
        {
            yield return new(FormattableString.Invariant($"page-{page}-head"), Flip(page * PageLength, 8));
            yield return new(FormattableString.Invariant($"page-{page}-cells"), Flip((page * PageLength) + 9, 1));
            yield return new(FormattableString.Invariant($"page-{page}-row"), Flip(((page + 1) * PageLength) - 20, 1));
            yield return new(FormattableString.Invariant($"page-{page}-copied"), [(byte)'c', .. Number(page * PageLength), .. Number((page % 11 * PageLength) + PageLength), 255]);
        }
    }

    private static byte[] Write(int place, ReadOnlySpan<byte> bytes) => [(byte)'w', .. Number(place), (byte)bytes.Length, .. bytes];

    private static byte[] Flip(int place, byte bits) => [(byte)'x', .. Number(place), bits];

    private static byte[] Number(int value)
    {
        byte[] bytes = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return bytes;
    }

    private void Apply(char letter, ref Arguments rest)
    {
        switch (letter)
        {
            case 'w' when rest.TryPlace(File.Length, out int place) && rest.TryByte(out byte count):
                ReadOnlySpan<byte> bytes = rest.Take(Math.Min((int)count, File.Length - place));
                bytes.CopyTo(File.AsSpan(place));
                break;
            case 'x' when rest.TryPlace(File.Length, out int place) && rest.TryByte(out byte bits):
                File[place] ^= bits;
                break;
            case 't' when rest.TryPlace(File.Length, out int length):
                File = File[..length];
                break;
            case 'c' when rest.TryPlace(File.Length, out int from) && rest.TryPlace(File.Length, out int to) && rest.TryByte(out byte sixteens):
                int copied = Math.Min(sixteens * 16, File.Length - Math.Max(from, to));
                File.AsSpan(from, copied).CopyTo(File.AsSpan(to));
                break;
            case 'k' when rest.TryPlace(Key.Length, out int place) && rest.TryByte(out byte bits):
                Key[place] ^= bits;
                break;
            case 'K' when rest.TryPlace(Key.Length, out int length):
                Key = Key[..length];
                break;
            case 'l':
                Log = rest.Take(int.MaxValue).ToArray();
                break;
        }
    }

    /// <summary>The bytes of the input that are not yet used.</summary>
    private ref struct Arguments(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;

        internal bool TryByte(out byte value)
        {
            ReadOnlySpan<byte> taken = Take(1);
            value = taken.IsEmpty ? (byte)0 : taken[0];
            return !taken.IsEmpty;
        }

        /// <summary>A place in something that is so long; none in what is empty.</summary>
        internal bool TryPlace(int length, out int place)
        {
            ReadOnlySpan<byte> taken = Take(sizeof(ushort));
            bool isWhole = taken.Length == sizeof(ushort) && length > 0;
            place = isWhole ? BinaryPrimitives.ReadUInt16LittleEndian(taken) % length : 0;
            return isWhole;
        }

        internal ReadOnlySpan<byte> Take(int count)
        {
            ReadOnlySpan<byte> taken = _rest[..Math.Min(count, _rest.Length)];
            _rest = _rest[taken.Length..];
            return taken;
        }
    }
}
