using System.Text;
using LianPay.Core.Keys;
using LianPay.Core.Payloads;
using LianPay.Core.Signing;

namespace LianPay.Core.Tests.Payloads;

public sealed class PayloadTests
{
    private const string Text = "{\"no_order\":\"20170208165924\",\"memo\":\"代付𠮷\"}";

    public static TheoryData<string> Published => [.. Vectors.Payloads.Select(vector => vector.Id)];

    public static TheoryData<string> Samples => [.. Vectors.PublishedPayloads.Select(sample => sample.Id)];

    [Theory]
    [MemberData(nameof(Published))]
    public void What_the_official_library_sealed_or_accepted_is_opened(string id)
    {
        Vectors.PayloadVector vector = Vectors.Payloads.Single(vector => vector.Id == id);
        using RsaPrivateKey key = KeyOf(vector);

        Assert.Equal(vector.Plaintext, Encoding.UTF8.GetString(Payload.Open(vector.PayLoad, key)));
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void The_keys_inside_are_those_that_went_in(string id)
    {
        Vectors.PayloadVector vector = Vectors.Payloads.Single(vector => vector.Id == id);
        using RsaPrivateKey key = KeyOf(vector);
        PayloadParts parts = PayloadParts.Of(vector.PayLoad);

        Assert.All(Signing.RsaEngines.Both, engine =>
        {
            Assert.Equal(vector.HmacKey, Encoding.ASCII.GetString(engine.Decrypt(key, Convert.FromBase64String(parts.MacKey))));
            Assert.Equal(vector.AesKey, Encoding.ASCII.GetString(engine.Decrypt(key, Convert.FromBase64String(parts.AesKey))));
        });
        Assert.Equal(vector.NonceSegment, parts.Nonce);
        Assert.Equal(vector.CiphertextSegment, parts.CipherText);
        Assert.Equal(vector.MacSegment, parts.Mac);
    }

    [Fact]
    public void The_published_payloads_show_both_lengths_of_key_and_both_wrappings()
    {
        Assert.Equal([1024, 2048], Vectors.Payloads.Select(vector => vector.KeyBits).Distinct().Order());
        Assert.Contains(Vectors.Payloads, vector => vector.PayLoad.Contains("\r\n", StringComparison.Ordinal));
        Assert.Contains(Vectors.Payloads, vector => !vector.PayLoad.Contains('\n', StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_samples_of_the_documentation_have_the_shape_that_is_made_here(string id)
    {
        Vectors.PublishedSample sample = Vectors.PublishedPayloads.Single(sample => sample.Id == id);
        PayloadParts parts = PayloadParts.Of(sample.PayLoad);

        Assert.Equal(sample.DecodedLengths, Lengths(parts));
        Assert.Equal(sample.Nonce, Encoding.ASCII.GetString(Convert.FromBase64String(parts.Nonce)));
        Assert.Equal(sample.DecodedLengths, Lengths(PayloadParts.Of(Payload.Seal(new byte[sample.DecodedLengths[3]], TestKeys.Platform1024.PublicKey))));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_that_is_sealed_to_another_key_is_named_as_that_and_not_as_malformed(string id)
    {
        Vectors.PublishedSample sample = Vectors.PublishedPayloads.Single(sample => sample.Id == id);

        Assert.Equal(PayloadError.WrongKey, ErrorOf(sample.PayLoad, TestKeys.Platform1024));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Unwrapped_text_and_lines_that_end_in_LF_or_CRLF_are_opened(string newLine)
    {
        byte[] macKey = Encoding.ASCII.GetBytes("0123456789ABCDEFGHIJKLMNOPQRSTUV");
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Text, 20)));
        PayloadParts parts = PayloadParts.Of(Payload.Seal(text, TestKeys.Platform1024.PublicKey));
        PayloadParts wrapped = new PayloadParts(
            parts.Version,
            Wrap(Convert.ToBase64String(PlatformRsa.Instance.Encrypt(TestKeys.Platform1024.PublicKey, macKey)), newLine),
            Wrap(parts.AesKey, newLine),
            parts.Nonce,
            Wrap(parts.CipherText, newLine),
            string.Empty).WithMac(macKey);

        Assert.Equal(newLine.Length > 0, wrapped.CipherText.Contains('\n', StringComparison.Ordinal));
        Assert.Equal(text, Payload.Open(wrapped.Join(), TestKeys.Platform1024.PrivateKey));
    }

    [Fact]
    public void A_full_last_line_may_end_in_a_line_break_as_the_official_encoder_writes_it()
    {
        byte[] macKey = Encoding.ASCII.GetBytes("0123456789ABCDEFGHIJKLMNOPQRSTUV");
        byte[] text = new byte[57];
        PayloadParts parts = PayloadParts.Of(Payload.Seal(text, TestKeys.Platform1024.PublicKey));
        string sealedMacKey = Convert.ToBase64String(PlatformRsa.Instance.Encrypt(TestKeys.Platform1024.PublicKey, macKey));
        PayloadParts wrapped = (parts with { MacKey = sealedMacKey, CipherText = parts.CipherText + "\r\n" }).WithMac(macKey);

        Assert.Equal(text, Payload.Open(wrapped.Join(), TestKeys.Platform1024.PrivateKey));
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(2048)]
    public void What_is_sealed_is_opened_with_the_private_half_alone(int bits)
    {
        TestKey key = bits == 1024 ? TestKeys.Merchant1024 : TestKeys.Merchant2048;
        string payload = Payload.Seal(Encoding.UTF8.GetBytes(Text), key.PublicKey);

        Assert.Equal(Text, Encoding.UTF8.GetString(Payload.Open(payload, key.PrivateKey)));
        Assert.Equal(PayloadError.WrongKey, ErrorOf(payload, TestKeys.Other1024));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(57)]
    [InlineData(1_000_003)]
    public void A_text_of_any_length_comes_through_and_the_envelope_is_one_line(int length)
    {
        byte[] text = Encoding.ASCII.GetBytes(string.Create(length, 0, (span, _) => span.Fill('x')));
        string payload = Payload.Seal(text, TestKeys.Merchant1024.PublicKey);

        Assert.Matches(@"\Alianpay1_0_1\$[A-Za-z0-9+/]{171}=\$[A-Za-z0-9+/]{171}=\$[A-Za-z0-9+/]{11}=\$[A-Za-z0-9+/]*={0,2}\$[A-Za-z0-9+/]{43}=\z", payload);
        Assert.Equal([128, 128, 8, length, 32], Lengths(PayloadParts.Of(payload)));
        Assert.Equal(text, Payload.Open(payload, TestKeys.Merchant1024.PrivateKey));
    }

    internal static PayloadError ErrorOf(string payload, TestKey key) =>
        Assert.Throws<PayloadException>(() => Payload.Open(payload, key.PrivateKey)).Error;

    private static RsaPrivateKey KeyOf(Vectors.PayloadVector vector) =>
        Vectors.PayloadKeys[$"{vector.KeyBits}"].ReadPrivateKey();

    private static int[] Lengths(PayloadParts parts) =>
        [.. ((string[])[parts.MacKey, parts.AesKey, parts.Nonce, parts.CipherText, parts.Mac]).Select(part => Convert.FromBase64String(part).Length)];

    /// <summary>Lines of 76 characters.</summary>
    private static string Wrap(string base64, string newLine) =>
        string.Join(newLine, base64.Chunk(76).Select(line => new string(line)));
}
