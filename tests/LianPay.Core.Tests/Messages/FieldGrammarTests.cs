using System.Globalization;
using System.Text;
using LianPay.Core.Messages;

namespace LianPay.Core.Tests.Messages;

public sealed class FieldGrammarTests
{
    [Theory]
    [InlineData("20170208165924", true)]
    [InlineData("a", true)]
    [InlineData("_-", true)]
    [InlineData("12345678901234567890123456789012", true)]
    [InlineData("123456789012345678901234567890123", false)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a&b", false)]
    [InlineData("a=b", false)]
    [InlineData("a.b", false)]
    [InlineData("2.01606E+17", false)]
    [InlineData("a\r", false)]
    [InlineData("\uFEFFa", false)]
    [InlineData("\u00E9", false)]
    public void An_order_number_is_1_to_32_letters_digits_underscores_and_hyphens(string text, bool expected) =>
        Assert.Equal(expected, FieldGrammar.IsOrderNumber(text));

    [Theory]
    [InlineData("037007", true)]
    [InlineData("37007", false)]
    [InlineData("1370071", false)]
    [InlineData("13700a", false)]
    [InlineData("-13700", false)]
    [InlineData("13700\n", false)]
    public void A_confirm_code_is_6_digits(string text, bool expected) => Assert.Equal(expected, FieldGrammar.IsConfirmCode(text));

    [Theory]
    [InlineData("4002", true)]
    [InlineData("0000", true)]
    [InlineData("0000 ", false)]
    [InlineData("400", false)]
    [InlineData("40002", false)]
    public void A_ret_code_is_4_digits(string text, bool expected) => Assert.Equal(expected, FieldGrammar.IsRetCode(text));

    [Theory]
    [InlineData("201606221000921503", true)]
    [InlineData("20160622100092150", false)]
    [InlineData("2016062210009215030", false)]
    [InlineData("2.01606E+17", false)]
    public void A_partner_id_is_18_digits(string text, bool expected) => Assert.Equal(expected, FieldGrammar.IsPartnerId(text));

    [Theory]
    [InlineData("1", true)]
    [InlineData("2016080446983389", true)]
    [InlineData("123456789012345678", true)]
    [InlineData("1234567890123456789", false)]
    [InlineData("", false)]
    public void A_paybill_id_is_1_to_18_digits(string text, bool expected) => Assert.Equal(expected, FieldGrammar.IsPaybillId(text));

    [Theory]
    [InlineData("0", true)]
    [InlineData("0.01", true)]
    [InlineData("1.5", true)]
    [InlineData("999999999.99", true)]
    [InlineData("1000000000", false)]
    [InlineData("1.", false)]
    [InlineData(".5", false)]
    [InlineData("1.500", false)]
    [InlineData("1,50", false)]
    [InlineData("1.5.0", false)]
    [InlineData("-1", false)]
    [InlineData("+1", false)]
    [InlineData("1e3", false)]
    [InlineData("", false)]
    public void An_amount_is_1_to_9_digits_and_at_most_2_decimals(string text, bool expected) => Assert.Equal(expected, FieldGrammar.IsAmount(text));

    [Theory]
    [InlineData("商城 A", true)]
    [InlineData("A", true)]
    [InlineData("12345678901234567890123456789012", true)]
    [InlineData("123456789012345678901234567890123", false)]
    [InlineData("", false)]
    [InlineData(" a", false)]
    [InlineData("a ", false)]
    [InlineData("a\u00A0", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\u200Bb", false)]
    [InlineData("a\u202Eb", false)]
    public void A_platform_is_1_to_32_visible_characters(string text, bool expected) => Assert.Equal(expected, FieldGrammar.IsPlatform(text));

    [Theory]
    [InlineData("null")]
    [InlineData("NULL")]
    [InlineData("Null")]
    public void The_word_that_LianLians_own_code_leaves_out_of_the_signed_text_is_no_value(string text)
    {
        Assert.False(FieldGrammar.IsOrderNumber(text));
        Assert.False(FieldGrammar.IsPlatform(text));
        Assert.False(FieldGrammar.IsPaybillId(text));
        Assert.False(FieldGrammar.IsAmount(text));
        Assert.True(FieldGrammar.IsOrderNumber(text + "1"));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    public void The_culture_does_not_matter(string culture)
    {
        using CultureScope scope = new(culture);

        Assert.True(FieldGrammar.IsOrderNumber("nulI"));
        Assert.False(FieldGrammar.IsOrderNumber("NULL"));
        Assert.True(FieldGrammar.IsAmount("1.50"));
        Assert.False(FieldGrammar.IsAmount("1,50"));
        Assert.False(FieldGrammar.IsAmount("\u0661.\u0665"));
    }

    [Fact]
    public void No_decimal_digit_of_Unicode_but_the_ASCII_ten_is_a_digit()
    {
        int refused = 0;
        for (int value = 0x80; value <= 0x10FFFF; value++)
        {
            if (!Rune.IsValid(value) || Rune.GetUnicodeCategory(new Rune(value)) != UnicodeCategory.DecimalDigitNumber)
            {
                continue;
            }

            string digit = char.ConvertFromUtf32(value);
            Assert.False(FieldGrammar.IsOrderNumber(digit));
            Assert.False(FieldGrammar.IsPaybillId(digit));
            Assert.False(FieldGrammar.IsAmount(digit));
            Assert.False(FieldGrammar.IsConfirmCode("12345" + digit));
            Assert.False(FieldGrammar.IsRetCode("400" + digit));
            Assert.False(FieldGrammar.IsPartnerId("20160622100092150" + digit));
            refused++;
        }

        Assert.True(refused > 500);
    }

    [Theory]
    [InlineData("https://merchant.example/notify")]
    [InlineData("http://192.168.110.13:8080/test/tradepayapi/receiveNotify.htm")]
    [InlineData("HTTPS://merchant.example")]
    [InlineData("https://merchant.example/n?a=1&b=2@c")]
    [InlineData("https://[::1]:8443/notify")]
    [InlineData("https://merchant.example/012345678901234567890123456789012345678")]
    public void An_absolute_http_or_https_address_is_a_notify_url(string text) => Assert.Null(FieldGrammar.NotifyUrlProblem(text));

    [Theory]
    [InlineData(null, "is empty")]
    [InlineData("", "is empty")]
    [InlineData("https://merchant.example/0123456789012345678901234567890123456789", "is 65 characters long")]
    [InlineData("https://merchant.example/a b", "U+0020 as its character 27")]
    [InlineData("\uFEFFhttps://merchant.example/", "U+FEFF as its character 1")]
    [InlineData("https://merchant.example/a\n", "U+000A")]
    [InlineData("https://merchant.example/\u200B", "U+200B")]
    [InlineData("https://m\u00E9rchant.example/", "U+00E9")]
    [InlineData("https:\\\\merchant.example", "backslash")]
    [InlineData("ftp://merchant.example", "does not start with http")]
    [InlineData("merchant.example/notify", "does not start with http")]
    [InlineData("http:merchant.example", "does not start with http")]
    [InlineData("https://user:pass@merchant.example/", "before @")]
    [InlineData("https://@merchant.example/", "before @")]
    [InlineData("http://@merchant.example", "before @")]
    [InlineData("https:///notify", "is no valid address")]
    [InlineData("https:///a@b", "is no valid address")]
    [InlineData("https://merchant.example:99999/", "is no valid address")]
    public void What_is_no_notify_url_is_refused_with_the_reason(string? text, string reason) =>
        Assert.Contains(reason, FieldGrammar.NotifyUrlProblem(text), StringComparison.Ordinal);
}
