using System.Security.Cryptography;

namespace LianPay.Core.Keys;

/// <summary>The one key that was found, still encoded. Dispose of it: the bytes are zeroed.</summary>
/// <param name="kind">What the bytes are.</param>
/// <param name="der">The DER of <paramref name="kind"/>; for <see cref="KeyKind.LegacyEncrypted"/> the ciphertext. Owned by this object.</param>
/// <param name="dekInfo">The value of the DEK-Info header, for <see cref="KeyKind.LegacyEncrypted"/> alone.</param>
internal sealed class KeyBlock(KeyKind kind, byte[] der, string? dekInfo = null) : IDisposable
{
    internal KeyKind Kind { get; } = kind;

    internal byte[] Der { get; } = der;

    internal string? DekInfo { get; } = dekInfo;

    internal bool IsPublic => Kind is KeyKind.SubjectPublicKeyInfo or KeyKind.Pkcs1Public or KeyKind.Certificate;

    public void Dispose() => CryptographicOperations.ZeroMemory(Der);
}
