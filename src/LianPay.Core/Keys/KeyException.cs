namespace LianPay.Core.Keys;

/// <summary>A key that cannot be used. The message says why and what to do, and never quotes the key or the passphrase.</summary>
public sealed class KeyException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">What is wrong.</param>
    /// <param name="message">For the person who has to act; free of key material.</param>
    public KeyException(KeyError error, string message)
        : base(message) => Error = error;

    /// <summary>What is wrong.</summary>
    public KeyError Error { get; }
}
