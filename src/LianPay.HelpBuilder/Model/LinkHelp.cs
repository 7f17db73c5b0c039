namespace LianPay.HelpBuilder.Model;

/// <summary>A related command or page.</summary>
/// <param name="Text">The command's name or the page's title.</param>
/// <param name="Uri">The page's address; null for a command.</param>
internal sealed record LinkHelp(string Text, string? Uri);
