using LianPay.Core.Messages;

namespace LianPay.Core.Tests.Messages;

public sealed class ChinaTimeTests
{
    [Fact]
    public void A_time_is_read_as_Chinas_whatever_the_machines_zone_is()
    {
        Assert.True(ChinaTime.TryParse("20170208165924", out DateTimeOffset time));

        Assert.Equal(new DateTimeOffset(2017, 2, 8, 8, 59, 24, TimeSpan.Zero), time);
        Assert.Equal(TimeSpan.FromHours(8), time.Offset);
    }

    [Theory]
    [InlineData("20170208165924")]
    [InlineData("20240229235959")]
    [InlineData("00010101080000")]
    [InlineData("99991231235959")]
    public void What_was_read_is_written_the_same(string text)
    {
        Assert.True(ChinaTime.TryParse(text, out DateTimeOffset time));

        Assert.Equal(text, ChinaTime.Format(time));
        Assert.Equal(text, ChinaTime.Format(time.ToUniversalTime()));
    }

    [Fact]
    public void Midnight_in_China_is_the_day_before_in_UTC() =>
        Assert.Equal("20170209000000", ChinaTime.Format(new DateTimeOffset(2017, 2, 8, 16, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData("")]
    [InlineData("20170208")]
    [InlineData("2017020816592")]
    [InlineData("201702081659240")]
    [InlineData("20170230165924")]
    [InlineData("20170208245924")]
    [InlineData("20170208166024")]
    [InlineData("20170208165960")]
    [InlineData("20171308165924")]
    [InlineData("00000208165924")]
    [InlineData("20230229000000")]
    [InlineData("2017-02-08 16:59:24")]
    [InlineData(" 20170208165924")]
    [InlineData("20170208165924 ")]
    [InlineData("20170208165924\n")]
    [InlineData("20170208165924\0")]
    [InlineData("２０１７０２０８１６５９２４")]
    [InlineData("2017020816592٤")]
    [InlineData("+2017020816592")]
    [InlineData("null")]
    public void What_is_no_time_is_refused(string text) => Assert.False(ChinaTime.TryParse(text, out _));

    [Theory]
    [InlineData("00010101000000")]
    [InlineData("00010101075959")]
    public void A_time_before_the_first_that_the_platform_can_hold_is_refused_and_does_not_throw(string text) =>
        Assert.False(ChinaTime.TryParse(text, out _));

    [Theory]
    [InlineData("20170209", true)]
    [InlineData("20240229", true)]
    [InlineData("00010101", true)]
    [InlineData("20230229", false)]
    [InlineData("20170230", false)]
    [InlineData("2017029", false)]
    [InlineData("201702090", false)]
    [InlineData("2017-02-09", false)]
    [InlineData("20170209 ", false)]
    [InlineData("20170209\0", false)]
    [InlineData("２０１７０２０９", false)]
    [InlineData("", false)]
    [InlineData("null", false)]
    public void A_date_is_eight_digits_of_a_day_that_exists(string text, bool expected) => Assert.Equal(expected, ChinaTime.IsDate(text));

    [Theory]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    [InlineData("ja-JP")]
    [InlineData("zh-CN")]
    public void The_calendar_and_the_digits_of_the_culture_do_not_matter(string culture)
    {
        using CultureScope scope = new(culture);

        Assert.True(ChinaTime.TryParse("20170208165924", out DateTimeOffset time));
        Assert.Equal(2017, time.Year);
        Assert.Equal("20170208165924", ChinaTime.Format(time));
        Assert.True(ChinaTime.IsDate("20240229"));
    }
}
