namespace LianPay.Core.Keys;

/// <summary>What is wrong with a key, as precisely as it can be said without quoting it.</summary>
/// <remarks>The names are stable: a cmdlet's error id is <c>Key</c> followed by the name.</remarks>
public enum KeyError
{
    /// <summary>There is no such file.</summary>
    FileNotFound,

    /// <summary>The file cannot be read.</summary>
    FileUnreadable,

    /// <summary>The file is larger than any RSA key.</summary>
    FileTooLarge,

    /// <summary>Group or others (on Windows: Everyone, Users or Authenticated Users) can read a private key's file.</summary>
    FileTooOpen,

    /// <summary>A file of that name is there already, and nobody said that it may be replaced.</summary>
    FileExists,

    /// <summary>The file cannot be written.</summary>
    FileUnwritable,

    /// <summary>The path leads over the network (UNC), or through a link to such a place.</summary>
    NetworkPath,

    /// <summary>Nothing is there but white space.</summary>
    Empty,

    /// <summary>The text is no key in any format that is read here.</summary>
    NotAKey,

    /// <summary>More than one key is there: which one was meant cannot be told.</summary>
    MoreThanOneKey,

    /// <summary>A public key or a certificate where a private key is needed.</summary>
    PublicInsteadOfPrivate,

    /// <summary>A private key where a public key is needed.</summary>
    PrivateInsteadOfPublic,

    /// <summary>A key of another algorithm (EC, Ed25519, DSA).</summary>
    NotRsa,

    /// <summary>The OpenSSH format, or another that is known but not read here.</summary>
    UnsupportedFormat,

    /// <summary>The key is encrypted and no passphrase was given.</summary>
    PassphraseMissing,

    /// <summary>The passphrase does not open the key.</summary>
    PassphraseWrong,

    /// <summary>Encrypted in a way that is not read here, or with more than 10 million iterations.</summary>
    UnsupportedEncryption,

    /// <summary>Below the floor of 1024 bits.</summary>
    TooShort,

    /// <summary>The numbers are not those of a sound RSA key: exponent 1 or even, an even modulus, halves that do not fit.</summary>
    Unsound,

    /// <summary>One of the key pairs that LianLian has published for its demos: anybody can sign with it.</summary>
    PublishedDemoKey,

    /// <summary>The platform's key and the merchant's are the same: one was given in the place of the other.</summary>
    SameAsPlatformKey,
}
