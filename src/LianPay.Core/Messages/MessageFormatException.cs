namespace LianPay.Core.Messages;

/// <summary>A text that is not a message: not strict JSON of text fields. The message names the field and never quotes a value.</summary>
public sealed class MessageFormatException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, for the person who has to act.</param>
    public MessageFormatException(string message)
        : base(message)
    {
    }
}
