namespace LianPay.Core.Payloads;

/// <summary>A <c>pay_load</c> that cannot be opened. The message never quotes it.</summary>
public sealed class PayloadException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">What is wrong.</param>
    /// <param name="message">For the person who has to act.</param>
    public PayloadException(PayloadError error, string message)
        : base(message) => Error = error;

    /// <summary>What is wrong.</summary>
    public PayloadError Error { get; }
}
