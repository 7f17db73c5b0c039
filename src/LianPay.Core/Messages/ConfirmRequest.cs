using LianPay.Core.Signing;

namespace LianPay.Core.Messages;

/// <summary>The request of <c>confirmPayment.htm</c> (PROTOCOL 1.3, the SEED's first table).</summary>
public sealed class ConfirmRequest
{
    /// <summary>Takes values that have passed <see cref="FieldGrammar"/>.</summary>
    /// <param name="partnerId">商户编号, 18 digits.</param>
    /// <param name="orderNumber">商户付款流水号 of the held payment.</param>
    /// <param name="confirmCode">确认付款验证码, 6 digits.</param>
    /// <param name="notifyUrl">服务器异步通知地址, at most 64 characters.</param>
    /// <param name="platform">平台来源, optional.</param>
    /// <exception cref="ArgumentException">A value breaks its grammar. The message names the field and quotes nothing.</exception>
    public ConfirmRequest(string partnerId, string orderNumber, string confirmCode, string notifyUrl, string? platform = null)
    {
        Require(FieldGrammar.IsPartnerId(partnerId), FieldNames.PartnerId);
        Require(FieldGrammar.IsOrderNumber(orderNumber), FieldNames.OrderNumber);
        Require(FieldGrammar.IsConfirmCode(confirmCode), FieldNames.ConfirmCode);
        Require(FieldGrammar.NotifyUrlProblem(notifyUrl) is null, FieldNames.NotifyUrl);
        Require(platform is null || FieldGrammar.IsPlatform(platform), FieldNames.Platform);

        List<KeyValuePair<string, string>> fields =
        [
            KeyValuePair.Create(FieldNames.ApiVersion, ApiVersions.Current),
            KeyValuePair.Create(FieldNames.ConfirmCode, confirmCode),
            KeyValuePair.Create(FieldNames.OrderNumber, orderNumber),
            KeyValuePair.Create(FieldNames.NotifyUrl, notifyUrl),
            KeyValuePair.Create(FieldNames.PartnerId, partnerId),
            KeyValuePair.Create(FieldNames.SignType, MessageSignature.SignType),
        ];
        if (platform is not null)
        {
            fields.Add(KeyValuePair.Create(FieldNames.Platform, platform));
        }

        OrderNumber = orderNumber;
        Fields = new MessageFields(fields);
        string? splittable = SignedText.FindSplittable(Fields);
        Require(splittable is null, splittable!);
    }

    /// <summary>商户付款流水号 of the held payment.</summary>
    public string OrderNumber { get; }

    /// <summary>The fields to sign. They hold the confirm code.</summary>
    public MessageFields Fields { get; }

    private static void Require(bool condition, string field)
    {
        if (!condition)
        {
            throw new ArgumentException($"The field '{field}' breaks its grammar.");
        }
    }
}
