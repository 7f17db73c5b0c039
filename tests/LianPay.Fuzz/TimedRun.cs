namespace LianPay.Fuzz;

/// <summary>Feeds a target, and complains of an input that takes too long every time: once may be the machine's fault.</summary>
/// <param name="target">What is fed.</param>
/// <param name="clock">The clock by which it is timed.</param>
internal sealed class TimedRun(IFuzzTarget target, TimeProvider clock)
{
    private const int Tries = 3;

    /// <summary>So long may one input take.</summary>
    internal static TimeSpan Limit { get; } = TimeSpan.FromSeconds(1);

    /// <summary>Feeds one input.</summary>
    /// <exception cref="OracleException">The target complains, or it took too long.</exception>
    internal void Run(byte[] input)
    {
        for (int tried = 0; tried < Tries; tried++)
        {
            long start = clock.GetTimestamp();
            target.Run(input);
            if (clock.GetElapsedTime(start) < Limit)
            {
                return;
            }
        }

        throw new OracleException(FormattableString.Invariant($"It took longer than {Limit.TotalSeconds} s, {Tries} times."));
    }
}
