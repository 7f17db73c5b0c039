namespace LianPay.Core.Confirmation;

/// <summary>The review that lets a payment be confirmed.</summary>
/// <param name="Reviewer">The person.</param>
/// <param name="At">When.</param>
public sealed record Review(string Reviewer, DateTimeOffset At);
