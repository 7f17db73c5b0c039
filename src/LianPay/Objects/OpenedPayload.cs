using System.Collections.Specialized;

namespace LianPay;

/// <summary>What was inside an envelope.</summary>
public sealed class OpenedPayload
{
    /// <summary>The text as it was sealed.</summary>
    public required string Text { get; init; }

    /// <summary>Its fields, or null when the text is no message.</summary>
    public OrderedDictionary? Fields { get; init; }

    /// <summary>商户编号 out of the posted body, or out of the text.</summary>
    public string? PartnerId { get; init; }

    /// <summary>The type's name: the text carries secrets.</summary>
    public override string ToString() => nameof(OpenedPayload);
}
