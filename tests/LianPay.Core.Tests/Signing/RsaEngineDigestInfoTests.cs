using System.Text;

namespace LianPay.Core.Tests.Signing;

/// <summary>
/// Signatures over a DigestInfo of which one element is not in DER, or not there (FAULTS P3): what Wycheproof's files have for the hashes that they know,
/// here for MD5. The key's own signature stands under each: only the comparison of the block stands between it and a forgery.
/// </summary>
public sealed class RsaEngineDigestInfoTests
{
    private static readonly byte[] Message = Encoding.UTF8.GetBytes("no_order=20170208165924&ret_code=0000&sign_type=RSA");

    public static TheoryData<int, string, string> Manglings =>
        [.. from bits in (int[])[1024, 2048] from row in DigestInfo.Manglings select new TheoryDataRow<int, string, string>(bits, row.Class, row.Name)];

    [Theory]
    [InlineData(1024)]
    [InlineData(2048)]
    public void The_tree_as_it_should_be_is_accepted_by_both_engines(int bits) => Assert.Equal([true, true], Verdicts(bits, DigestInfo.Of(Message)));

    [Theory]
    [MemberData(nameof(Manglings))]
    public void A_DigestInfo_with_any_one_element_written_otherwise_is_refused_by_both_engines(int bits, string wycheproofClass, string name)
    {
        Func<byte, byte[], byte[]> write = DigestInfo.Manglings.Single(row => (row.Class, row.Name) == (wycheproofClass, name)).Write;

        // Of an empty NULL there is nothing to cut off or to change.
        byte[][] mangled = [.. DigestInfo.Elements.Select(element => DigestInfo.Of(Message, element, write)).Where(other => !other.SequenceEqual(DigestInfo.Of(Message)))];

        Assert.InRange(mangled.Length, 4, 5);
        Assert.All(mangled, other => Assert.Equal([false, false], Verdicts(bits, other)));
    }

    private static bool[] Verdicts(int bits, byte[] digestInfo)
    {
        TestKey key = bits == 1024 ? TestKeys.Merchant1024 : TestKeys.Merchant2048;
        byte[] signature = RawRsa.Sign(key, [0, 1, .. Enumerable.Repeat((byte)0xff, (bits / 8) - 3 - digestInfo.Length), 0, .. digestInfo]);
        return [.. RsaEngines.Both.Select(engine => engine.Verify(key.PublicKey, Message, signature))];
    }
}
