using System.Globalization;

namespace LianPay.KillHarness.Runner;

/// <summary>The command line of a runner.</summary>
internal sealed record RunnerOptions
{
    /// <summary>The mode, as the first word of the command line.</summary>
    internal const string Mode = "run";

    /// <summary>The file of the <see cref="BatchPlan"/>.</summary>
    internal required string PlanPath { get; init; }

    /// <summary>What will happen to it, or null: nothing that it knows of.</summary>
    internal Doom? Doom { get; init; }

    /// <summary>Which safety is taken away.</summary>
    internal Control Control { get; init; }

    /// <summary>How many confirmations at once.</summary>
    internal int ThrottleLimit { get; init; } = 4;

    /// <summary>False: it confirms and does not ask for what is open.</summary>
    internal bool Asks { get; init; } = true;

    /// <summary>As arguments of a command line.</summary>
    internal IEnumerable<string> ToArguments() =>
        [Mode, PlanPath, Doom?.ToString() ?? "-", Control.ToString(), ThrottleLimit.ToString(CultureInfo.InvariantCulture), Asks.ToString()];

    /// <summary>Reads what <see cref="ToArguments"/> wrote.</summary>
    internal static RunnerOptions Parse(string[] arguments) => new()
    {
        PlanPath = arguments[1],
        Doom = arguments[2] == "-" ? null : Doom.Parse(arguments[2]),
        Control = Enum.Parse<Control>(arguments[3]),
        ThrottleLimit = int.Parse(arguments[4], CultureInfo.InvariantCulture),
        Asks = bool.Parse(arguments[5]),
    };
}
