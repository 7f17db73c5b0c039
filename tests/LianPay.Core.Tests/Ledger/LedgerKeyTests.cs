using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LianPay.Core.Ledger;

namespace LianPay.Core.Tests.Ledger;

public sealed class LedgerKeyTests
{
    private static readonly LedgerKey Key = new(new byte[32]);

    [Fact]
    public void No_two_rows_have_the_same_checksum()
    {
        object?[][] rows =
        [
            [], [null], [null, null], [""], ["", null], ["", ""], ["a"], ["a", ""], ["", "a"], ["ab"], ["a", "b"], ["1"], [1L], [0L], [-1L], [1L << 40],
            ["n"], ["i\0\0\0\0\0\0\0\x01"], ["t\0\0\0\x01a"], ["a\0"], ["é"], ["e\u0301"],
        ];

        Assert.Equal(rows.Length * 2, rows.SelectMany(row => new[] { Key.Checksum("payment", row), Key.Checksum("payment_event", row) }).Distinct().Count());
        Assert.All(rows, row => Assert.NotEqual(Key.Checksum("payment", row), new LedgerKey([.. new byte[31], 1]).Checksum("payment", row)));
    }

    [Fact]
    public void A_mac_is_of_its_order_and_code_however_they_are_cut()
    {
        PaymentKey[] keys = [new("a", "b", "c"), new("ab", "", "c"), new("a", "bc", ""), new("", "ab", "c")];

        Assert.Equal(keys.Length, keys.Select(key => Key.MacOf(key, "123456")).Distinct().Count());
        Assert.NotEqual(Key.MacOf(new("a", "b", "c1"), "23456"), Key.MacOf(new("a", "b", "c"), "123456"));
    }

    [Fact]
    public void A_check_value_tells_a_wrong_key_from_damage()
    {
        string other = new LedgerKey([.. new byte[31], 1]).CheckValue;

        Assert.NotEqual(Key.CheckValue, other);
        Assert.True(LedgerKey.IsWholeCheckValue(other));
        Assert.False(LedgerKey.IsWholeCheckValue(other[..^1] + (other[^1] == '0' ? '1' : '0')));
        Assert.False(LedgerKey.IsWholeCheckValue(other + "0"));
        Assert.False(LedgerKey.IsWholeCheckValue("x" + other[1..]));
    }

    /// <summary>Why a MAC: six digits under a bare hash are found in a moment by trying them all.</summary>
    [Fact]
    public void Trying_every_code_finds_it_under_a_bare_hash_and_not_under_the_mac()
    {
        const string Code = "004711";
        PaymentKey payment = new("gateway", "partner", "order");
        byte[] bare = SHA256.HashData(Encoding.ASCII.GetBytes(Code));
        byte[] mac = Convert.FromHexString(Key.MacOf(payment, Code));
        List<string> underHash = [];
        List<string> underMac = [];
        for (int number = 0; number < 10_000; number++)
        {
            string code = number.ToString("000000", CultureInfo.InvariantCulture);
            byte[] hash = SHA256.HashData(Encoding.ASCII.GetBytes(code));
            if (hash.AsSpan().SequenceEqual(bare))
            {
                underHash.Add(code);
            }

            if (hash.AsSpan().SequenceEqual(mac))
            {
                underMac.Add(code);
            }
        }

        Assert.Equal([Code], underHash);
        Assert.Empty(underMac);
    }
}
