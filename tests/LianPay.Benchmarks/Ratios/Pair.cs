using System.Diagnostics;

namespace LianPay.Benchmarks.Ratios;

/// <summary>A figure and its reference, taken in turns: what slows the machine down for a while slows both.</summary>
internal sealed class Pair
{
    private readonly List<(double Candidate, double Reference)> _rounds = [];

    /// <summary>The median of the measured rates, a second.</summary>
    internal double Candidate => Figures.Median(_rounds.Select(round => round.Candidate));

    /// <summary>The median of the reference's rates, a second.</summary>
    internal double Reference => Figures.Median(_rounds.Select(round => round.Reference));

    /// <summary>The median of the ratios of each round.</summary>
    internal double Ratio => Figures.Median(_rounds.Select(round => round.Candidate / round.Reference));

    /// <summary>Takes two rates of one round.</summary>
    internal void Add(double candidate, double reference) => _rounds.Add((candidate, reference));

    /// <summary>Runs both in turns.</summary>
    /// <param name="rounds">How often.</param>
    /// <param name="clock">What counts the time.</param>
    /// <param name="candidate">Does its work and says how many operations that were.</param>
    /// <param name="reference">The same for the reference.</param>
    internal static Pair Measure(int rounds, Func<TimeSpan> clock, Func<int> candidate, Func<int> reference)
    {
        // Compiled, and compiled again for speed, before it counts.
        for (int round = 0; round < 3; round++)
        {
            candidate();
            reference();
        }

        Pair pair = new();
        for (int round = 0; round < rounds; round++)
        {
            // Now the one first, now the other: neither always finds the other's cache.
            if (round % 2 == 0)
            {
                double rate = RateOf(candidate, clock);
                pair.Add(rate, RateOf(reference, clock));
            }
            else
            {
                double rate = RateOf(reference, clock);
                pair.Add(RateOf(candidate, clock), rate);
            }
        }

        return pair;
    }

    /// <summary>The processor time of this process, all threads: for pure computation, whatever else the machine does meanwhile. <c>openssl speed</c> counts so too.</summary>
    internal static TimeSpan ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    /// <summary>The time on the wall: for work that waits.</summary>
    internal static TimeSpan WallTime() => Stopwatch.GetElapsedTime(0);

    /// <summary>How many operations a second some work does.</summary>
    internal static double RateOf(Func<int> work, Func<TimeSpan> clock)
    {
        GC.Collect();
        TimeSpan start = clock();
        int count = work();
        return count / (clock() - start).TotalSeconds;
    }
}
