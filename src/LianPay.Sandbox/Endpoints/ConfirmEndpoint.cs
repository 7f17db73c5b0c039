using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Payloads;

namespace LianPay.Sandbox;

/// <summary><c>confirmPayment.htm</c> (PROTOCOL 1.3).</summary>
/// <remarks>The order of the checks is that of the real gateway as far as its answers show it: merchant, payload, signature, parameters, permission, order.</remarks>
internal sealed class ConfirmEndpoint(RequestCheck check, OrderBook orders, RsaPrivateKey platformKey, bool hasPermission) : IEndpoint
{
    public PreparedCall Prepare(MessageFields envelope)
    {
        if (check.OfMerchant(envelope) is { } stranger)
        {
            return PreparedCall.Rejected(stranger);
        }

        if (envelope.Any(field => field.Key is not (FieldNames.PartnerId or FieldNames.Payload)) || envelope[FieldNames.Payload] is not { } payload)
        {
            // Exactly these two: whatever else stands outside of the payload travels in the clear (PROTOCOL 1.1).
            return PreparedCall.Rejected(SandboxReply.BadParameter(FieldNames.Payload));
        }

        MessageFields message;
        try
        {
            message = MessageReader.Read(Payload.Open(payload, platformKey));
        }
        catch (PayloadException)
        {
            return PreparedCall.Rejected(SandboxReply.Rejected(SandboxRetCodes.CannotDecrypt));
        }
        catch (MessageFormatException)
        {
            return PreparedCall.Rejected(SandboxReply.Rejected(SandboxRetCodes.IllegalRequest));
        }

        if ((check.OfSignature(message) ?? check.OfCommonParameters(message) ?? OfParameters(message)) is { } rejection)
        {
            return PreparedCall.Rejected(rejection);
        }

        string orderNumber = message[FieldNames.OrderNumber]!;
        string confirmCode = message[FieldNames.ConfirmCode]!;
        return new PreparedCall(orderNumber, () => Confirm(orderNumber, confirmCode));
    }

    private SandboxReply Confirm(string orderNumber, string confirmCode)
    {
        if (!hasPermission)
        {
            return SandboxReply.About(check.PartnerId, orderNumber, SandboxRetCodes.NoPermission, []);
        }

        if (orders.Find(orderNumber, paybillId: null) is not { } order)
        {
            return SandboxReply.About(check.PartnerId, orderNumber, RetCodes.NotHeld, []);
        }

        (string retCode, string? paybillId) = orders.Confirm(order, confirmCode);
        return paybillId is null
            ? SandboxReply.About(check.PartnerId, orderNumber, retCode, [])
            : SandboxReply.About(check.PartnerId, orderNumber, retCode, [KeyValuePair.Create(FieldNames.PaybillId, paybillId)], hasApplied: true);
    }

    private static SandboxReply? OfParameters(MessageFields message) =>
        !FieldGrammar.IsOrderNumber(message[FieldNames.OrderNumber]) ? SandboxReply.BadParameter(FieldNames.OrderNumber)
        : !FieldGrammar.IsConfirmCode(message[FieldNames.ConfirmCode]) ? SandboxReply.BadParameter(FieldNames.ConfirmCode)
        : FieldGrammar.NotifyUrlProblem(message[FieldNames.NotifyUrl]) is not null ? SandboxReply.BadParameter(FieldNames.NotifyUrl)
        : null;
}
