namespace LianPay.Sandbox;

/// <summary>What a query sees of an order.</summary>
/// <param name="ResultPay">The word on the wire (PROTOCOL 2.2).</param>
/// <param name="PaybillId">The gateway's number of the payout; null until it is confirmed.</param>
/// <param name="PaidAt">When it was paid; null unless <paramref name="ResultPay"/> is SUCCESS.</param>
internal sealed record OrderState(string ResultPay, string? PaybillId, DateTimeOffset? PaidAt);
