using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace LianPay.Core.Ledger;

/// <summary>
/// The record key, 32 random bytes that lie outside the database: in it they would protect nothing, for a million confirm
/// codes are tried in a second.
/// </summary>
/// <remarks>
/// It is never used itself. HKDF-SHA256 derives one key for each purpose, so that no MAC of a confirm code is ever the
/// checksum of a row, whatever the texts are. Safe for any number of threads.
/// </remarks>
internal sealed class LedgerKey
{
    /// <summary>The length of the key, in bytes.</summary>
    internal const int Length = 32;

    /// <summary>Of a checksum, in bytes: 128 bits are enough for a MAC, and half as long in every row.</summary>
    private const int ChecksumLength = 16;

    /// <summary>Up to which length, in bytes, what goes into a MAC needs no memory of the heap.</summary>
    private const int StackLimit = 1024;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789ABCDEF");

    private readonly byte[] _codeKey;
    private readonly byte[] _checksumKey;
    private readonly byte[] _check;

    internal LedgerKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != Length)
        {
            throw new ArgumentException("A record key has 32 bytes.", nameof(key));
        }

        _codeKey = Derive(key, "LianPay ledger 1: confirm codes");
        _checksumKey = Derive(key, "LianPay ledger 1: checksums");
        _check = Derive(key, "LianPay ledger 1: key check");
    }

    /// <summary>What a ledger keeps of its key, to tell a wrong key from damage: a value that is derived from the key, and a hash of that value.</summary>
    internal string CheckValue => CheckText(_check);

    /// <summary>HMAC-SHA256 of a confirm code and what it belongs to, in hex.</summary>
    internal string MacOf(PaymentKey key, string confirmCode) =>
        Convert.ToHexString(Mac(_codeKey, "confirm code", [key.Gateway, key.PartnerId, key.OrderNumber, confirmCode]));

    /// <summary>The checksum of a row, in hex.</summary>
    /// <param name="table">The table: a row that is moved to another table does not fit there.</param>
    /// <param name="values">Every column but the checksum, in the table's order: text, long or null.</param>
    internal string Checksum(string table, ReadOnlySpan<object?> values) =>
        Convert.ToHexString(Mac(_checksumKey, table, values).AsSpan(0, ChecksumLength));

    /// <summary>True when a check value is whole, whichever key it is of.</summary>
    internal static bool IsWholeCheckValue(string value) =>
        value.Length == CheckText(new byte[Length]).Length
        && value.AsSpan(0, Length * 2).IndexOfAnyExcept(HexDigits) < 0
        && CheckText(Convert.FromHexString(value.AsSpan(0, Length * 2))) == value;

    private static string CheckText(byte[] check) =>
        Convert.ToHexString(check) + Convert.ToHexString(SHA256.HashData(check).AsSpan(0, 8));

    private static byte[] Derive(ReadOnlySpan<byte> key, string purpose)
    {
        byte[] derived = new byte[Length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, salt: [], Encoding.ASCII.GetBytes(purpose));
        return derived;
    }

    /// <summary>Each value goes in with its type and its length, so that no two lists of values give the same bytes.</summary>
    /// <remarks>In one piece: a row has forty columns, and forty calls of the library take longer than the hash.</remarks>
    private static byte[] Mac(byte[] key, string domain, ReadOnlySpan<object?> values)
    {
        int capacity = CapacityOf(domain);
        foreach (object? value in values)
        {
            capacity += CapacityOf(value);
        }

        byte[]? rented = null;
        Span<byte> buffer = capacity <= StackLimit ? stackalloc byte[StackLimit] : (rented = ArrayPool<byte>.Shared.Rent(capacity));
        int length = Write(domain, buffer);
        try
        {
            foreach (object? value in values)
            {
                length += Write(value, buffer[length..]);
            }

            return HMACSHA256.HashData(key, buffer[..length]);
        }
        finally
        {
            // A confirm code may be among them.
            CryptographicOperations.ZeroMemory(buffer[..length]);
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    private static int CapacityOf(object? value) => value is string text ? 5 + Encoding.UTF8.GetMaxByteCount(text.Length) : 9;

    private static int Write(object? value, Span<byte> target)
    {
        switch (value)
        {
            case null:
                target[0] = (byte)'n';
                return 1;
            case long number:
                target[0] = (byte)'i';
                BinaryPrimitives.WriteInt64BigEndian(target[1..], number);
                return 9;
            case string text:
                target[0] = (byte)'t';
                int length = Encoding.UTF8.GetBytes(text, target[5..]);
                BinaryPrimitives.WriteInt32BigEndian(target[1..], length);
                return 5 + length;
            default:
                throw new ArgumentException("A column holds text, a 64-bit integer or nothing.", nameof(value));
        }
    }
}
