namespace LianPay.HelpBuilder.Model;

/// <summary>The help of one cmdlet, whatever it is written to.</summary>
internal sealed record CommandHelp
{
    public required string Name { get; init; }

    public required string Verb { get; init; }

    public required string Noun { get; init; }

    /// <summary>The full name of the class, for messages to whoever writes it.</summary>
    public required string ClassName { get; init; }

    public required DocText Synopsis { get; init; }

    public required DocText Description { get; init; }

    /// <summary>The ways to call it; the default one first.</summary>
    public required IReadOnlyList<SyntaxHelp> Syntaxes { get; init; }

    /// <summary>Every parameter but the engine's common ones, by name.</summary>
    public required IReadOnlyList<ParameterHelp> Parameters { get; init; }

    public required IReadOnlyList<TypeHelp> Inputs { get; init; }

    public required IReadOnlyList<TypeHelp> Outputs { get; init; }

    /// <summary>The type names of <c>[OutputType]</c>, which <see cref="Outputs"/> must agree with.</summary>
    public required IReadOnlyList<string> DeclaredOutputs { get; init; }

    public required IReadOnlyList<ErrorHelp> Errors { get; init; }

    public required IReadOnlyList<ExampleHelp> Examples { get; init; }

    public required IReadOnlyList<LinkHelp> Links { get; init; }
}
