using LianPay.Core.Confirmation;

namespace LianPay.Core.Ledger;

/// <summary>The last review of an order that was recorded in the ledger.</summary>
/// <param name="Decision">Approved or denied.</param>
/// <param name="Reviewer">The person, as given.</param>
/// <param name="Reason">Why, as given.</param>
/// <param name="At">When it was recorded, UTC.</param>
/// <param name="Account">The account that recorded it, as the operating system says.</param>
/// <param name="CodeMac">HMAC of the confirm code that was approved, in hex; null for a refusal, which holds for every code.</param>
public sealed record LedgerReview(ReviewDecision Decision, string Reviewer, string Reason, DateTimeOffset At, string Account, string? CodeMac);
