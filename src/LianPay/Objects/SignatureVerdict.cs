namespace LianPay;

/// <summary>Whether a signature is valid, and why not.</summary>
public sealed class SignatureVerdict
{
    /// <summary>True when the signature is one of a given key over these fields.</summary>
    public required bool IsValid { get; init; }

    /// <summary>Why it is not, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>Base64 SHA-256 of the key under which it is valid, or null.</summary>
    public string? KeyFingerprint { get; init; }

    /// <summary>The text that the signature is held against.</summary>
    public required string SignedText { get; init; }

    /// <summary>The fields that were left out of it because the caller named them.</summary>
    public required string[] UnsignedField { get; init; }
}
