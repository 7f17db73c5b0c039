namespace LianPay.Core.Ledger;

/// <summary>A record as it lies in the database.</summary>
/// <param name="Id">Numbers the records of a ledger in the order in which they were made, from 1.</param>
/// <param name="EventCount">How many lines its history has: one that was removed is missed.</param>
/// <param name="Record">What is known of the order.</param>
internal sealed record StoredRecord(long Id, long EventCount, LedgerRecord Record);
