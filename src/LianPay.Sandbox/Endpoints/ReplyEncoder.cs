using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Core.Signing;

namespace LianPay.Sandbox;

/// <summary>Signs answers and writes them as JSON: rightly, or wrongly in the ways that a client must notice.</summary>
internal sealed class ReplyEncoder(SandboxKeys keys, OrderBook orders, bool signsMemo)
{
    internal byte[] Encode(SandboxReply reply, SandboxFault fault) => fault switch
    {
        SandboxFault.Unsigned => reply.Fields.ToJson(),
        SandboxFault.WrongSignature => Sign(reply.Fields, keys.StrangerKey),
        SandboxFault.OtherOrder when reply.Fields[FieldNames.OrderNumber] is { } number =>
            Sign(reply.Fields.With(FieldNames.OrderNumber, orders.OtherThan(number)), keys.PlatformKey),
        _ => reply.IsSigned ? Sign(reply.Fields, keys.PlatformKey) : reply.Fields.ToJson(),
    };

    private byte[] Sign(MessageFields fields, RsaPrivateKey key)
    {
        MessageFields typed = fields.With(FieldNames.SignType, MessageSignature.SignType);
        MessageFields signed = signsMemo ? typed : typed.Without(FieldNames.Memo);
        return typed.With(FieldNames.Sign, MessageSignature.Sign(signed, key)).ToJson();
    }
}
