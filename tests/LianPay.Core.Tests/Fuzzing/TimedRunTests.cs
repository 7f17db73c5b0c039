using LianPay.Fuzz;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Fuzzing;

public sealed class TimedRunTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void An_input_that_takes_too_long_every_time_is_a_finding()
    {
        TimedRun run = new(new Slow(_ => _clock.Advance(TimedRun.Limit)), _clock);

        Assert.Throws<OracleException>(() => run.Run([]));
    }

    [Fact]
    public void An_input_that_took_long_on_a_busy_machine_is_none()
    {
        Slow target = new(run => _clock.Advance(run == 1 ? TimedRun.Limit * 5 : TimedRun.Limit / 2));

        new TimedRun(target, _clock).Run([]);

        Assert.Equal(2, target.Runs);
    }

    private sealed class Slow(Action<int> passTime) : IFuzzTarget
    {
        public string Name => "slow";

        internal int Runs { get; private set; }

        public void Run(byte[] input) => passTime(++Runs);

        public IEnumerable<Seed> Seeds() => [];
    }
}
