using System.Text;
using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Signing;

namespace LianPay.Core.Tests.Signing;

public sealed class MessageSignatureTests
{
    private static readonly MessageFields Fields = new(
    [
        KeyValuePair.Create("oid_partner", "201606221000921503"),
        KeyValuePair.Create("ret_code", "4005"),
        KeyValuePair.Create("ret_msg", "商户未开通权限"),
        KeyValuePair.Create("sign_type", "RSA"),
    ]);

    private static readonly TestKey Key = TestKeys.Merchant1024;

    public static TheoryData<string> Published => [.. Vectors.Signatures.Select(vector => vector.Id)];

    public static TheoryData<string> Reproducible =>
        [.. Vectors.Signatures.Where(vector => Vectors.Keys[vector.KeyId].PrivateKeyPkcs8 is not null).Select(vector => vector.Id)];

    public static TheoryData<string> Forged => [.. Vectors.MustNotVerify.Select(vector => vector.Id)];

    [Fact]
    public void The_confirm_request_of_the_documentation_is_signed_byte_for_byte()
    {
        ConfirmRequest request = new(
            "201606221000921503", "20170208165924", "137007", "http://192.168.110.13:8080/test/tradepayapi/receiveNotify.htm");
        using RsaPrivateKey key = Vectors.Keys["demo-201408071000001539"].ReadPrivateKey();

        Assert.Equal(
            "CLVVqaS39aW9EurgJbljVR3gmti5emt4GJdi0f0edJjvr8k52HBB60cEu7UmiMxtqgm/gVA40OG42ANY96ZiEoiJnAPdBANTK3pJyYq/anw56wrGLLW/HIFiTslnvIpwqtQoSjBaz8h+J2aSXzFPywG6WXFsLyAb/NUJSCSb6dU=",
            MessageSignature.Sign(request.Fields, key));
    }

    [Theory]
    [MemberData(nameof(Reproducible))]
    public void A_published_pair_reproduces_its_signature_byte_for_byte(string id)
    {
        Vectors.SignatureVector vector = Vectors.Signatures.Single(vector => vector.Id == id);
        using RsaPrivateKey key = Vectors.Keys[vector.KeyId].ReadPrivateKey();

        Assert.Equal(vector.Sign, MessageSignature.Sign(SignedFields(vector), key));
    }

    [Fact]
    public void Four_of_the_published_messages_are_reproducible() => Assert.Equal(4, Reproducible.Count);

