namespace LianPay.Fuzz;

/// <summary>
/// Feeds a target, and complains of an input that takes too long every time. What is counted is processor time, for on a busy machine a process waits for
/// its turn; time on the clock, so that nothing waits for ever, is given ten times as much.
/// </summary>
/// <param name="target">What is fed.</param>
/// <param name="clock">The clock.</param>
/// <param name="processorTime">How much processor time this process has used.</param>
internal sealed class TimedRun(IFuzzTarget target, TimeProvider clock, Func<TimeSpan> processorTime)
{
    private const int Tries = 3;

    /// <summary>So much processor time may one input take.</summary>
    internal static TimeSpan ProcessorLimit { get; } = TimeSpan.FromSeconds(1);

    /// <summary>So long may one input take by the clock.</summary>
    internal static TimeSpan ClockLimit { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Feeds one input.</summary>
    /// <exception cref="OracleException">The target complains, or it took too long.</exception>
    internal void Run(byte[] input)
    {
        for (int tried = 0; tried < Tries; tried++)
        {
            long start = clock.GetTimestamp();
            TimeSpan used = processorTime();
            target.Run(input);
            if (processorTime() - used < ProcessorLimit && clock.GetElapsedTime(start) < ClockLimit)
            {
                return;
            }
        }

        throw new OracleException($"It took too long, {Tries} times.");
    }
}
