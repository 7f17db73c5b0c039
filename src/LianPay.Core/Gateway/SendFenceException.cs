namespace LianPay.Core.Gateway;

/// <summary>The first byte was about to leave too long after the intent was recorded.</summary>
internal sealed class SendFenceException() : IOException("Too long after the intent was recorded: not sent.");
