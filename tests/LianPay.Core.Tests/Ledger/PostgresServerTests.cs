using LianPay.Core.Ledger;
using LianPay.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

/// <summary>Another server has taken over, perhaps without the last commits of the old one.</summary>
public sealed class PostgresServerTests
{
    [Fact]
    public async Task A_server_on_a_later_timeline_makes_the_ledger_unclean_for_24_hours()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        FakeTimeProvider clock = new(Start);
        await using (PostgresLedger before = PostgresLedger.Open(place.Options with { Clock = clock }))
        {
            Assert.Null(before.UncleanSince);
        }

        place.Tamper("UPDATE ledger_server SET timeline = timeline - 1");
        await using (PostgresLedger after = PostgresLedger.Open(place.Options with { Clock = clock }))
        {
            Assert.Equal(Start, after.UncleanSince);
        }

        clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromTicks(1));
        await using PostgresLedger later = PostgresLedger.Open(place.Options with { Clock = clock });
        Assert.Equal(Start, later.UncleanSince);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(later.UncleanSince);
    }

    [Fact]
    public async Task A_ledger_that_is_open_knows_it_in_the_first_transaction_on_the_new_server()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        await using PostgresLedger ledger = place.Open();
        await SaveAsync(ledger, Bare("A3"));
        place.Tamper("UPDATE ledger_server SET timeline = timeline - 1");
        place.Ask("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        Assert.NotNull(await ledger.WriteAsync(Key("A4"), _ => ledger.UncleanSince));
        await using PostgresLedger other = place.Open();
        Assert.Equal(LedgerTime.Truncate(ledger.UncleanSince!.Value), other.UncleanSince);
    }

    [Fact]
    public async Task A_standby_that_is_behind_and_takes_over_is_told_at_once_and_its_ledger_is_unclean()
    {
        using PostgresCluster primary = SharedPostgres.StartOwn();
        using PostgresPlace place = await new PostgresPlace(primary).FillAsync();
        await using PostgresLedger ledger = place.Open();
        await SaveAsync(ledger, Bare("A3"));
        Assert.Null(ledger.UncleanSince);

        // It is a copy of before the last commit, and the old server is gone.
        using PostgresCluster standby = primary.CopyToStandby();
        await SaveAsync(ledger, Bare("lost"));
        primary.Stop("immediate");
        Task<DateTimeOffset?> next = ledger.WriteAsync(Key("A4"), _ => ledger.UncleanSince);
        standby.TakeThePlaceOf(primary);

        // As long as it is a standby it is waited for.
        Assert.False(next.IsCompleted);
        standby.Promote();
        Assert.NotNull(await next);
        Assert.Null(ledger.Find(Key("lost")));
        Assert.NotNull(ledger.Find(Key("A3")));
    }

    /// <summary>Its answer to the commit is lost, and so is the commit: the new server has given the transaction's number to another.</summary>
    [Fact]
    public async Task A_commit_that_the_new_server_has_not_got_is_run_again()
    {
        using PostgresCluster primary = SharedPostgres.StartOwn();
        using PostgresPlace place = await new PostgresPlace(primary).FillAsync();
        using PostgresCluster standby = primary.CopyToStandby();
        using PostgresProxy proxy = new(place.Settings);
        await using PostgresLedger ledger = PostgresLedger.Open(place.OptionsBy(proxy));
        proxy.Plan(CommitFate.Swallowed);
        int ran = 0;
        Task work = ledger.WriteAsync(Key("A2"), transaction =>
        {
            ran++;
            transaction.Save(transaction.Find(Key("A2"))! with { Epoch = 1 }, Event(1));
            return true;
        });
        await proxy.CommitSeen;
        primary.Stop("immediate");
        standby.TakeThePlaceOf(primary);
        standby.Promote();

        // So many that the number is among them.
        using (NpgsqlConnection connection = place.OpenRaw())
        {
            for (int number = 0; number < 50; number++)
            {
                using NpgsqlCommand command = new("SELECT pg_current_xact_id()", connection);
                command.ExecuteNonQuery();
            }
        }

        await work;
        Assert.Equal(2, ran);
        Assert.Equal(1, ledger.Find(Key("A2"))!.Epoch);
        Assert.Equal([Event(1)], ledger.ReadHistory(Key("A2")));
    }
}
