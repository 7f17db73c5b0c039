using System.Globalization;
using LianPay.Core.Payments;

namespace LianPay.Core.Tests.Payments;

public sealed class RowCheckTests
{
    [Fact]
    public void A_sound_row_keeps_every_field()
    {
        HeldPaymentRow row = Held.Payment(Held.Row());

        Assert.Equal("20170208165924", row.OrderNumber);
        Assert.Equal("137007", row.ConfirmCode);
        Assert.Equal("4002", row.RetCode);
        Assert.Equal("201606221000921503", row.PartnerId);
        Assert.Equal("https://merchant.example/notify", row.NotifyUrl);
        Assert.Equal("1.50", row.Amount?.ToString(CultureInfo.InvariantCulture));
        Assert.Equal("Li Wei", row.ReviewedBy);
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 8, 30, 0, TimeSpan.FromHours(8)), row.ReviewedAt);
        Assert.Equal(TimeSpan.FromHours(8), row.ReviewedAt?.Offset);
        Assert.Empty(row.Extra);
        Assert.Empty(row.Warnings);
        Assert.Equal((1, 2, "held:2"), (row.Row, row.Line, row.Source));
    }

    [Theory]
    [InlineData("review_reason", "decision", "Denied")]
    [InlineData("ReviewReason", "Decision", "denied")]
    [InlineData("REVIEWREASON", "DECISION", " ")]
    public void What_a_reviewer_decided_stays_with_the_row_under_either_heading(string reason, string decision, string decided)
    {
        HeldPaymentRow row = Held.Payment($"no_order,confirm_code,ret_code,{reason},{decision}\nA1,137007,4002,paid twice,{decided}\n");

        Assert.Equal(("paid twice", decided), (row.ReviewReason, row.Decision));
        Assert.Empty(row.Extra);
    }

    [Fact]
    public void Empty_optional_fields_are_absent()
    {
        HeldPaymentRow row = Held.Payment(Held.Row(partner: "", url: "", amount: "", reviewer: "", at: ""));

        Assert.Null(row.PartnerId);
        Assert.Null(row.NotifyUrl);
        Assert.Null(row.Amount);
        Assert.Null(row.ReviewedBy);
        Assert.Null(row.ReviewedAt);
    }

    [Theory]
    [InlineData("", "missing or empty")]
    [InlineData("2.01606E+17", "Excel")]
    [InlineData("2.01702E+13", "Excel")]
    [InlineData("2,01702e+13", "Excel")]
    [InlineData("123456789012345678901234567890123", "33 characters")]
    [InlineData("a b", "U+0020")]
    [InlineData(" a", "U+0020 as its character 1")]
    [InlineData("2017\uFF12", "U+FF12 as its character 5")]
    [InlineData("2017\u0662", "U+0662")]
    [InlineData("2017\u200B", "U+200B")]
    [InlineData("2017\u00A0", "U+00A0")]
    [InlineData("\uFEFF2017", "U+FEFF")]
    [InlineData("2017\r", "U+000D")]
    [InlineData("2017\n8", "U+000A")]
    [InlineData("2017\uD835\uDFD0", "U+1D7D0")]
    [InlineData("a&confirm_code=1", "1 to 32")]
    public void A_damaged_order_number_is_refused_with_its_cause(string order, string cause)
    {
        PaymentRowError error = Held.Error(Held.Row(order: order));

        Assert.Equal((RowError.OrderNumberInvalid, "no_order"), (error.Error, error.Field));
        Assert.StartsWith("held:2: no_order ", error.Message, StringComparison.Ordinal);
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
        Assert.Null(error.OrderNumber);
    }

    [Theory]
    [InlineData("", "missing or empty")]
    [InlineData("37007", "leading zeros lost? Excel")]
    [InlineData("7", "leading zeros lost? Excel")]
    [InlineData("1370071", "7 characters, all digits")]
    [InlineData("13700a", "not all of them digits")]
    [InlineData("1.37E+05", "Excel")]
    [InlineData("13700\uFF17", "U+FF17")]
    [InlineData("13700\u06F7", "U+06F7")]
    [InlineData("137007\u200B", "U+200B")]
    [InlineData("137007\u00A0", "U+00A0")]
    [InlineData("137007\r", "U+000D")]
    public void A_damaged_confirm_code_is_refused_with_its_cause_and_the_order(string code, string cause)
    {
        PaymentRowError error = Held.Error(Held.Row(code: code));

        Assert.Equal((RowError.ConfirmCodeInvalid, "confirm_code", "20170208165924"), (error.Error, error.Field, error.OrderNumber));
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", RowError.RetCodeInvalid)]
    [InlineData("402", RowError.RetCodeInvalid)]
    [InlineData("\uFF14\uFF10\uFF10\uFF12", RowError.RetCodeInvalid)]
    public void A_ret_code_that_is_not_4_digits_is_refused(string retCode, RowError expected) =>
        Assert.Equal(expected, Held.Error(Held.Row(retCode: retCode)).Error);

    [Theory]
    [InlineData("0000")]
    [InlineData("9999")]
    public void Any_4_digits_pass_as_a_ret_code(string retCode) => Assert.Equal(retCode, Held.Payment(Held.Row(retCode: retCode)).RetCode);

    [Theory]
    [InlineData("2.01606E+17", "Excel turned the id into a number")]
    [InlineData("20160622100092150", "17 characters, all digits")]
    [InlineData("20160622100092150\uFF13", "U+FF13 as its character 18")]
    public void A_damaged_partner_is_refused_with_its_cause(string partner, string cause)
    {
        PaymentRowError error = Held.Error(Held.Row(partner: partner));

        Assert.Equal((RowError.PartnerIdInvalid, "oid_partner"), (error.Error, error.Field));
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("201606221000921000", "20170208165924", "oid_partner")]
    [InlineData("201606221000921503", "201702081659240000", "no_order")]
    public void An_id_with_only_zeros_after_its_15th_digit_passes_with_a_warning(string partner, string order, string field)
    {
        string warning = Assert.Single(Held.Payment(Held.Row(partner: partner, order: order)).Warnings);

        Assert.StartsWith($"Excel? {field}", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_ids_may_carry_a_warning() =>
        Assert.Equal(2, Held.Payment(Held.Row(partner: "201606221000921000", order: "201702081659240000")).Warnings.Count);

    [Fact]
    public void An_id_that_a_double_has_rounded_passes_here_for_only_the_connection_knows_the_right_one() =>
        Assert.Empty(Held.Payment(Held.Row(partner: "201606221000921504")).Warnings);

    [Theory]
    [InlineData("https://user:pass@merchant.example/", "before @")]
    [InlineData("https://merchant.example/0123456789012345678901234567890123456789", "65 characters")]
    [InlineData("https://merchant.example/a b", "U+0020")]
    [InlineData("ftp://merchant.example/", "http://")]
    public void A_notify_url_out_of_its_grammar_is_refused(string url, string cause)
    {
        PaymentRowError error = Held.Error(Held.Row(url: url));

        Assert.Equal((RowError.NotifyUrlInvalid, "notify_url"), (error.Error, error.Field));
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://192.168.110.13:8080/test/tradepayapi/receiveNotify.htm")]
    [InlineData("https://merchant.example/n?a=1&b=2")]
    public void Plain_http_and_ampersands_are_accepted_in_a_notify_url(string url) => Assert.Equal(url, Held.Payment(Held.Row(url: url)).NotifyUrl);

    [Theory]
    [InlineData("1,50")]
    [InlineData("1 000.00")]
    [InlineData("1.500")]
    [InlineData("-1")]
    [InlineData("1E+3")]
    [InlineData("\uFF11")]
    public void An_amount_out_of_its_grammar_is_refused(string amount)
    {
        PaymentRowError error = Held.Error(Held.Row(amount: amount));

        Assert.Equal((RowError.AmountInvalid, "money_order"), (error.Error, error.Field));
    }

    [Theory]
    [InlineData("Li\u202EWei", "U+202E")]
    [InlineData("Li\u00A0Wei", "U+00A0")]
    [InlineData("Li\u200BWei", "U+200B")]
    [InlineData("Li\u001B[2JWei", "U+001B")]
    [InlineData("Li Wei ", "space")]
    [InlineData(" ", "space")]
    public void A_reviewer_whose_name_is_not_what_it_looks_like_is_refused(string reviewer, string cause)
    {
        PaymentRowError error = Held.Error(Held.Row(reviewer: reviewer));

        Assert.Equal((RowError.ReviewedByInvalid, "reviewed_by"), (error.Error, error.Field));
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reviewer_may_have_a_Chinese_name() => Assert.Equal("李伟", Held.Payment(Held.Row(reviewer: "李伟")).ReviewedBy);

    [Fact]
    public void A_review_time_that_is_not_ISO_8601_is_refused()
    {
        PaymentRowError error = Held.Error(Held.Row(at: "11/23/2026 08:30"));

        Assert.Equal((RowError.ReviewedAtInvalid, "reviewed_at"), (error.Error, error.Field));
    }

    [Fact]
    public void An_order_number_that_may_be_a_code_in_the_wrong_column_is_not_repeated()
    {
        PaymentRowError error = Held.Error(Held.Row(order: "137007", code: "20170208165924"));

        Assert.Equal(RowError.ConfirmCodeInvalid, error.Error);
        Assert.Null(error.OrderNumber);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("zh-CN")]
    [InlineData("")]
    public void No_culture_changes_what_is_read_or_said(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            HeldPaymentRow row = Held.Payment(Held.Row(amount: "1234.50").ToUpperInvariant().Replace("HTTPS://MERCHANT.EXAMPLE", "https://i", StringComparison.Ordinal));
            Assert.Equal(1234.50m, row.Amount);
            Assert.Equal("https://i/NOTIFY", row.NotifyUrl);
            Assert.Equal("LI WEI", row.ReviewedBy);
            Assert.Equal(new DateTimeOffset(2026, 11, 23, 0, 30, 0, TimeSpan.Zero), row.ReviewedAt?.ToUniversalTime());
            Assert.Equal("held:2: order 20170208165924", row.ToString());
            Assert.Equal(RowError.AmountInvalid, Held.Error(Held.Row(amount: "1234,50")).Error);
            Assert.Contains("33 characters", Held.Error(Held.Row(order: new string('1', 33))).Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
