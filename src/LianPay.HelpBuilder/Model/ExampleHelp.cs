namespace LianPay.HelpBuilder.Model;

/// <summary>A worked example.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Title">What it shows; empty when it has no title.</param>
/// <param name="Code">The command lines as they are typed.</param>
/// <param name="Explanation">What happens.</param>
internal sealed record ExampleHelp(int Number, string Title, string Code, DocText Explanation);
