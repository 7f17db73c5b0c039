namespace LianPay.HelpBuilder.Model;

/// <summary>One way to call a cmdlet: a parameter set.</summary>
/// <param name="Name">The name of the set.</param>
/// <param name="IsDefault">True for the set that the engine takes when the arguments fit several.</param>
/// <param name="Parameters">In the order in which a syntax line shows them: by position, then the mandatory ones, then the rest.</param>
internal sealed record SyntaxHelp(string Name, bool IsDefault, IReadOnlyList<ParameterUse> Parameters);
