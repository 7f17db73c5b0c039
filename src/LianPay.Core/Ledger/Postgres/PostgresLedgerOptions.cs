using System.Net;

namespace LianPay.Core.Ledger;

/// <summary>How to open a <see cref="PostgresLedger"/>.</summary>
public sealed record PostgresLedgerOptions
{
    /// <summary>Where the server is: <c>Host=…;Database=…</c>, as Npgsql reads it. Never with a password.</summary>
    public required string Settings { get; init; }

    /// <summary>Where the record key lies, 32 bytes for the owner alone, the same on every machine that shares the ledger.</summary>
    public required string KeyPath { get; init; }

    /// <summary>The account at the server; null: the settings name one, and the password comes from <c>.pgpass</c> or <c>PGPASSWORD</c>, or none is needed.</summary>
    public NetworkCredential? Credential { get; init; }

    /// <summary>The clock of this machine.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>For how long work that was not committed is tried again when the server restarts, fails over or is out of reach.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);
}
