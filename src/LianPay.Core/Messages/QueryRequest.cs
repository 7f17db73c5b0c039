using LianPay.Core.Signing;

namespace LianPay.Core.Messages;

/// <summary>The request of <c>queryPayment.htm</c> (PROTOCOL 1.4): by order number, by paybill, or by both.</summary>
public sealed class QueryRequest
{
    /// <summary>Takes values that have passed <see cref="FieldGrammar"/>.</summary>
    /// <param name="partnerId">商户编号, 18 digits.</param>
    /// <param name="orderNumber">商户付款流水号, or null.</param>
    /// <param name="paybillId">连连支付支付单号, or null.</param>
    /// <exception cref="ArgumentException">A value breaks its grammar, or neither number is given.</exception>
    public QueryRequest(string partnerId, string? orderNumber, string? paybillId = null)
    {
        if (!FieldGrammar.IsPartnerId(partnerId)
            || (orderNumber is not null && !FieldGrammar.IsOrderNumber(orderNumber))
            || (paybillId is not null && !FieldGrammar.IsPaybillId(paybillId)))
        {
            throw new ArgumentException("A field of the query breaks its grammar.");
        }

        if (orderNumber is null && paybillId is null)
        {
            throw new ArgumentException("A query names an order number, a paybill, or both.");
        }

        List<KeyValuePair<string, string>> fields =
        [
            KeyValuePair.Create(FieldNames.ApiVersion, ApiVersions.Current),
            KeyValuePair.Create(FieldNames.PartnerId, partnerId),
            KeyValuePair.Create(FieldNames.SignType, MessageSignature.SignType),
        ];
        if (orderNumber is not null)
        {
            fields.Add(KeyValuePair.Create(FieldNames.OrderNumber, orderNumber));
        }

        if (paybillId is not null)
        {
            fields.Add(KeyValuePair.Create(FieldNames.PaybillId, paybillId));
        }

        OrderNumber = orderNumber;
        PaybillId = paybillId;
        Fields = new MessageFields(fields);
    }

    /// <summary>商户付款流水号, or null.</summary>
    public string? OrderNumber { get; }

    /// <summary>连连支付支付单号, or null.</summary>
    public string? PaybillId { get; }

    /// <summary>The fields to sign.</summary>
    public MessageFields Fields { get; }
}
