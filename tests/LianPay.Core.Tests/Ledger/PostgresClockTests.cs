using LianPay.Core.Ledger;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

/// <summary>How far the server's clock is ahead, out of what it said before and after the locks were waited for.</summary>
public sealed class PostgresClockTests
{
    [Theory]
    [InlineData(0, 0.01, 0.02, 0.03, 0)] // the clocks agree
    [InlineData(0, 0.01, 9.00, 9.01, 0)] // nine seconds of waiting for a lock are no difference of the clocks
    [InlineData(0, 0.01, 0.02, 4.50, 0)] // nor is an answer that was left lying
    [InlineData(0, 0.90, 0.91, 0.92, 0)] // less than a second counts as none
    [InlineData(0, 60.01, 60.02, 0.03, 59.99)] // ahead
    [InlineData(0, 60.01, 69.00, 9.01, 59.99)]
    [InlineData(0, -59.99, -59.98, 0.03, -59.99)] // behind
    [InlineData(0, -59.99, -51.00, 9.01, -59.99)]
    public void The_difference_is_what_no_waiting_can_explain(double asked, double first, double last, double answered, double expected) =>
        Assert.Equal(
            expected,
            PostgresClock.OffsetOf(Start.AddSeconds(asked), Start.AddSeconds(first), Start.AddSeconds(last), Start.AddSeconds(answered)).TotalSeconds,
            tolerance: 0.001);

    [Fact]
    public async Task On_one_machine_there_is_none()
    {
        using PostgresPlace place = new();
        await using PostgresLedger ledger = place.Open();

        Assert.Equal(TimeSpan.Zero, await ledger.WriteAsync(transaction => transaction.ClockOffset));
    }
}
