namespace LianPay;

/// <summary>A merchant's key pair on disk.</summary>
public sealed class LianPayKeyPair
{
    /// <summary>The file of the private half: readable by its owner alone.</summary>
    public required string PrivateKeyPath { get; init; }

    /// <summary>The file of the public half.</summary>
    public required string PublicKeyPath { get; init; }

    /// <summary>The public half as one line of base64, as LianLian's portal takes it.</summary>
    public required string PublicKey { get; init; }

    /// <summary>The length of the modulus in bits.</summary>
    public required int Bits { get; init; }

    /// <summary>Base64 SHA-256 of the public half.</summary>
    public required string Fingerprint { get; init; }
}
