namespace LianPay.Core.Keys;

/// <summary>The structures that hold an RSA key, by what they are and not by the label above them.</summary>
internal enum KeyKind
{
    /// <summary>PrivateKeyInfo (RFC 5958).</summary>
    Pkcs8,

    /// <summary>RSAPrivateKey (RFC 8017, A.1.2).</summary>
    Pkcs1Private,

    /// <summary>EncryptedPrivateKeyInfo (RFC 5958).</summary>
    EncryptedPkcs8,

    /// <summary>A PEM block with DEK-Info (RFC 1421): what is inside shows after decryption only.</summary>
    LegacyEncrypted,

    /// <summary>SubjectPublicKeyInfo (RFC 5280).</summary>
    SubjectPublicKeyInfo,

    /// <summary>RSAPublicKey (RFC 8017, A.1.1).</summary>
    Pkcs1Public,

    /// <summary>X.509 certificate (RFC 5280).</summary>
    Certificate,
}
