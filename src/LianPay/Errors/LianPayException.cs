namespace LianPay.Errors;

/// <summary>What is wrong with an argument, a row, a key or a connection. The message is for the person who has to act.</summary>
public sealed class LianPayException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">Quotes no secret.</param>
    public LianPayException(string message)
        : base(message)
    {
    }
}
