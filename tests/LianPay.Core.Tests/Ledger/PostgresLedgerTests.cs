using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

public sealed class PostgresLedgerTests() : LedgerTests(LedgerEngine.Postgres)
{
    [Fact]
    public async Task Work_may_look_at_the_one_order_that_it_names()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        await using PostgresLedger ledger = place.Open();

        await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.WriteAsync(Key("A1"), transaction => transaction.Find(Key("A2"))));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.WriteAsync(transaction => transaction.Find(Key("A1"))));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.WriteAsync<bool>(Key("A1"), transaction =>
        {
            transaction.Save(Bare("A2") with { Reason = "changed" });
            return true;
        }));
        Assert.Null(ledger.Find(Key("A2"))!.Reason);
    }

    [Fact]
    public async Task Two_orders_of_one_number_at_two_gateways_in_one_commit_are_two()
    {
        using PostgresPlace place = new();
        await using PostgresLedger ledger = place.Open();
        LedgerRecord elsewhere = Bare("A1") with { Key = Key("A1", "127.0.0.1:1"), Reason = "elsewhere" };
        await Task.WhenAll(SaveAsync(ledger, Bare("A1"), Event(1)), SaveAsync(ledger, elsewhere, Event(2)));

        Assert.Equal(Text(Bare("A1")), Text(ledger.Find(Key("A1"))));
        Assert.Equal(Text(elsewhere), Text(ledger.Find(elsewhere.Key)));
        Assert.Equal([Event(2)], ledger.ReadHistory(elsewhere.Key));
    }

    [Fact]
    public async Task A_stream_that_is_left_early_gives_its_connection_back()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        await using PostgresLedger ledger = place.Open();
        for (int turn = 0; turn < 20; turn++)
        {
            Assert.Equal("A1", ledger.Read(new LedgerQuery()).First().Key.OrderNumber);
            Assert.Equal(Event(1), ledger.ReadHistory(Key("A1")).First());
        }

        Assert.InRange((long)place.Ask("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'LianPay'")!, 1, 3);
    }

    /// <summary>So the server needs no more of them for a higher <c>-ThrottleLimit</c>.</summary>
    [Fact]
    public async Task However_many_write_at_once_they_share_one_connection()
    {
        const int ThrottleLimit = 64;
        using PostgresPlace place = new();
        await using PostgresLedger ledger = place.Open();
        await Task.WhenAll(Enumerable.Range(0, 4 * ThrottleLimit).Select(number => CountUpAsync(ledger, $"A{number}")));

        Assert.Equal(1L, place.Ask("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'LianPay'"));
        Assert.True(ledger.Commits < 4 * ThrottleLimit);
    }

    [Fact]
    public async Task A_ledger_that_is_closed_leaves_no_session()
    {
        using PostgresPlace place = new();
        await using (PostgresLedger ledger = place.Open())
        {
            await SaveAsync(ledger, Bare("A1") with { Facts = PaymentFacts.Paid });
            Assert.Equal(PaymentStatus.Paid, ledger.Find(Key("A1"))!.Status);
        }

        await place.WhenAsync("NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'LianPay')");
    }
}
