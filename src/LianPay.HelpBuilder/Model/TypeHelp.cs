namespace LianPay.HelpBuilder.Model;

/// <summary>A type that a cmdlet takes from the pipeline or writes to it.</summary>
/// <param name="TypeName">The full name, or <c>None</c>.</param>
/// <param name="Description">What the objects are.</param>
internal sealed record TypeHelp(string TypeName, DocText Description);
