using LianPay.KillHarness.Runner;

namespace LianPay.KillHarness.Runs;

/// <summary>How a run of kills is set up.</summary>
internal sealed record KillOptions
{
    /// <summary>After how many kills, and suspensions, no new batch is begun.</summary>
    internal int Kills { get; init; } = 100;

    /// <summary>How many batches are worked on at once, each with a ledger and a sandbox of its own.</summary>
    internal int Lanes { get; init; } = 2;

    /// <summary>The orders of a batch.</summary>
    internal int Orders { get; init; } = 24;

    /// <summary>Which safety is taken away.</summary>
    internal Control Control { get; init; }

    /// <summary>True: no new batch is begun after the first that did harm.</summary>
    internal bool StopsAtHarm { get; init; }
}
