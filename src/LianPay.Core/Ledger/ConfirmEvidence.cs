namespace LianPay.Core.Ledger;

/// <summary>What one try to confirm came to, as the record takes it.</summary>
/// <param name="Attempt">Which try, from 1.</param>
/// <param name="State">Not sent, unknown, rejected or accepted.</param>
/// <param name="Reason">Why, as a stable word, or null.</param>
/// <param name="RetCode">The ret_code, believed or not.</param>
/// <param name="RetMessage">Its ret_msg, fit for a terminal.</param>
/// <param name="PaybillId">Out of a verified answer, or null.</param>
/// <param name="IsOdd">True when a verified answer asks for a person: locked (4008) or held again.</param>
/// <param name="WrongCodeMac">HMAC of the code that was sent, when a verified answer calls it wrong (4011); else null.</param>
public sealed record ConfirmEvidence(
    int Attempt, AttemptState State, string? Reason, string? RetCode, string? RetMessage, string? PaybillId, bool IsOdd, string? WrongCodeMac);
