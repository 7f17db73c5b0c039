using System.Collections.Specialized;
using LianPay.Core.Messages;
using LianPay.Messages;

namespace LianPay;

/// <summary>A message with its signature.</summary>
public sealed class SignedMessage
{
    private readonly MessageFields _fields;
    private OrderedDictionary? _dictionary;

    internal SignedMessage(MessageFields fields) => _fields = fields;

    /// <summary>Base64 of the signature.</summary>
    public required string Signature { get; init; }

    /// <summary>The text that was signed.</summary>
    public required string SignedText { get; init; }

    /// <summary><c>RSA</c>.</summary>
    public required string SignType { get; init; }

    /// <summary>Base64 SHA-256 of the public half of the signing key.</summary>
    public required string KeyFingerprint { get; init; }

    /// <summary>The fields with <c>sign</c> added.</summary>
    public OrderedDictionary Fields => _dictionary ??= FieldsArgument.ToDictionary(_fields);

    /// <summary>The signature.</summary>
    public override string ToString() => Signature;
}
