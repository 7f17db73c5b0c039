namespace LianPay.Core.Ledger;

/// <summary>How to open a <see cref="SqliteLedger"/>. Without a key's path, the key lies beside the database, its name with <c>.key</c> appended.</summary>
public sealed record SqliteLedgerOptions : LedgerOptions
{
    /// <summary>Where the database lies. Its folder must exist; the file is made when there is none.</summary>
    public required string Path { get; init; }

    /// <summary>How long to wait for another program that holds the ledger and does not get on with it.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override PaymentLedger Open() => SqliteLedger.Open(this);
}
