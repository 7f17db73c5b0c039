using LianPay.Core.Messages;
using LianPay.Core.Signing;

namespace LianPay.Core.Tests.Messages;

public sealed class QueryRequestTests
{
    private const string PartnerId = "201606221000921503";

    [Theory]
    [InlineData("20170208165924", null, "api_version=1.0&no_order=20170208165924&oid_partner=201606221000921503&sign_type=RSA")]
    [InlineData(null, "2016080446983389", "api_version=1.0&oid_partner=201606221000921503&oid_paybill=2016080446983389&sign_type=RSA")]
    [InlineData("A-1_b", "1", "api_version=1.0&no_order=A-1_b&oid_partner=201606221000921503&oid_paybill=1&sign_type=RSA")]
    public void A_query_names_the_order_the_paybill_or_both_and_nothing_else(string? orderNumber, string? paybillId, string signedText)
    {
        QueryRequest request = new(PartnerId, orderNumber, paybillId);

        Assert.Equal(signedText, SignedText.Of(request.Fields));
        Assert.Equal(signedText.Count(character => character == '='), request.Fields.Count);
        Assert.Equal((orderNumber, paybillId), (request.OrderNumber, request.PaybillId));
    }

    [Theory]
    [InlineData("2016062210009215", "1", null)]
    [InlineData("２０１６０６２２１０００９２１５０３", "1", null)]
    [InlineData(PartnerId, "", null)]
    [InlineData(PartnerId, "null", null)]
    [InlineData(PartnerId, "a&b=c", null)]
    [InlineData(PartnerId, "1", "")]
    [InlineData(PartnerId, "1", "null")]
    [InlineData(PartnerId, null, "1234567890123456789")]
    public void A_value_out_of_its_grammar_is_refused(string partnerId, string? orderNumber, string? paybillId) =>
        Assert.Equal("A field of the query breaks its grammar.", Assert.Throws<ArgumentException>(() => new QueryRequest(partnerId, orderNumber, paybillId)).Message);

    [Fact]
    public void A_query_for_nothing_is_refused() => Assert.Throws<ArgumentException>(() => new QueryRequest(PartnerId, null));
}
