using System.Text;
using CsCheck;
using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Signing;

namespace LianPay.Core.Tests.Signing;

/// <summary>What is signed verifies, as it stands and after its way through JSON, whatever characters it is of.</summary>
public sealed class MessageSignatureUnicodeTests
{
    private static readonly TestKey Key = TestKeys.Merchant1024;

    [Fact]
    public void Every_character_of_Unicode_is_signed_and_verified() => Assert.All(UnicodeText.All, text => AssertComesThrough(Fields(text, "1")));

    [Fact]
    public void Any_message_is_signed_and_verified() =>
        Gen.Select(UnicodeText.WellFormed, UnicodeText.WellFormed).Sample(
            (first, second) => AssertComesThrough(Fields(first, second)), iter: LongRun.Samples(1500), threads: LongRun.Threads);

    [Fact]
    public void Each_half_of_a_surrogate_pair_alone_is_refused() =>
        Assert.All(Enumerable.Range(0xd800, 0x800), half => AssertRefused(((char)half).ToString()));

    [Fact]
    public void Any_text_with_half_a_surrogate_pair_is_neither_signed_nor_verified_nor_written_nor_read() =>
        UnicodeText.IllFormed.Sample(AssertRefused, iter: LongRun.Samples(2000), threads: LongRun.Threads);

    private static void AssertComesThrough(MessageFields fields)
    {
        string signature = MessageSignature.Sign(fields, Key.PrivateKey);
        MessageFields read = MessageReader.Read(fields.With(FieldNames.Sign, signature).ToJson());

        Assert.Equal(fields.Append(KeyValuePair.Create(FieldNames.Sign, signature)), read);
        Assert.Same(Key.PublicKey, Verify(read, signature));
    }

    private static void AssertRefused(string text)
    {
        MessageFields fields = Fields(text, "1");

        Assert.Throws<EncoderFallbackException>(() => MessageSignature.Sign(fields, Key.PrivateKey));
        Assert.Throws<EncoderFallbackException>(() => Verify(fields, Convert.ToBase64String(new byte[128])));
        Assert.Throws<MessageFormatException>(() => fields.ToJson());
        Assert.Throws<MessageFormatException>(() => MessageReader.Read(Encoding.UTF8.GetBytes($"{{\"memo\":{Messages.JsonSpelling.Of(text, [0])}}}")));
    }

    private static RsaPublicKey? Verify(MessageFields fields, string signature) => MessageSignature.FindVerifyingKey(fields, signature, [Key.PublicKey]);

    private static MessageFields Fields(string first, string second) =>
        new([KeyValuePair.Create("memo", first), KeyValuePair.Create("info_order", second), KeyValuePair.Create("sign_type", "RSA")]);
}
