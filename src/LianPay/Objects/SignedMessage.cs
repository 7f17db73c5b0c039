using System.Collections.Specialized;

namespace LianPay;

/// <summary>A message with its signature.</summary>
public sealed class SignedMessage
{
    /// <summary>Base64 of the signature.</summary>
    public required string Signature { get; init; }

    /// <summary>The text that was signed.</summary>
    public required string SignedText { get; init; }

    /// <summary><c>RSA</c>.</summary>
    public required string SignType { get; init; }

    /// <summary>Base64 SHA-256 of the public half of the signing key.</summary>
    public required string KeyFingerprint { get; init; }

    /// <summary>The fields with <c>sign</c> added.</summary>
    public required OrderedDictionary Fields { get; init; }

    /// <summary>The signature.</summary>
    public override string ToString() => Signature;
}
