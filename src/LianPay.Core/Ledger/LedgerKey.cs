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
    private static byte[] Mac(byte[] key, string domain, ReadOnlySpan<object?> values)
    {
        using IncrementalHash mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        AppendText(mac, domain);
        Span<byte> header = stackalloc byte[9];
        foreach (object? value in values)
        {
            switch (value)
            {
                case null:
                    mac.AppendData("n"u8);
                    break;
                case long number:
                    header[0] = (byte)'i';
                    BinaryPrimitives.WriteInt64BigEndian(header[1..], number);
                    mac.AppendData(header);
                    break;
                case string text:
                    AppendText(mac, text);
                    break;
                default:
                    throw new ArgumentException("A column holds text, a 64-bit integer or nothing.", nameof(values));
            }
        }

        return mac.GetHashAndReset();
    }

    private static void AppendText(IncrementalHash mac, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> header = stackalloc byte[5];
        header[0] = (byte)'t';
        BinaryPrimitives.WriteInt32BigEndian(header[1..], bytes.Length);
        mac.AppendData(header);
        mac.AppendData(bytes);
    }
}
