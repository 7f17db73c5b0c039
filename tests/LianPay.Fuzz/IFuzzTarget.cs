namespace LianPay.Fuzz;

/// <summary>One reader of the product, fed with one input at a time, and the oracle that holds what it says against what may be true.</summary>
internal interface IFuzzTarget
{
    /// <summary>As the command line, the corpus and the dictionary are called.</summary>
    string Name { get; }

    /// <summary>Feeds one input.</summary>
    /// <exception cref="OracleException">The reader said something that cannot be true.</exception>
    /// <remarks>Any other exception is one that the reader should not have thrown.</remarks>
    void Run(byte[] input);

    /// <summary>Where fuzzing starts: inputs that the reader takes, and some that it refuses late.</summary>
    IEnumerable<Seed> Seeds();
}
