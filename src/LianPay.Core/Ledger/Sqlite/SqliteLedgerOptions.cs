namespace LianPay.Core.Ledger;

/// <summary>How to open a <see cref="SqliteLedger"/>.</summary>
public sealed record SqliteLedgerOptions
{
    /// <summary>Where the database lies. Its folder must exist; the file is made when there is none.</summary>
    public required string Path { get; init; }

    /// <summary>Where the record key lies, 32 bytes for the owner alone; null: beside the database, its name with <c>.key</c> appended.</summary>
    public string? KeyPath { get; init; }

    /// <summary>The clock for the times of the ledger itself.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long to wait for another program that holds the ledger and does not get on with it.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
