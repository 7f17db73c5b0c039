using System.Net;

namespace LianPay.Core.Ledger;

/// <summary>How to open a <see cref="PostgresLedger"/>. The key's path is needed; the key is the same on every machine that shares the ledger.</summary>
public sealed record PostgresLedgerOptions : LedgerOptions
{
    /// <summary>Where the server is: <c>Host=…;Database=…</c>, as Npgsql reads it. Never with a password.</summary>
    public required string Settings { get; init; }

    /// <summary>The account at the server; null: the settings name one, and the password comes from <c>.pgpass</c> or <c>PGPASSWORD</c>, or none is needed.</summary>
    public NetworkCredential? Credential { get; init; }

    /// <summary>For how long work that was not committed is tried again when the server restarts, fails over or is out of reach.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override PaymentLedger Open() => PostgresLedger.Open(this);
}
