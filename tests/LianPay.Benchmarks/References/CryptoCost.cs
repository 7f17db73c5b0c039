using LianPay.Benchmarks.Ratios;

namespace LianPay.Benchmarks.References;

/// <summary>The processor time of the crypto of one confirmation: a signature, two encryptions, a verification.</summary>
internal static class CryptoCost
{
    /// <summary>Seconds of processor time, the median of some rounds.</summary>
    /// <param name="bare">The platform's RSA, with a key of the length that counts.</param>
    internal static double Seconds(BareRsa bare)
    {
        using OneCore core = new();
        List<double> rounds = [];
        for (int round = 0; round < 5; round++)
        {
            rounds.Add(CpuOf(bare.Sign) + CpuOf(bare.EncryptTwice) + CpuOf(bare.Verify));
        }

        return Figures.Median(rounds);
    }

    private static double CpuOf(Func<int> work)
    {
        TimeSpan start = Pair.ProcessorTime();
        int count = work();
        return (Pair.ProcessorTime() - start).TotalSeconds / count;
    }
}
