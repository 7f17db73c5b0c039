using LianPay.Core.Gateway;
using LianPay.Core.Ledger;

namespace LianPay.Core.Confirmation;

/// <summary>What the ledger says to a confirmation that is about to be sent.</summary>
/// <param name="Verdict">Whether it may be.</param>
/// <param name="Reason">Why not, as a stable word, or null.</param>
/// <param name="Record">The record, durable.</param>
/// <param name="Fence">Until when it may start, when the verdict is to send.</param>
internal sealed record Claim(SendVerdict Verdict, string? Reason, LedgerRecord Record, SendFence? Fence)
{
    /// <summary>Why the row itself cannot be confirmed, when the verdict is that.</summary>
    internal Refusal? Refusal { get; init; }
}
