namespace LianPay.Core.Payments;

/// <summary>A file of held payments that is refused as a whole. The message says why and what to do, and never quotes a confirm code.</summary>
public sealed class PaymentFileException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">What is wrong.</param>
    /// <param name="message">For the person who has to act; free of confirm codes.</param>
    /// <param name="line">The 1-based line, when one can be named.</param>
    public PaymentFileException(PaymentFileError error, string message, long? line = null)
        : base(message)
    {
        Error = error;
        Line = line;
    }

    /// <summary>What is wrong.</summary>
    public PaymentFileError Error { get; }

    /// <summary>The 1-based line, when one can be named.</summary>
    public long? Line { get; }
}
