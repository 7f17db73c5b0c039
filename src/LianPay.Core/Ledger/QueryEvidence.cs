namespace LianPay.Core.Ledger;

/// <summary>What the answer to a query, or a notification, told.</summary>
/// <param name="AskedAt">When the query began.</param>
/// <param name="Facts">What it adds.</param>
/// <param name="IsHeld">True for a signed CHECK.</param>
/// <param name="IsWithoutRecord">True for 8901.</param>
/// <param name="PaybillId">The paybill that it named, or null.</param>
/// <param name="OrderedAt">dt_order, or null.</param>
public sealed record QueryEvidence(
    DateTimeOffset AskedAt, PaymentFacts Facts, bool IsHeld, bool IsWithoutRecord, string? PaybillId, DateTimeOffset? OrderedAt);
