using System.Globalization;

namespace LianPay.Core.Tests;

public sealed class CultureScopeTests
{
    /// <remarks>On a machine without the data of cultures all of them would be alike, and the tests that use them would show nothing.</remarks>
    [Fact]
    public void The_cultures_of_the_tests_differ_in_what_careless_code_takes_from_them()
    {
        DateTime day = new(2017, 2, 8, 0, 0, 0, DateTimeKind.Utc);

        Assert.Equal(["i", "ı", "i", "i", "i"], CultureScope.UnderEach(() => "I".ToLower(CultureInfo.CurrentCulture)));
        Assert.Equal(["2017", "2017", "2560", "2017", "2017"], CultureScope.UnderEach(() => day.ToString("yyyy", CultureInfo.CurrentCulture)));
        Assert.Equal(["1.5", "1,5", "1.5", "1.5", "1,5"], CultureScope.UnderEach(() => 1.5m.ToString(CultureInfo.CurrentCulture)));
    }

    [Fact]
    public void The_culture_of_the_thread_comes_back()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureScope.UnderEach(() => 0);

        Assert.Same(before, CultureInfo.CurrentCulture);
    }
}