    [Theory]
    [MemberData(nameof(Published))]
    public void Every_published_message_verifies(string id)
    {
        Vectors.SignatureVector vector = Vectors.Signatures.Single(vector => vector.Id == id);
        RsaPublicKey key = Vectors.Keys[vector.KeyId].ReadPublicKey();

        Assert.Same(key, MessageSignature.FindVerifyingKey(SignedFields(vector), vector.Sign, [key]));
        Assert.Same(key, MessageSignature.FindVerifyingKey(SignedFields(vector).With(FieldNames.Sign, vector.Sign), vector.Sign, [key]));
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void Every_published_message_fails_when_any_signed_field_is_changed_or_removed_or_one_is_added(string id)
    {
        Vectors.SignatureVector vector = Vectors.Signatures.Single(vector => vector.Id == id);
        RsaPublicKey[] keys = [Vectors.Keys[vector.KeyId].ReadPublicKey()];
        MessageFields fields = SignedFields(vector);

        Assert.All(fields, field =>
        {
            Assert.Null(MessageSignature.FindVerifyingKey(fields.With(field.Key, field.Value + "0"), vector.Sign, keys));
            Assert.Null(MessageSignature.FindVerifyingKey(fields.Without(field.Key), vector.Sign, keys));
        });
        Assert.Null(MessageSignature.FindVerifyingKey(fields.With("zzz", "1"), vector.Sign, keys));
    }

    [Fact]
    public void A_field_that_LianLian_does_not_sign_must_be_left_out_to_verify()
    {
        Vectors.SignatureVector vector = Vectors.Signatures.Single(vector => vector.FieldsNotSigned.Length > 0);
        RsaPublicKey[] keys = [Vectors.Keys[vector.KeyId].ReadPublicKey()];

        Assert.Equal(["card_no"], vector.FieldsNotSigned);
        Assert.Null(MessageSignature.FindVerifyingKey(new MessageFields(vector.Fields), vector.Sign, keys));
        Assert.NotNull(MessageSignature.FindVerifyingKey(new MessageFields(vector.Fields).Without("card_no"), vector.Sign, keys));
    }

    [Theory]
    [MemberData(nameof(Forged))]
    public void No_known_forgery_or_placeholder_verifies_under_any_known_key(string id)
    {
        Vectors.ForgeryVector vector = Vectors.MustNotVerify.Single(vector => vector.Id == id);

        Assert.Null(MessageSignature.FindVerifyingKey(
            new MessageFields(vector.Fields), vector.Sign, Vectors.Keys.Values.Select(key => key.ReadPublicKey())));
    }

    [Fact]
    public void The_key_under_which_a_signature_is_valid_is_named()
    {
        RsaPublicKey[] keys = [TestKeys.Platform1024.PublicKey, Key.PublicKey, TestKeys.Other1024.PublicKey];
        string signature = MessageSignature.Sign(Fields, Key.PrivateKey);

        Assert.Same(Key.PublicKey, MessageSignature.FindVerifyingKey(Fields, signature, keys));
        Assert.Null(MessageSignature.FindVerifyingKey(Fields, signature, [TestKeys.Platform1024.PublicKey]));
        Assert.Null(MessageSignature.FindVerifyingKey(Fields, signature, []));
    }

    [Fact]
    public void A_signature_is_canonical_base64_on_one_line()
    {
        Assert.Matches("^[A-Za-z0-9+/]{171}=$", MessageSignature.Sign(Fields, TestKeys.Merchant1024.PrivateKey));
        Assert.Matches("^[A-Za-z0-9+/]{342}==$", MessageSignature.Sign(Fields, TestKeys.Merchant2048.PrivateKey));
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("blank in front")]
    [InlineData("blank behind")]
    [InlineData("blank inside")]
    [InlineData("tab inside")]
    [InlineData("line feed behind")]
    [InlineData("wrapped at 76 with CRLF")]
    [InlineData("wrapped at 76 with LF")]
    [InlineData("padding missing")]
    [InlineData("padding doubled")]
    [InlineData("padding and more")]
    [InlineData("URL alphabet")]
    [InlineData("stray bits in the last character")]
    [InlineData("four characters missing")]
    [InlineData("four characters more")]
    [InlineData("twice")]
    [InlineData("percent encoding")]
    [InlineData("byte order mark in front")]
    [InlineData("zero behind")]
    [InlineData("hexadecimal")]
    public void Any_other_spelling_of_a_valid_signature_is_refused(string spelling)
    {
        (MessageFields fields, string good) = SignedWithPlusAndSlash();
        string spelled = spelling switch
        {
            "empty" => "",
            "blank in front" => " " + good,
            "blank behind" => good + " ",
            "blank inside" => good.Insert(80, " "),
            "tab inside" => good.Insert(80, "\t"),
            "line feed behind" => good + "\n",
            "wrapped at 76 with CRLF" => good.Insert(152, "\r\n").Insert(76, "\r\n"),
            "wrapped at 76 with LF" => good.Insert(152, "\n").Insert(76, "\n"),
            "padding missing" => good.TrimEnd('='),
            "padding doubled" => good + "=",
            "padding and more" => good + "AAAA",
            "URL alphabet" => good.Replace('+', '-').Replace('/', '_'),
            "stray bits in the last character" => WithStrayBits(good),
            "four characters missing" => good[4..],
            "four characters more" => "AAAA" + good,
            "twice" => good + good,
            "percent encoding" => Uri.EscapeDataString(good),
            "byte order mark in front" => "\uFEFF" + good,
            "zero behind" => good + "\0",
            "hexadecimal" => Convert.ToHexString(Convert.FromBase64String(good)),
            _ => throw new ArgumentOutOfRangeException(nameof(spelling)),
        };

        Assert.NotEqual(good, spelled);
        Assert.NotNull(MessageSignature.FindVerifyingKey(fields, good, [Key.PublicKey]));
        Assert.Null(MessageSignature.FindVerifyingKey(fields, spelled, [Key.PublicKey]));
    }

    [Fact]
    public void Any_one_character_changed_in_the_base64_of_a_signature_is_refused()
    {
        string good = MessageSignature.Sign(Fields, Key.PrivateKey);
        for (int index = 0; index < good.Length; index++)
        {
            StringBuilder changed = new(good);
            changed[index] = good[index] == 'A' ? 'B' : 'A';
            Assert.Null(MessageSignature.FindVerifyingKey(Fields, changed.ToString(), [Key.PublicKey]));
        }
    }

    [Fact]
    public void Half_a_surrogate_pair_is_not_signed_in_any_replacement() =>
        Assert.Throws<EncoderFallbackException>(() => MessageSignature.Sign(Fields.With("memo", "\ud800"), Key.PrivateKey));

    private static MessageFields SignedFields(Vectors.SignatureVector vector) =>
        new(vector.Fields.Where(field => !vector.FieldsNotSigned.Contains(field.Key)));

    /// <summary>The first of a row of messages whose signature has both characters that the URL alphabet spells in another way.</summary>
    private static (MessageFields Fields, string Signature) SignedWithPlusAndSlash() =>
        Enumerable.Range(0, 1000)
            .Select(number => Fields.With("memo", $"{number}"))
            .Select(fields => (fields, MessageSignature.Sign(fields, Key.PrivateKey)))
            .First(signed => signed.Item2.Contains('+', StringComparison.Ordinal) && signed.Item2.Contains('/', StringComparison.Ordinal));

    /// <summary>The same bytes to a lax decoder: 128 bytes leave two unused bits in the last character.</summary>
    private static string WithStrayBits(string base64)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        string stray = base64[..^2] + Alphabet[Alphabet.IndexOf(base64[^2], StringComparison.Ordinal) | 1] + "=";
        Assert.Equal(Convert.FromBase64String(base64), Convert.FromBase64String(stray));
        return stray;
    }
}
