using System.Text;
using CsCheck;
using LianPay.Core.Payloads;

namespace LianPay.Core.Tests.Payloads;

/// <summary>An envelope in which one character is another is not opened, wherever it stands and whatever it has become.</summary>
public sealed class PayloadChangeTests
{
    private const int ChangesEach = 25;

    private static readonly TestKey Key = TestKeys.Merchant1024;

    /// <summary>Most of them of base64, for any other is seen at once.</summary>
    private static readonly Gen<char> Other = Gen.Frequency(
        (6, Gen.Char["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="]),
        (1, Gen.Char["$\r\n \t\0-_\u00a0"]),
        (1, Gen.Char['\0', '\u00ff']),
        (1, Gen.Char));

    [Fact]
    public void No_envelope_is_opened_with_one_character_changed() =>
        Gen.Select(UnicodeText.WellFormed, Gen.Select(Gen.UInt, Other).Array[ChangesEach]).Sample(
            (text, changes) =>
            {
                string payload = Payload.Seal(Encoding.UTF8.GetBytes(text), Key.PublicKey);
                foreach ((uint at, char other) in changes)
                {
                    int index = (int)(at % payload.Length);
                    char[] changed = payload.ToCharArray();
                    changed[index] = other == payload[index] ? '*' : other;

                    PayloadError error = PayloadTests.ErrorOf(new string(changed), Key);
                    Assert.NotEqual(PayloadError.NotUtf8, error);
                }
            },
            iter: LongRun.Samples(1000, ChangesEach),
            threads: LongRun.Threads);
}
