namespace LianPay.HelpBuilder.Model;

/// <summary>The help of one parameter, the same in every parameter set.</summary>
internal sealed record ParameterHelp
{
    public required string Name { get; init; }

    /// <summary>The type as a user writes it: <c>String[]</c>, <c>Int32</c>.</summary>
    public required string TypeName { get; init; }

    public required bool IsSwitch { get; init; }

    public required DocText Description { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>The only values that it takes; empty when there is no such list.</summary>
    public required IReadOnlyList<string> AcceptedValues { get; init; }

    /// <summary>What holds when it is not given; null when that is nothing.</summary>
    public required string? DefaultValue { get; init; }

    public required bool AcceptsWildcards { get; init; }
}
