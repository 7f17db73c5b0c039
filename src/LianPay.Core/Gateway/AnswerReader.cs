using System.Text;
using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Signing;

namespace LianPay.Core.Gateway;

/// <summary>Decides whether an answer is believed: DESIGN section 5, in the order in which a defect says most.</summary>
internal sealed class AnswerReader(string partnerId, IReadOnlyList<RsaPublicKey> platformKeys)
{
    private const int QuotedLength = 200;

    internal Answer Read(ReadOnlySpan<byte> body, ReplyShape shape, string? orderNumber, string? paybillId)
    {
        MessageFields fields;
        try
        {
            fields = MessageReader.Read(body);
        }
        catch (MessageFormatException exception)
        {
            // What is no message was not written by the gateway: its beginning tells a person what stands in the way.
            return new Answer { Defect = OutcomeReason.MalformedReply, Detail = $"{exception.Message} It begins: {Quote(body)}" };
        }

        if (fields[FieldNames.Sign] is not { } signature)
        {
            return Defective(OutcomeReason.NotSigned);
        }

        if (fields[FieldNames.SignType] != MessageSignature.SignType)
        {
            return Defective(OutcomeReason.SignType);
        }

        RsaPublicKey? verifiedBy = MessageSignature.FindVerifyingKey(fields, signature, platformKeys);
        bool isMemoUnsigned = false;
        if (verifiedBy is null && shape == ReplyShape.Query && fields[FieldNames.Memo] is not null)
        {
            // The sibling interface does not sign its memo; whether this one does is not documented (PROTOCOL 3.2).
            verifiedBy = MessageSignature.FindVerifyingKey(fields.Without(FieldNames.Memo), signature, platformKeys);
            isMemoUnsigned = verifiedBy is not null;
        }

        if (verifiedBy is null)
        {
            return Defective(OutcomeReason.BadSignature);
        }

        if (fields[FieldNames.PartnerId] is { } partner && partner != partnerId)
        {
            return Defective(OutcomeReason.OtherPartner, verifiedBy: verifiedBy);
        }

        if ((orderNumber is not null && fields[FieldNames.OrderNumber] is { } order && order != orderNumber)
            || (paybillId is not null && fields[FieldNames.PaybillId] is { } paybill && paybill != paybillId))
        {
            return Defective(OutcomeReason.OtherOrder, verifiedBy: verifiedBy);
        }

        if (SignedText.FindSplittable(fields) is { } splittable)
        {
            return Defective(OutcomeReason.UnexpectedFields, $"The value of '{splittable}' could be read as two fields.", verifiedBy);
        }

        if (shape.FindDefect(fields) is { } defect)
        {
            return Defective(OutcomeReason.UnexpectedFields, defect, verifiedBy);
        }

        if (orderNumber is null && fields[FieldNames.PaybillId] is null && fields[FieldNames.RetCode] == RetCodes.Ok)
        {
            // Nothing would tie it to the question: a signed answer about any held order could stand in its place.
            return Defective(OutcomeReason.UnexpectedFields, $"The field '{FieldNames.PaybillId}' is missing.", verifiedBy);
        }

        return new Answer { Defect = OutcomeReason.None, Fields = fields, VerifiedBy = verifiedBy, IsMemoUnsigned = isMemoUnsigned };

        Answer Defective(OutcomeReason defect, string? detail = null, RsaPublicKey? verifiedBy = null) =>
            new() { Defect = defect, Fields = fields, Detail = detail, VerifiedBy = verifiedBy };
    }

    private static string Quote(ReadOnlySpan<byte> body)
    {
        string text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, QuotedLength * 4)]);
        return SafeText.Of(text, QuotedLength);
    }
}
