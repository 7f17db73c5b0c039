using System.Text;
using LianPay.Core.Messages;
using LianPay.Core.Signing;

namespace LianPay.Core.Tests.Signing;

public sealed class SignedTextTests
{
    public static TheoryData<string> Published => [.. Vectors.Signatures.Select(vector => vector.Id)];

    public static TheoryData<string> KnownNames => [.. FieldNames.Known];

    [Theory]
    [MemberData(nameof(Published))]
    public void The_signed_text_of_every_published_message_is_the_published_one(string id)
    {
        Vectors.SignatureVector vector = Vectors.Signatures.Single(vector => vector.Id == id);
        MessageFields fields = new(vector.Fields.Where(field => !vector.FieldsNotSigned.Contains(field.Key)));

        Assert.Equal(vector.StringToSign, SignedText.Of(fields));
        Assert.Equal(vector.StringToSign, SignedText.Of(fields.With(FieldNames.Sign, vector.Sign)));
        Assert.Equal(vector.StringToSign, SignedText.Of(new MessageFields(fields.Reverse())));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tr-TR")]
    [InlineData("th-TH")]
    [InlineData("zh-CN")]
    [InlineData("da-DK")]
    [InlineData("lt-LT")]
    public void Names_are_in_ordinal_order_under_every_culture(string culture)
    {
        using CultureScope scope = new(culture);
        string[] names = ["bank_name", "bankname", "info", "i_nfo", "aa", "az", "a_z", "y", "yz", "z", "ab", "I", "İ", "-x", "x-", "Z", "_"];

        Assert.Equal(
            "-x=1&I=1&Z=1&_=1&a_z=1&aa=1&ab=1&az=1&bank_name=1&bankname=1&i_nfo=1&info=1&x-=1&y=1&yz=1&z=1&İ=1",
            SignedText.Of(new MessageFields(names.Select(name => KeyValuePair.Create(name, "1")))));
    }

    [Fact]
    public void Empty_values_and_the_signature_itself_are_left_out_and_the_type_is_not() =>
        Assert.Equal("a=1&sign_type=RSA", Text(("sign_type", "RSA"), ("sign", "abc"), ("memo", ""), ("a", "1")));

    [Fact]
    public void Only_the_exact_name_of_the_signature_is_left_out() =>
        Assert.Equal("Sign=1&sign_=2&signs=3", Text(("sign", "0"), ("Sign", "1"), ("sign_", "2"), ("signs", "3")));

    [Theory]
    [InlineData(" a ")]
    [InlineData("a+b%20c")]
    [InlineData("http://merchant.example/?a=1&b=2")]
    [InlineData("{\"a\":\"b\\n\"}")]
    [InlineData("null")]
    [InlineData("\r\n\t\0")]
    [InlineData("\uFEFF")]
    [InlineData(" ")]
    [InlineData("e\u0301")]
    [InlineData("\u00E9")]
    public void Values_are_raw(string value) => Assert.Equal($"a={value}&b=1", Text(("b", "1"), ("a", value)));

    [Fact]
    public void No_fields_give_an_empty_text()
    {
        Assert.Empty(Text());
        Assert.Empty(Text(("sign", "abc"), ("memo", "")));
    }

    [Fact]
    public void Chinese_text_is_signed_in_UTF_8_without_a_byte_order_mark()
    {
        MessageFields fields = Fields(("m", "全渠道𠮷"));

        Assert.Equal("6d3de585a8e6b8a0e98193f0a0aeb7", Convert.ToHexStringLower(SignedText.BytesOf(fields)));
    }

    [Fact]
    public void Half_a_surrogate_pair_has_no_bytes() =>
        Assert.All(
            ["\ud800", "a\udc00b", "\udc00\ud800"],
            value => Assert.Throws<EncoderFallbackException>(() => SignedText.BytesOf(Fields(("a", value)))));

    [Theory]
    [InlineData("A1&oid_partner=2016&ret_code=4005", true)]
    [InlineData("x&ret_code=0000", true)]
    [InlineData("x&ret_code=", true)]
    [InlineData("&ret_code=0000", true)]
    [InlineData("&&ret_code=0000", true)]
    [InlineData("x&a=b&ret_code=0000", true)]
    [InlineData("x&a=&ret_code=0000", true)]
    [InlineData("x&=&ret_code=0000", true)]
    [InlineData("x=1&sign=abc", true)]
    [InlineData("a&b&money_order=9", true)]
    [InlineData("http://merchant.example/n?a=1&no_order=2", true)]
    [InlineData("收款&memo=代付", true)]
    [InlineData("ret_code=0000", false)]
    [InlineData("x&ret_code", false)]
    [InlineData("x&ret_code&b", false)]
    [InlineData("x& ret_code=0000", false)]
    [InlineData("x&ret_code =0000", false)]
    [InlineData("x&RET_CODE=0000", false)]
    [InlineData("x&xret_code=0000", false)]
    [InlineData("x&ret_codes=0000", false)]
    [InlineData("x&a&ret_code", false)]
    [InlineData("x＆ret_code=0000", false)]
    [InlineData("x&ret_code＝0000", false)]
    [InlineData("http://merchant.example/n?a=1&b=2", false)]
    [InlineData("a & b = c", false)]
    [InlineData("&", false)]
    [InlineData("=", false)]
    [InlineData("&=", false)]
    [InlineData("", false)]
    public void A_value_that_could_be_read_as_two_fields_is_found(string value, bool isSplittable) =>
        Assert.Equal(isSplittable ? "info_order" : null, SignedText.FindSplittable(Fields(("a", "1"), ("info_order", value), ("z", "2"))));

    [Theory]
    [MemberData(nameof(KnownNames))]
    public void Every_known_name_is_found_inside_a_value(string name)
    {
        Assert.Equal("memo", SignedText.FindSplittable(Fields(("memo", $"x&{name}=1"))));
        Assert.Equal("memo", SignedText.FindSplittable(Fields(("memo", $"x&y=2&{name}=1&z=3"))));
    }

    [Fact]
    public void Every_name_of_the_published_instantpay_messages_is_known() =>
        Assert.All(
            Vectors.Signatures.Where(vector => vector.Id is not ("rsa-07-docs-add-sign" or "rsa-08-mpay-verify-request" or "rsa-13-orderquery-unsigned-card-no" or "rsa-15-ll_pay-notify")),
            vector => Assert.Subset(FieldNames.Known.ToHashSet(), vector.Fields.Keys.ToHashSet()));

    [Fact]
    public void The_first_splittable_field_is_named() =>
        Assert.Equal("b", SignedText.FindSplittable(Fields(("a", "1"), ("b", "&memo=1"), ("c", "&memo=2"))));

    private static string Text(params (string Name, string Value)[] fields) => SignedText.Of(Fields(fields));

    private static MessageFields Fields(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
