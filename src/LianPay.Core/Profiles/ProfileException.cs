namespace LianPay.Core.Profiles;

/// <summary>A profile that cannot be read or saved. The message says why and what to do, and quotes no value of the file.</summary>
public sealed class ProfileException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">What is wrong.</param>
    /// <param name="message">For the person who has to act.</param>
    public ProfileException(ProfileError error, string message)
        : base(message) => Error = error;

    /// <summary>What is wrong.</summary>
    public ProfileError Error { get; }
}
