using LianPay.Core.Progress;
using Microsoft.Extensions.Time.Testing;

namespace LianPay.Core.Tests.Progress;

public sealed class ProgressMeterTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void At_most_five_updates_are_due_in_a_second_however_often_is_asked()
    {
        ProgressMeter meter = new(_clock);

        int turns = 0;
        for (int millisecond = 1; millisecond <= 10_000; millisecond++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            turns += meter.TakeTurn() ? 1 : 0;
        }

        Assert.Equal(50, turns);
    }

    [Fact]
    public void A_run_that_ends_within_an_interval_has_no_turn()
    {
        ProgressMeter meter = new(_clock);

        _clock.Advance(ProgressMeter.Interval - TimeSpan.FromMilliseconds(1));

        Assert.False(meter.TakeTurn());
    }

    [Fact]
    public void A_long_silence_gives_one_turn_and_no_arrears()
    {
        ProgressMeter meter = new(_clock);
        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.True(meter.TakeTurn());
        Assert.False(meter.TakeTurn());
    }

    [Fact]
    public void Rate_and_time_left_follow_from_what_is_done_since_the_start()
    {
        ProgressMeter meter = new(_clock);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(3, meter.RateOf(30));
        Assert.Equal(TimeSpan.FromSeconds(20), meter.TimeLeft(30, 90));
        Assert.Equal(TimeSpan.Zero, meter.TimeLeft(90, 90));
    }

    [Fact]
    public void Time_in_which_a_person_thinks_counts_for_nothing()
    {
        ProgressMeter meter = new(_clock);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(meter.TakeTurn());

        meter.Pause();
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(3, meter.RateOf(30));
        meter.Pause();
        _clock.Advance(TimeSpan.FromMinutes(5));
        meter.Resume();
        meter.Resume();

        Assert.False(meter.TakeTurn());
        Assert.Equal(3, meter.RateOf(30));
        Assert.Equal(TimeSpan.FromSeconds(20), meter.TimeLeft(30, 90));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(3, meter.RateOf(60));
    }

    [Fact]
    public void Before_any_time_has_passed_the_rate_is_none() => Assert.Equal(0, new ProgressMeter(_clock).RateOf(5));

    [Theory]
    [InlineData(0, 90)]
    [InlineData(30, 0)]
    [InlineData(91, 90)]
    [InlineData(1, long.MaxValue)]
    public void Time_left_is_unknown_before_the_first_without_a_total_and_when_no_counter_could_show_it(long done, long total)
    {
        ProgressMeter meter = new(_clock);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(meter.TimeLeft(done, total));
    }

    [Theory]
    [InlineData(0, 90, 0)]
    [InlineData(30, 90, 33)]
    [InlineData(89, 90, 98)]
    [InlineData(90, 90, 100)]
    [InlineData(long.MaxValue - 1, long.MaxValue, 100)]
    [InlineData(5, 0, null)]
    [InlineData(91, 90, null)]
    [InlineData(-1, 90, null)]
    public void Hundredths_are_cut_and_never_more_than_a_hundred(long done, long total, int? percent) => Assert.Equal(percent, ProgressMeter.PercentOf(done, total));
}
