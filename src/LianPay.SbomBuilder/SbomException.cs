namespace LianPay.SbomBuilder;

/// <summary>What is to be shipped and what is said of it do not agree.</summary>
internal sealed class SbomException(string message) : Exception(message);
