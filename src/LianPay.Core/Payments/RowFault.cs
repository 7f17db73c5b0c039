namespace LianPay.Core.Payments;

/// <summary>What is wrong with a row.</summary>
/// <param name="Error">The stable name of the fault.</param>
/// <param name="Field">The wire name of the field, if one is to blame.</param>
/// <param name="Message">The fault and its likely cause, without the row's place and without the value.</param>
internal sealed record RowFault(RowError Error, string? Field, string Message);
