using LianPay.Core.Messages;
using LianPay.Core.Signing;

namespace LianPay.Core.Tests.Messages;

public sealed class ConfirmRequestTests
{
    private const string PartnerId = "201606221000921503";
    private const string OrderNumber = "20170208165924";
    private const string ConfirmCode = "137007";
    private const string NotifyUrl = "http://192.168.110.13:8080/test/tradepayapi/receiveNotify.htm";

    [Fact]
    public void The_request_of_the_documentation_has_its_signed_text()
    {
        ConfirmRequest request = new(PartnerId, OrderNumber, ConfirmCode, NotifyUrl);

        Assert.Equal(Vectors.Signatures.Single(vector => vector.Id == "rsa-01-seed-confirm-request").StringToSign, SignedText.Of(request.Fields));
        Assert.Equal(OrderNumber, request.OrderNumber);
    }

    [Fact]
    public void The_fields_are_those_of_the_documentation_and_no_others()
    {
        Dictionary<string, string> expected = Vectors.Signatures.Single(vector => vector.Id == "rsa-01-seed-confirm-request").Fields;

        Assert.Equal(
            expected.OrderBy(field => field.Key, StringComparer.Ordinal),
            new ConfirmRequest(PartnerId, OrderNumber, ConfirmCode, NotifyUrl).Fields.OrderBy(field => field.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void A_platform_is_one_field_more()
    {
        MessageFields fields = new ConfirmRequest(PartnerId, OrderNumber, ConfirmCode, NotifyUrl, "商城 A").Fields;

        Assert.Equal(7, fields.Count);
        Assert.Equal("商城 A", fields["platform"]);
    }

    [Theory]
    [InlineData("oid_partner", "2016062210009215", OrderNumber, ConfirmCode, NotifyUrl, null)]
    [InlineData("oid_partner", "", OrderNumber, ConfirmCode, NotifyUrl, null)]
    [InlineData("no_order", PartnerId, "", ConfirmCode, NotifyUrl, null)]
    [InlineData("no_order", PartnerId, "null", ConfirmCode, NotifyUrl, null)]
    [InlineData("no_order", PartnerId, "a&confirm_code=137007", ConfirmCode, NotifyUrl, null)]
    [InlineData("confirm_code", PartnerId, OrderNumber, "37007", NotifyUrl, null)]
    [InlineData("confirm_code", PartnerId, OrderNumber, "１３７００７", NotifyUrl, null)]
    [InlineData("notify_url", PartnerId, OrderNumber, ConfirmCode, "", null)]
    [InlineData("notify_url", PartnerId, OrderNumber, ConfirmCode, "merchant.example", null)]
    [InlineData("notify_url", PartnerId, OrderNumber, ConfirmCode, "https://merchant.example/n?a=1&no_order=2", null)]
    [InlineData("notify_url", PartnerId, OrderNumber, ConfirmCode, "https://merchant.example/n?&sign_type=2", null)]
    [InlineData("platform", PartnerId, OrderNumber, ConfirmCode, NotifyUrl, "")]
    [InlineData("platform", PartnerId, OrderNumber, ConfirmCode, NotifyUrl, "null")]
    [InlineData("platform", PartnerId, OrderNumber, ConfirmCode, NotifyUrl, "a\u200Bb")]
    [InlineData("platform", PartnerId, OrderNumber, ConfirmCode, NotifyUrl, "shop&sign_type=MD5")]
    [InlineData("platform", PartnerId, OrderNumber, ConfirmCode, NotifyUrl, "shop&pay_load=x")]
    public void A_value_out_of_its_grammar_is_refused_by_the_name_of_its_field(
        string field, string partnerId, string orderNumber, string confirmCode, string notifyUrl, string? platform)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new ConfirmRequest(partnerId, orderNumber, confirmCode, notifyUrl, platform));

        Assert.Equal($"The field '{field}' breaks its grammar.", exception.Message);
    }

    [Fact]
    public void An_ampersand_in_the_address_is_signed_as_it_stands()
    {
        ConfirmRequest request = new(PartnerId, OrderNumber, ConfirmCode, "https://merchant.example/n?a=1&b=2");

        Assert.Contains("&notify_url=https://merchant.example/n?a=1&b=2&oid_partner=", SignedText.Of(request.Fields), StringComparison.Ordinal);
    }
}
