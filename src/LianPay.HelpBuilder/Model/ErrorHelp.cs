namespace LianPay.HelpBuilder.Model;

/// <summary>An error that a cmdlet writes.</summary>
/// <param name="Id">The stable id: <c>FullyQualifiedErrorId</c> up to its comma. <c>None</c> when the cmdlet writes no errors of its own.</param>
/// <param name="Category">The name of the <c>ErrorCategory</c>.</param>
/// <param name="Description">What it means and what to do.</param>
internal sealed record ErrorHelp(string Id, string Category, DocText Description);
