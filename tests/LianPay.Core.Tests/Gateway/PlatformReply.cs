using LianPay.Core.Gateway;
using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Signing;

namespace LianPay.Core.Tests.Gateway;

/// <summary>Answers as the gateway writes and signs them, under a key that stands in for LianLian's.</summary>
internal static class PlatformReply
{
    /// <summary>The body of a true 0000 for <see cref="GatewayCaller.OrderNumber"/>.</summary>
    internal static byte[] Accepted(string orderNumber = GatewayCaller.OrderNumber) =>
        Sign(Confirm(orderNumber: orderNumber).With(FieldNames.PaybillId, GatewayCaller.PaybillId));

    /// <summary>The unsigned fields of an answer of confirmPayment.htm.</summary>
    internal static MessageFields Confirm(string retCode = "0000", string orderNumber = GatewayCaller.OrderNumber) => new(
    [
        KeyValuePair.Create(FieldNames.RetCode, retCode),
        KeyValuePair.Create(FieldNames.RetMessage, "交易成功"),
        KeyValuePair.Create(FieldNames.SignType, MessageSignature.SignType),
        KeyValuePair.Create(FieldNames.PartnerId, GatewayCaller.PartnerId),
        KeyValuePair.Create(FieldNames.OrderNumber, orderNumber),
    ]);

    /// <summary>The unsigned fields of an answer of queryPayment.htm.</summary>
    internal static MessageFields Query(string resultPay = "SUCCESS", string orderNumber = GatewayCaller.OrderNumber) =>
        Confirm(orderNumber: orderNumber)
            .With(FieldNames.PaybillId, GatewayCaller.PaybillId)
            .With(FieldNames.ResultPay, resultPay)
            .With(FieldNames.OrderedAt, "20170208165924")
            .With(FieldNames.Amount, "49.65");

    /// <summary>The JSON of the fields with their signature.</summary>
    internal static byte[] Sign(MessageFields fields, RsaPrivateKey? key = null) => Signed(fields, key).ToJson();

    internal static MessageFields Signed(MessageFields fields, RsaPrivateKey? key = null) =>
        fields.With(FieldNames.Sign, MessageSignature.Sign(fields, key ?? TestKeys.Platform1024.PrivateKey));

    /// <summary>What a client makes of a body that came as the answer to a confirmation of <see cref="GatewayCaller.OrderNumber"/>.</summary>
    internal static ConfirmReply HeardByConfirm(byte[] body, string orderNumber = GatewayCaller.OrderNumber) =>
        new(Heard(body), Reader().Read(body, ReplyShape.Confirm, orderNumber, paybillId: null));

    /// <summary>What a client makes of a body that came as the answer to a query.</summary>
    internal static QueryReply HeardByQuery(byte[] body, string? orderNumber = GatewayCaller.OrderNumber, string? paybillId = null) =>
        new(Heard(body), Reader().Read(body, ReplyShape.Query, orderNumber, paybillId));

    /// <summary>A confirmation without an answer.</summary>
    internal static ConfirmReply Unheard(OutcomeReason reason, bool wasSent) =>
        new(new HttpExchange { BodyStarted = wasSent, Failure = reason, StartedAt = default, Duration = default }, answer: null);

    /// <summary>Believes <see cref="GatewayCaller.PartnerId"/>'s platform key, or those that are given.</summary>
    internal static AnswerReader Reader(params RsaPublicKey[] keys) =>
        new(GatewayCaller.PartnerId, keys.Length > 0 ? keys : [TestKeys.Platform1024.PublicKey]);

    private static HttpExchange Heard(byte[] body) => new()
    {
        BodyStarted = true,
        Failure = OutcomeReason.None,
        Status = 200,
        Body = body,
        StartedAt = default,
        Duration = default,
    };
}
