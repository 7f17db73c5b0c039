namespace LianPay.ScriptHost;

/// <summary>The command line of the host cannot be used. The message is for the person who typed it.</summary>
internal sealed class UsageException(string message) : Exception(message);
