using LianPay.Fuzz;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Fuzzing;

public sealed class TimedRunTests
{
    private readonly FakeTimeProvider _clock = new();

    private TimeSpan _used;

    [Fact]
    public void An_input_that_computes_too_long_every_time_is_a_finding() =>
        Assert.Throws<OracleException>(() => Timed(new Slow(_ => _used += TimedRun.ProcessorLimit)).Run([]));

    [Fact]
    public void An_input_that_waits_too_long_every_time_is_a_finding() =>
        Assert.Throws<OracleException>(() => Timed(new Slow(_ => _clock.Advance(TimedRun.ClockLimit))).Run([]));

    [Fact]
    public void An_input_that_took_long_once_is_none()
    {
        Slow target = new(run => _used += run == 1 ? TimedRun.ProcessorLimit * 5 : TimedRun.ProcessorLimit / 2);

        Timed(target).Run([]);

        Assert.Equal(2, target.Runs);
    }

    [Fact]
    public void An_input_that_waits_for_its_turn_on_a_busy_machine_is_none()
    {
        Slow target = new(_ => _clock.Advance(TimedRun.ClockLimit / 2));

        Timed(target).Run([]);

        Assert.Equal(1, target.Runs);
    }

    private TimedRun Timed(Slow target) => new(target, _clock, () => _used);

    private sealed class Slow(Action<int> passTime) : IFuzzTarget
    {
        public string Name => "slow";

        internal int Runs { get; private set; }

        public void Run(byte[] input) => passTime(++Runs);

        public IEnumerable<Seed> Seeds() => [];
    }
}
