namespace LianPay.Module.Tests.Help.Samples;

/// <summary>Something that a sample cmdlet sends.</summary>
/// <param name="Number">Its number.</param>
public sealed record SampleParcel(string Number);
