namespace LianPay.Core.Tests.Fuzzing;

/// <summary>The targets share key objects that one thread at a time may use.</summary>
[CollectionDefinition(Collection)]
public sealed class FuzzingTests
{
    internal const string Collection = "Fuzzing";
}
