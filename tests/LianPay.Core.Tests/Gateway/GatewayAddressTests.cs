using LianPay.Core.Gateway;

namespace LianPay.Core.Tests.Gateway;

public sealed class GatewayAddressTests
{
    [Theory]
    [InlineData("https://gateway.example/paymentapi/", "https://gateway.example/paymentapi/")]
    [InlineData("https://gateway.example/paymentapi", "https://gateway.example/paymentapi/")]
    [InlineData("HTTPS://gateway.example:8443", "https://gateway.example:8443/")]
    [InlineData("http://127.0.0.1:8080/paymentapi/", "http://127.0.0.1:8080/paymentapi/")]
    [InlineData("http://localhost/", "http://localhost/")]
    [InlineData("http://[::1]/", "http://[::1]/")]
    public void An_address_is_https_or_on_loopback_http(string text, string expected)
    {
        Assert.Null(GatewayAddress.Parse(text, out Uri? address));

        Assert.Equal(expected, address!.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://gateway.example/", "loopback")]
    [InlineData("http://127.0.0.1.example/", "loopback")]
    [InlineData("http://localhost.example/", "loopback")]
    [InlineData("http://10.0.0.1/", "loopback")]
    [InlineData("https://user:secret@gateway.example/", "user name")]
    [InlineData("https://gateway.example/?a=1", "query")]
    [InlineData("https://gateway.example/#a", "fragment")]
    [InlineData("gateway.example", "absolute")]
    [InlineData("/paymentapi/", "absolute")]
    [InlineData("ftp://gateway.example/", "https")]
    [InlineData("file:///etc/passwd", "https")]
    [InlineData("", "absolute")]
    public void Anything_else_is_refused_with_the_reason_and_without_a_secret(string text, string reason)
    {
        string problem = GatewayAddress.Parse(text, out Uri? address)!;

        Assert.Null(address);
        Assert.Contains(reason, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_production_address_keeps_its_own_rules()
    {
        Assert.Null(GatewayAddress.Parse(GatewayAddress.Production.AbsoluteUri, out Uri? address));

        Assert.Equal(GatewayAddress.Production, address);
    }
}
