using System.Text;
using LianPay.Core.Messages;

namespace LianPay;

/// <summary>A sealed message, ready to post.</summary>
public sealed class SealedPayload
{
    /// <summary>商户编号, 18 digits.</summary>
    public required string PartnerId { get; init; }

    /// <summary>The envelope, without line breaks.</summary>
    public required string Payload { get; init; }

    /// <summary>The body to post: <c>oid_partner</c> and <c>pay_load</c>.</summary>
    public string ToJson() => Encoding.UTF8.GetString(new MessageFields(
    [
        KeyValuePair.Create(FieldNames.PartnerId, PartnerId),
        KeyValuePair.Create(FieldNames.Payload, Payload),
    ]).ToJson());

    /// <summary>The envelope.</summary>
    public override string ToString() => Payload;
}
