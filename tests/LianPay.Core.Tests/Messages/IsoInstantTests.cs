using LianPay.Core.Messages;

namespace LianPay.Core.Tests.Messages;

public sealed class IsoInstantTests
{
    [Theory]
    [InlineData("2026-11-23T08:30:00+08:00", 0)]
    [InlineData("2026-11-23T00:30:00Z", 0)]
    [InlineData("2026-11-22T19:30:00-05:00", 0)]
    [InlineData("2026-11-23T00:30:00.5Z", 5_000_000)]
    [InlineData("2026-11-23T08:30:00.1234567+08:00", 1_234_567)]
    public void A_time_with_an_offset_is_read(string text, long ticks)
    {
        Assert.True(IsoInstant.TryParse(text, out DateTimeOffset instant));
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 0, 30, 0, TimeSpan.Zero).AddTicks(ticks), instant);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-23")]
    [InlineData("2026-11-23T08:30:00")]
    [InlineData("2026-11-23T08:30:00.5")]
    [InlineData("2026-11-23T08:30:00.")]
    [InlineData("2026-11-23T08:30:00.Z")]
    [InlineData("2026-11-23T08:30:00.12345678Z")]
    [InlineData("2026-11-23T08:30:00z")]
    [InlineData("2026-11-23T08:30Z")]
    [InlineData("2026-11-23 08:30:00+08:00")]
    [InlineData("2026-11-23T08:30:00+0800")]
    [InlineData("2026-11-23T08:30:00+08")]
    [InlineData("2026-11-23T08:30:00+15:00")]
    [InlineData("2026-11-23T08:30:00+a8:00")]
    [InlineData("2026-11-23T08:30:00+0a:00")]
    [InlineData("2026-11-23T08:30:00+08:a0")]
    [InlineData("2026-11-23T08:30:00+08:0a")]
    [InlineData("2026-11-23T08:30:00+ 8:00")]
    [InlineData("2026-11-23T08:30:00+08: 0")]
    [InlineData("2026-11-23T08:30:00+08:60")]
    [InlineData("2026-11-23T08:30:00+08:00 ")]
    [InlineData(" 2026-11-23T08:30:00+08:00")]
    [InlineData("2026-11-23T08:30:00 +08:00")]
    [InlineData("2026-02-30T08:30:00Z")]
    [InlineData("2026-11-23T24:00:00Z")]
    [InlineData("23.11.2026 08:30:00")]
    [InlineData("03/04/2026")]
    [InlineData("46349.354166666664")]
    [InlineData("2026-11-23T08:30:0\uFF10Z")]
    [InlineData("2026-11-23T08:30:00+0\u0668:00")]
    public void Anything_else_is_not(string text) => Assert.False(IsoInstant.TryParse(text, out _));
}
