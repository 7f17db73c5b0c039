namespace LianPay.Core.Checks;

/// <summary>Why something that is to be checked cannot even be had.</summary>
/// <param name="Detail">What is wrong; quotes no secret.</param>
/// <param name="Advice">What to do.</param>
public sealed record CheckFault(string Detail, string Advice);
