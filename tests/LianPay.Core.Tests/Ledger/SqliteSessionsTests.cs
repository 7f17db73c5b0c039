using LianPay.Core.Ledger;
using Microsoft.Extensions.Time.Testing;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

public sealed class SqliteSessionsTests
{
    private static readonly ProcessIdentity Gone = ProcessIdentity.Current with { ProcessId = int.MaxValue };
    private static readonly ProcessIdentity Elsewhere = Gone with { Machine = "elsewhere" };

    [Fact]
    public async Task A_ledger_that_was_closed_is_clean()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger ledger = folder.Open();

        Assert.Null(ledger.UncleanSince);
        Assert.Equal(ledger.Owner, folder.Ask("SELECT owner FROM ledger_session"));
    }

    [Fact]
    public async Task A_ledger_that_another_has_open_is_clean()
    {
        using LedgerFolder folder = new();
        await using SqliteLedger first = folder.Open();
        await using SqliteLedger second = folder.Open();

        Assert.Null(second.UncleanSince);
        Assert.NotEqual(first.Owner, second.Owner);
    }

    [Fact]
    public async Task A_ledger_that_a_dead_process_left_open_is_unclean_for_24_hours()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        FakeTimeProvider clock = new(Start);
        Forge(folder, Gone.NewOwner(), Start);
        await using (SqliteLedger ledger = SqliteLedger.Open(folder.Options with { Clock = clock }))
        {
            Assert.Equal(Start, ledger.UncleanSince);
        }

        Assert.Equal(0L, folder.Ask("SELECT count(*) FROM ledger_session"));
        clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromTicks(1));
        await using SqliteLedger again = SqliteLedger.Open(folder.Options with { Clock = clock });
        Assert.Equal(Start, again.UncleanSince);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(again.UncleanSince);
    }

    [Fact]
    public async Task What_one_ledger_finds_unclean_others_that_are_open_learn_at_their_next_write()
    {
        using LedgerFolder folder = new();
        await using SqliteLedger early = folder.Open();
        Forge(folder, Gone.NewOwner(), Start);
        await using SqliteLedger late = folder.Open();
        Assert.Null(early.UncleanSince);
        await SaveAsync(early, Bare("A1"));

        Assert.Equal(late.UncleanSince, early.UncleanSince);
        Assert.NotNull(early.UncleanSince);
    }

    [Fact]
    public async Task A_session_of_another_machine_counts_as_left_behind_after_a_day()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        FakeTimeProvider clock = new(Start.AddHours(24));
        Forge(folder, Elsewhere.NewOwner(), Start);
        await using (SqliteLedger ledger = SqliteLedger.Open(folder.Options with { Clock = clock }))
        {
            Assert.Null(ledger.UncleanSince);
        }

        clock.Advance(TimeSpan.FromMilliseconds(1));
        await using SqliteLedger later = SqliteLedger.Open(folder.Options with { Clock = clock });
        Assert.Equal(clock.GetUtcNow(), later.UncleanSince);
    }

    [Fact]
    public async Task The_log_that_is_lost_does_not_take_the_session_with_it()
    {
        using LedgerFolder folder = new();
        using LedgerFolder copy = new();
        await using SqliteLedger ledger = folder.Open();
        File.Copy(folder.Path, copy.Path);

        Assert.Equal(ledger.Owner, copy.Ask("SELECT owner FROM ledger_session"));
    }

    /// <summary>What a process leaves that had the ledger open and was killed.</summary>
    private static void Forge(LedgerFolder folder, string owner, DateTimeOffset openedAt)
    {
        LedgerKey key = LedgerKeyFile.Read(folder.KeyPath);
        using SqliteDatabase database = SqliteDatabase.Open(folder.Path, forWriting: true, TimeSpan.FromSeconds(1));
        database.Begin();
        new SqliteSessions(database.Statements, key, folder.Path).Add(owner, openedAt);
        LedgerHeader header = LedgerHeader.Read(database.Statements, key, folder.Path);
        (header with { SessionCount = header.SessionCount + 1 }).Update(database.Statements, key);
        database.Run("COMMIT");
    }
}
