namespace LianPay.KillHarness.Runs;

/// <summary>How a run of many processes is set up.</summary>
internal sealed record ManyOptions
{
    /// <summary>How many at the same time.</summary>
    internal int Processes { get; init; } = 50;

    /// <summary>The orders of the batch.</summary>
    internal int Orders { get; init; } = 1000;

    /// <summary>How many of the processes are killed at some moment; as many others are suspended for a while.</summary>
    internal int Kills { get; init; }

    /// <summary>True: the ledger is on a PostgreSQL server of the run's own.</summary>
    internal bool UsesPostgres { get; init; }

    /// <summary>How often that server is restarted.</summary>
    internal int Restarts { get; init; }

    /// <summary>True when nobody dies and nothing is lost.</summary>
    internal bool IsUndisturbed => Kills == 0 && Restarts == 0;
}
