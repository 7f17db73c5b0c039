using LianPay.Core.Checks;

namespace LianPay.Core.Tests.Checks;

public sealed class NotifyUrlCheckTests
{
    [Theory]
    [InlineData("https://merchant.example/notify", CheckResult.Passed)]
    [InlineData("HTTPS://merchant.example/notify", CheckResult.Passed)]
    [InlineData("http://merchant.example/notify", CheckResult.Warning)]
    public void Plain_http_is_a_warning(string url, CheckResult result) => Subject.Is(result, url, NotifyUrlCheck.Of(url));

    [Fact]
    public void No_URL_is_a_warning() => Subject.Is(CheckResult.Warning, "names none", NotifyUrlCheck.Of(null));
}
