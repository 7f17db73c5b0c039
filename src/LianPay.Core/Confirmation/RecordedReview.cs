using LianPay.Core.Ledger;

namespace LianPay.Core.Confirmation;

/// <summary>What came of a review that was to be recorded.</summary>
/// <param name="Record">The order's record, with the review in it unless the order is in process or final.</param>
/// <param name="Replaced">The review whose place it took, or null.</param>
public sealed record RecordedReview(LedgerRecord Record, LedgerReview? Replaced);
