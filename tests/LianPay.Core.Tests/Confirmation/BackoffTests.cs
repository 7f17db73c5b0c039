using LianPay.Core.Confirmation;

namespace LianPay.Core.Tests.Confirmation;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 500)]
    [InlineData(2, 1000)]
    [InlineData(3, 2000)]
    [InlineData(4, 4000)]
    [InlineData(5, 8000)]
    [InlineData(6, 8000)]
    [InlineData(100, 8000)]
    public async Task A_wait_is_drawn_between_nothing_and_a_ceiling_that_doubles_up_to_8_seconds(int failedTries, int ceiling)
    {
        ImpatientClock clock = new();
        Backoff backoff = new(clock);

        for (int draws = 0; draws < 200; draws++)
        {
            await backoff.WaitAsync(failedTries, TestContext.Current.CancellationToken);
        }

        Assert.Equal(200, clock.Waits.Length);
        Assert.All(clock.Waits, wait => Assert.InRange(wait, TimeSpan.FromTicks(1), TimeSpan.FromMilliseconds(ceiling)));

        // Full jitter: 200 draws that leave out a whole half would come once in 10^60 runs.
        Assert.Contains(clock.Waits, wait => wait < TimeSpan.FromMilliseconds(ceiling / 2));
        Assert.Contains(clock.Waits, wait => wait > TimeSpan.FromMilliseconds(ceiling / 2));
    }

    [Fact]
    public async Task A_wait_can_be_ended()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Backoff(new ImpatientClock()).WaitAsync(1, new CancellationToken(canceled: true)));
    }
}
