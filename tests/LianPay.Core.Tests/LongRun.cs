namespace LianPay.Core.Tests;

/// <summary>How many cases a property tries: a slice in an ordinary run, and a million under <c>LIANPAY_TORTURE=1</c>.</summary>
internal static class LongRun
{
    private static readonly bool IsOn = Environment.GetEnvironmentVariable("LIANPAY_TORTURE") == "1";

    /// <summary>One in an ordinary run, when test classes run beside each other; in a long run as many as the machine has.</summary>
    internal static int Threads { get; } = IsOn ? Environment.ProcessorCount : 1;

    /// <param name="ordinary">How many cases an ordinary run tries.</param>
    /// <param name="each">How many cases the property tries each time that it is sampled.</param>
    /// <returns>How often to sample it.</returns>
    internal static int Samples(int ordinary, int each = 1) => (IsOn ? 1_000_000 : ordinary) / each;
}
