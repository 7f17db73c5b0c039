namespace LianPay.Core.Ledger;

/// <summary>Which ledger, and how to open it.</summary>
public abstract record LedgerOptions
{
    /// <summary>Where the record key lies, 32 bytes for the owner alone.</summary>
    public string? KeyPath { get; init; }

    /// <summary>The clock of this machine.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Opens it, and makes it and its key when there is none.</summary>
    /// <exception cref="LedgerException">It cannot be used; what is there is left as it is.</exception>
    public abstract PaymentLedger Open();
}
