using LianPay.Core.Profiles;

namespace LianPay.Core.Tests.Profiles;

public sealed class ConnectionProfileTests
{
    [Theory]
    [InlineData("north")]
    [InlineData("North 2")]
    [InlineData("night-batch_1.old")]
    [InlineData("北京")]
    [InlineData("7")]
    public void A_name_is_letters_digits_and_a_few_marks(string name) => Assert.True(ConnectionProfile.IsName(name));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(" north")]
    [InlineData("north ")]
    [InlineData("no*th")]
    [InlineData("no?th")]
    [InlineData("[n]")]
    [InlineData("a/b")]
    [InlineData("a'b")]
    [InlineData("a\"b")]
    [InlineData("a\nb")]
    [InlineData("a\u200Bb")]
    [InlineData("a\u202Eb")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void Nothing_else_is_a_name(string? name) => Assert.False(ConnectionProfile.IsName(name));

    [Fact]
    public void The_longest_name_has_64_characters() => Assert.True(ConnectionProfile.IsName(new string('a', 64)));

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("en-US")]
    public void Upper_and_lower_case_are_the_same_in_every_culture(string culture)
    {
        using CultureScope scope = new(culture);

        Assert.True(ConnectionProfile.NameComparer.Equals("NIGHT", "night"));
    }
}
