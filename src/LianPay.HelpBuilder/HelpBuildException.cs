namespace LianPay.HelpBuilder;

/// <summary>The module or its documentation cannot be read at all.</summary>
internal sealed class HelpBuildException(string message, Exception? inner = null) : Exception(message, inner);
