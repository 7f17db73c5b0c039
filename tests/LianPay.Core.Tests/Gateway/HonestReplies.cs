using CsCheck;
using LianPay.Core.Messages;
using LianPay.Core.Signing;

namespace LianPay.Core.Tests.Gateway;

/// <summary>Answers as the gateway might give them to <see cref="GatewayCaller"/>'s request, with any words in their free text. Not signed; see <see cref="PlatformReply.Signed"/>.</summary>
internal static class HonestReplies
{
    private static readonly Gen<string> Digit = Gen.Char['0', '9'].Select(digit => digit.ToString());

    /// <summary>Of confirmPayment.htm.</summary>
    internal static Gen<MessageFields> Confirm(Gen<string> freeText) => Gen.Select(
        freeText, Gen.OneOf("0000", "4011", "4002"), Gen.Bool, Digit,
        (message, code, hasPaybill, digit) => Fields(
            (FieldNames.PartnerId, GatewayCaller.PartnerId), (FieldNames.OrderNumber, GatewayCaller.OrderNumber), (FieldNames.SignType, MessageSignature.SignType),
            (FieldNames.RetCode, code), (FieldNames.RetMessage, message), (FieldNames.PaybillId, hasPaybill ? "201608044698338" + digit : ""),
            (FieldNames.ConfirmCode, code == "4002" ? "13700" + digit : "")));

    /// <summary>Of queryPayment.htm.</summary>
    internal static Gen<MessageFields> Query(Gen<string> freeText) => Gen.Select(
        freeText, freeText, freeText, Gen.OneOf("CHECK", "FAILURE", "SUCCESS"), Gen.Bool, Digit,
        (info, memo, message, state, isSettled, digit) => Fields(
            (FieldNames.PartnerId, GatewayCaller.PartnerId), (FieldNames.OrderNumber, GatewayCaller.OrderNumber), (FieldNames.SignType, MessageSignature.SignType),
            (FieldNames.RetCode, "0000"), (FieldNames.RetMessage, message), (FieldNames.ResultPay, state), (FieldNames.OrderedAt, "20170208165924"),
            (FieldNames.Amount, "1.5" + digit), (FieldNames.OrderInfo, info), (FieldNames.Memo, memo), (FieldNames.PaybillId, isSettled ? "201608044698338" + digit : ""),
            (FieldNames.SettleDate, isSettled ? "20170209" : "")));

    private static MessageFields Fields(params (string Name, string Value)[] fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
