using System.Text;
using LianPay.Core.Payloads;

namespace LianPay.Core.Tests.Payloads;

/// <summary>Nothing can be changed in an envelope without being noticed, and nothing is decrypted before the MAC has been checked.</summary>
public sealed class PayloadTamperingTests
{
    private const string Base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private static readonly TestKey Key = TestKeys.Platform1024;

    private static readonly byte[] MacKey = Encoding.ASCII.GetBytes("0123456789ABCDEFGHIJKLMNOPQRSTUV");
    private static readonly byte[] AesKey = Encoding.ASCII.GetBytes("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345");
    private static readonly byte[] Nonce = Encoding.ASCII.GetBytes("EB22C44K");

    private static readonly string Sound = Payload.Seal(Encoding.UTF8.GetBytes("{\"confirm_code\":\"137007\"}"), Key.PublicKey);

    public static TheoryData<int, string> Parts => new()
    {
        { 0, "Malformed" },
        { 1, "WrongKey Malformed" },
        { 2, "WrongKey Malformed" },
        { 3, "MacMismatch Malformed" },
        { 4, "MacMismatch Malformed" },
        { 5, "MacMismatch Malformed" },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_part_with_any_one_character_changed_is_refused(int part, string errors)
    {
        string[] parts = Sound.Split('$');
        string original = parts[part];
        Assert.NotEmpty(original);

        for (int index = 0; index < original.Length; index++)
        {
            foreach (char other in Others(original[index]))
            {
                parts[part] = string.Concat(original.AsSpan(0, index), [other], original.AsSpan(index + 1));
                Assert.Contains(PayloadTests.ErrorOf(string.Join('$', parts), Key).ToString(), errors.Split(' '));
            }
        }
    }

    [Fact]
    public void An_envelope_with_any_one_separator_changed_is_refused()
    {
        int[] separators = [.. Enumerable.Range(0, Sound.Length).Where(index => Sound[index] == '$')];

        Assert.Equal(5, separators.Length);
        Assert.All(separators, index =>
        {
            Assert.Equal(PayloadError.Malformed, PayloadTests.ErrorOf(Sound.Remove(index, 1), Key));
            Assert.Equal(PayloadError.Malformed, PayloadTests.ErrorOf(Sound.Insert(index, "$"), Key));
            Assert.Equal(PayloadError.Malformed, PayloadTests.ErrorOf(Sound.Remove(index, 1).Insert(index, "A"), Key));
        });
    }

    [Fact]
    public void A_changed_ciphertext_is_a_wrong_MAC_and_gives_no_text()
    {
        PayloadParts parts = PayloadParts.Of(Sound);
        byte[] cipherText = Convert.FromBase64String(parts.CipherText);
        cipherText[0] ^= 1;

        Assert.Equal(PayloadError.MacMismatch, PayloadTests.ErrorOf((parts with { CipherText = Convert.ToBase64String(cipherText) }).Join(), Key));
    }

    [Fact]
    public void The_MAC_is_checked_before_the_AES_key_is_decrypted()
    {
        PayloadParts parts = PayloadParts.Of(Sound);
        PayloadParts otherAesKey = parts with { AesKey = Convert.ToBase64String(new byte[128]) };

        // The first shows that the AES key is bad; the second, that nobody looked at it.
        Assert.Equal(PayloadError.WrongKey, PayloadTests.ErrorOf(otherAesKey.Join(), Key));
        Assert.Equal(PayloadError.MacMismatch, PayloadTests.ErrorOf((otherAesKey with { Mac = Convert.ToBase64String(new byte[32]) }).Join(), Key));
    }

    [Fact]
    public void The_MAC_is_checked_before_the_text_is_looked_at()
    {
        PayloadParts parts = PayloadParts.Of(Payload.Seal([0xff, 0xfe], Key.PublicKey));

        Assert.Equal(PayloadError.NotUtf8, PayloadTests.ErrorOf(parts.Join(), Key));
        Assert.Equal(PayloadError.MacMismatch, PayloadTests.ErrorOf((parts with { Mac = Convert.ToBase64String(new byte[32]) }).Join(), Key));
    }

    [Fact]
    public void Parts_of_two_envelopes_do_not_fit_together()
    {
        PayloadParts one = PayloadParts.Of(Sound);
        PayloadParts other = PayloadParts.Of(Payload.Seal("other"u8, Key.PublicKey));

        Assert.Equal(PayloadError.MacMismatch, PayloadTests.ErrorOf((one with { MacKey = other.MacKey }).Join(), Key));
        Assert.Equal(PayloadError.MacMismatch, PayloadTests.ErrorOf((one with { Nonce = other.Nonce }).Join(), Key));
        Assert.Equal(PayloadError.MacMismatch, PayloadTests.ErrorOf((one with { CipherText = other.CipherText }).Join(), Key));
        Assert.Equal(PayloadError.MacMismatch, PayloadTests.ErrorOf((one with { Mac = other.Mac }).Join(), Key));
        Assert.Equal(PayloadError.MacMismatch, PayloadTests.ErrorOf((one with { MacKey = one.AesKey, AesKey = one.MacKey }).Join(), Key));
    }

    [Fact]
    public void Lines_that_were_wrapped_or_joined_after_sealing_are_a_wrong_MAC()
    {
        Vectors.PayloadVector wrapped = Vectors.Payloads.First(vector => vector.PayLoad.Contains("\r\n", StringComparison.Ordinal));
        using Core.Keys.RsaPrivateKey key = Vectors.PayloadKeys[$"{wrapped.KeyBits}"].ReadPrivateKey();

        foreach (string other in (string[])[string.Empty, "\n", "\r"])
        {
            string rewrapped = wrapped.PayLoad.Replace("\r\n", other, StringComparison.Ordinal);
            Assert.Equal(PayloadError.MacMismatch, Assert.Throws<PayloadException>(() => Payload.Open(rewrapped, key)).Error);
        }

        PayloadParts parts = PayloadParts.Of(Sound);
        Assert.Equal(PayloadError.MacMismatch, PayloadTests.ErrorOf((parts with { CipherText = parts.CipherText.Insert(4, "\r\n") }).Join(), Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("$$$$$")]
    [InlineData("lianpay1_0_1")]
    [InlineData("lianpay1_0_1$$$$$")]
    [InlineData("lianpay1_0_1$AAAA$AAAA$AAAA$AAAA")]
    [InlineData("lianpay1_0_1$AAAA$AAAA$AAAA$AAAA$AAAA$AAAA")]
    [InlineData("代付")]
    public void What_is_no_envelope_is_malformed(string payload) => Assert.Equal(PayloadError.Malformed, PayloadTests.ErrorOf(payload, Key));

    [Theory]
    [InlineData("lianpay1_0_0")]
    [InlineData("lianpay1_0_2")]
    [InlineData("LianPay1_0_1")]
    [InlineData("lianpay1_0_1 ")]
    [InlineData("\uFEFFlianpay1_0_1")]
    [InlineData("lianpay1_0_１")]
    [InlineData("")]
    public void Another_version_is_malformed(string version) =>
        Assert.Equal(PayloadError.Malformed, PayloadTests.ErrorOf((PayloadParts.Of(Sound) with { Version = version }).Join(), Key));

    [Theory]
    [InlineData("A BC")]
    [InlineData("A\tBC")]
    [InlineData("ABC")]
    [InlineData("AB-_")]
    [InlineData("AB==AB==")]
    [InlineData("AB=C")]
    [InlineData("====")]
    [InlineData("AB==")]
    [InlineData("ABC=")]
    [InlineData("ABCＤ")]
    [InlineData("ABC\u00A0")]
    [InlineData("ABCD\0")]
    public void A_part_that_is_not_canonical_base64_is_malformed_wherever_it_stands(string text)
    {
        for (int part = 1; part < 6; part++)
        {
            string[] parts = Sound.Split('$');
            parts[part] = text;
            Assert.Equal(PayloadError.Malformed, PayloadTests.ErrorOf(string.Join('$', parts), Key));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(16)]
    public void A_nonce_of_another_length_is_malformed(int length) =>
        Assert.Equal(PayloadError.Malformed, PayloadTests.ErrorOf(PayloadParts.Make(Key, MacKey, AesKey, new byte[length], [1]).Join(), Key));

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(20)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_MAC_of_another_length_is_malformed_even_when_it_is_the_start_of_the_right_one(int length)
    {
        PayloadParts parts = PayloadParts.Of(Sound);
        byte[] mac = [.. Convert.FromBase64String(parts.Mac), 0];

        Assert.Equal(PayloadError.Malformed, PayloadTests.ErrorOf((parts with { Mac = Convert.ToBase64String(mac.AsSpan(0, length)) }).Join(), Key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(31)]
    [InlineData(33)]
    public void Keys_of_another_length_are_malformed(int length)
    {
        byte[] other = new byte[length];

        Assert.Equal(PayloadError.Malformed, PayloadTests.ErrorOf(PayloadParts.Make(Key, other, AesKey, Nonce, [1]).Join(), Key));
        Assert.Equal(PayloadError.Malformed, PayloadTests.ErrorOf(PayloadParts.Make(Key, MacKey, other, Nonce, [1]).Join(), Key));
    }

    [Fact]
    public void A_refusal_says_what_is_wrong_and_with_which_part()
    {
        PayloadParts sound = PayloadParts.Of(Sound);

        Assert.Equal(
            [
                "A pay_load has six parts joined by '$', the first of them lianpay1_0_1.",
                "The MAC key of the pay_load is not base64.",
                "The AES key of the pay_load is not base64.",
                "The nonce of the pay_load is not base64.",
                "The ciphertext of the pay_load is not base64.",
                "The MAC of the pay_load is not base64.",
                "The nonce of a pay_load has 8 bytes and its MAC 32.",
                "A key inside a pay_load has 32 bytes.",
                "The pay_load is not sealed to this key.",
                "The MAC of the pay_load does not fit: the text was altered, or its lines were wrapped anew, after it was sealed.",
                "The pay_load opens to something that is not UTF-8.",
            ],
            ((string[])
            [
                sound.Version,
                (sound with { MacKey = "*" }).Join(),
                (sound with { AesKey = "*" }).Join(),
                (sound with { Nonce = "*" }).Join(),
                (sound with { CipherText = "*" }).Join(),
                (sound with { Mac = "*" }).Join(),
                PayloadParts.Make(Key, MacKey, AesKey, new byte[7], [1]).Join(),
                PayloadParts.Make(Key, new byte[16], AesKey, Nonce, [1]).Join(),
                (sound with { MacKey = Convert.ToBase64String(new byte[128]) }).Join(),
                (sound with { Mac = Convert.ToBase64String(new byte[32]) }).Join(),
                Payload.Seal([0xff], Key.PublicKey),
            ]).Select(payload => Assert.Throws<PayloadException>(() => Payload.Open(payload, Key.PrivateKey)).Message));
    }

    [Fact]
    public void No_refusal_quotes_the_payload_or_names_a_cause_that_does()
    {
        string[] parts = Sound.Split('$');
        List<string> bad = [.. Enumerable.Range(0, 6).Select(part => string.Join('$', parts.Select((text, index) => index == part ? Swapped(text) : text)))];
        bad.Add(Payload.Seal([0xff], Key.PublicKey));
        bad.Add(Sound + "$");
        bad.Add(Sound.Replace("lianpay1_0_1", "lianpay9_9_9", StringComparison.Ordinal));
        bad.Add(parts[0] + "$" + string.Concat(parts[1..]));

        Assert.All(bad, payload =>
        {
            PayloadException exception = Assert.Throws<PayloadException>(() => Payload.Open(payload, Key.PrivateKey));
            Assert.Null(exception.InnerException);
            string message = exception.ToString().Replace("lianpay1_0_1", "", StringComparison.Ordinal);
            for (int index = 0; index + 8 <= payload.Length; index++)
            {
                Assert.DoesNotContain(payload.Substring(index, 8), message, StringComparison.Ordinal);
            }
        });
    }

    /// <summary>The neighbours in the alphabet, which differ in the lowest bits alone, and a character of no alphabet.</summary>
    private static IEnumerable<char> Others(char character)
    {
        int position = Base64.IndexOf(character, StringComparison.Ordinal);
        return position < 0 ? ['A', '*'] : [Base64[position ^ 1], Base64[position ^ 2], Base64[position ^ 32], '*'];
    }

    private static string Swapped(string text) => text[1] == text[0] ? "+" + text[1..] : $"{text[1]}{text[0]}{text[2..]}";
}
