using System.Collections.Specialized;
using LianPay.Core.Messages;
using LianPay.Messages;

namespace LianPay;

/// <summary>A message with its signature.</summary>
public sealed class SignedMessage
{
    // Of thousands of messages few are looked at whole: what follows from the fields is made when it is asked for.
    private readonly MessageFields _fields;
    private OrderedDictionary? _dictionary;

    internal SignedMessage(MessageFields fields, string signature, string keyFingerprint)
    {
        _fields = fields;
        Signature = signature;
        KeyFingerprint = keyFingerprint;
    }

    /// <summary>Base64 of the signature.</summary>
    public string Signature { get; }

    /// <summary>The text that was signed.</summary>
    public string SignedText => Core.Signing.SignedText.Of(_fields);

    /// <summary><c>RSA</c>.</summary>
    public string SignType => _fields[FieldNames.SignType]!;

    /// <summary>Base64 SHA-256 of the public half of the signing key.</summary>
    public string KeyFingerprint { get; }

    /// <summary>The fields with <c>sign</c> added.</summary>
    public OrderedDictionary Fields => _dictionary ??= FieldsArgument.ToDictionary(_fields.With(FieldNames.Sign, Signature));

    /// <summary>The signature.</summary>
    public override string ToString() => Signature;
}
