using System.Text;
using CsCheck;
using LianPay.Core.Payloads;

namespace LianPay.Core.Tests.Payloads;

/// <summary>What is sealed opens to the same text, whatever characters it is of; what is no text is not opened.</summary>
public sealed class PayloadUnicodeTests
{
    private static readonly TestKey Key = TestKeys.Merchant1024;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [Fact]
    public void Every_character_of_Unicode_comes_through() => Assert.All(UnicodeText.All, text => Assert.Equal(text, SealAndOpen(text)));

    [Fact]
    public void Any_text_comes_through() =>
        UnicodeText.WellFormed.Sample(text => Assert.Equal(text, SealAndOpen(text)), iter: LongRun.Samples(300), threads: LongRun.Threads);

    [Fact]
    public void Each_half_of_a_surrogate_pair_alone_is_refused_in_the_bytes_that_it_would_have() =>
        Assert.All(Enumerable.Range(0xd800, 0x800).Where(half => half % 16 == 0), half => AssertNotUtf8(Utf8LikeBytes(((char)half).ToString())));

    [Fact]
    public void Any_text_with_half_a_surrogate_pair_is_refused_in_the_bytes_that_it_would_have() =>
        UnicodeText.IllFormed.Sample(text => AssertNotUtf8(Utf8LikeBytes(text)), iter: LongRun.Samples(300), threads: LongRun.Threads);

    private static string SealAndOpen(string text) => Utf8.GetString(Payload.Open(Payload.Seal(Utf8.GetBytes(text), Key.PublicKey), Key.PrivateKey));

    private static void AssertNotUtf8(byte[] bytes) => Assert.Equal(PayloadError.NotUtf8, PayloadTests.ErrorOf(Payload.Seal(bytes, Key.PublicKey), Key));

    /// <summary>UTF-8, and the three bytes of a half that lax encoders write (CESU-8, WTF-8).</summary>
    private static byte[] Utf8LikeBytes(string text)
    {
        List<byte> bytes = [];
        for (int index = 0; index < text.Length;)
        {
            if (Rune.TryGetRuneAt(text, index, out Rune rune))
            {
                bytes.AddRange(Utf8.GetBytes(rune.ToString()));
                index += rune.Utf16SequenceLength;
            }
            else
            {
                char half = text[index++];
                bytes.AddRange([(byte)(0xe0 | (half >> 12)), (byte)(0x80 | ((half >> 6) & 0x3f)), (byte)(0x80 | (half & 0x3f))]);
            }
        }

        return [.. bytes];
    }
}
