using LianPay.Core.Ledger;
using LianPay.Tests.Support;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

/// <summary>The answer to a COMMIT does not come. Whether it counts is found out, and no work is done twice or lost.</summary>
public sealed class PostgresLostCommitTests
{
    [Theory]
    [InlineData(CommitFate.LostOnTheWay, 2)]
    [InlineData(CommitFate.AnswerLost, 1)]
    public async Task Work_is_run_again_only_when_the_server_never_got_the_commit(object fate, int runs)
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        using PostgresProxy proxy = new(place.Settings);
        await using PostgresLedger ledger = PostgresLedger.Open(place.OptionsBy(proxy));
        proxy.Plan((CommitFate)fate);
        int ran = 0;
        await CountUpAsync(ledger, "A2", () => ran++);

        Assert.Equal(runs, ran);
        AssertCounted(ledger, "A2", 1);
    }

    [Fact]
    public async Task A_commit_that_is_still_on_its_way_is_waited_for()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        using PostgresProxy proxy = new(place.Settings);
        await using PostgresLedger ledger = PostgresLedger.Open(place.OptionsBy(proxy));
        proxy.Plan(CommitFate.Late);
        int ran = 0;
        Task work = CountUpAsync(ledger, "A2", () => ran++);
        await proxy.CommitSeen;

        // It asks what has become of it, before the server has got it.
        await place.WhenAsync("EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_xact_status%' AND pid <> pg_backend_pid())");
        Assert.False(work.IsCompleted);
        proxy.Release();
        await work;

        Assert.Equal(1, ran);
        AssertCounted(ledger, "A2", 1);
    }

    [Fact]
    public async Task Whatever_becomes_of_many_commits_each_piece_of_work_counts_once()
    {
        const int Count = 30;
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        using PostgresProxy proxy = new(place.Settings);
        await using PostgresLedger ledger = PostgresLedger.Open(place.OptionsBy(proxy));
        for (int number = 0; number < Count; number++)
        {
            proxy.Plan((number % 3) switch { 0 => CommitFate.LostOnTheWay, 1 => CommitFate.AnswerLost, _ => CommitFate.Passes });
            await Task.WhenAll(CountUpAsync(ledger, "A2"), CountUpAsync(ledger, "A3"));
        }

        AssertCounted(ledger, "A2", Count);
        AssertCounted(ledger, "A3", Count);
    }

    [Fact]
    public async Task Work_that_fails_for_a_reason_of_its_own_does_so_once_when_its_neighbours_commit_is_repeated()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        using PostgresProxy proxy = new(place.Settings);
        await using PostgresLedger ledger = PostgresLedger.Open(place.OptionsBy(proxy));
        using ManualResetEventSlim release = new();
        proxy.Plan(CommitFate.Passes, CommitFate.LostOnTheWay, CommitFate.AnswerLost);
        Task blocker = Block(ledger, release, out Task blocked);
        await blocked; // so that the two below share the next commit
        int ran = 0;
        Task<bool> failing = ledger.WriteAsync<bool>(Key("A1"), transaction =>
        {
            transaction.Save(Bare("A1"), Event(9));
            throw new InvalidOperationException($"{++ran}");
        });
        Task good = CountUpAsync(ledger, "A2");
        release.Set();
        await Task.WhenAll(blocker, good);

        Assert.Equal("2", (await Assert.ThrowsAsync<InvalidOperationException>(() => failing)).Message);
        AssertCounted(ledger, "A2", 1);
        Assert.Equal([Event(1), Event(2), Event(3)], ledger.ReadHistory(Key("A1")));
    }

    [Fact]
    public async Task A_policy_whose_commit_is_lost_is_set_all_the_same()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        using PostgresProxy proxy = new(place.Settings);
        await using PostgresLedger ledger = PostgresLedger.Open(place.OptionsBy(proxy));
        proxy.Plan(CommitFate.LostOnTheWay, CommitFate.AnswerLost, CommitFate.AnswerLost);
        await ledger.WriteAsync(transaction => transaction.Policy = transaction.Policy with { RequireLedgerApproval = true });
        await ledger.WriteAsync(transaction => transaction.Policy = transaction.Policy with { RequireSecondPerson = true });

        Assert.Equal((true, true), (ledger.Policy.RequireLedgerApproval, ledger.Policy.RequireSecondPerson));
    }

    /// <summary>
    /// After a crash the server gives the number of a transaction that it lost to the next one: to be told that the number was
    /// committed proves nothing.
    /// </summary>
    [Fact]
    public async Task A_crash_that_takes_the_transaction_with_it_is_told_from_a_commit_although_its_number_is_used_again()
    {
        using PostgresCluster cluster = StartForgetful();
        using PostgresPlace place = await new PostgresPlace(cluster).FillAsync();
        using PostgresProxy proxy = new(place.Settings);
        await using PostgresLedger ledger = PostgresLedger.Open(place.OptionsBy(proxy));
        int ran = 0;
        proxy.Plan(CommitFate.Swallowed);
        Task work = CountUpAsync(ledger, "A2", () => ran++);
        await proxy.CommitSeen;
        cluster.Stop("immediate");
        cluster.Start();
        await work;

        Assert.Equal(2, ran);
        AssertCounted(ledger, "A2", 1);
    }

    [Fact]
    public async Task A_record_that_was_saved_as_it_was_does_not_speak_for_its_neighbour_after_a_crash()
    {
        using PostgresCluster cluster = StartForgetful();
        using PostgresPlace place = await new PostgresPlace(cluster).FillAsync();
        using PostgresProxy proxy = new(place.Settings);
        await using PostgresLedger ledger = PostgresLedger.Open(place.OptionsBy(proxy));
        proxy.Plan(CommitFate.Passes, CommitFate.Swallowed);
        using ManualResetEventSlim release = new();
        Task blocker = Block(ledger, release, out Task blocked);
        await blocked; // so that the two below share the next commit
        Task same = ledger.WriteAsync(Key("A1"), transaction =>
        {
            transaction.Save(transaction.Find(Key("A1"))!);
            return true;
        });
        Task changed = SaveAsync(ledger, Full("A2") with { Epoch = 4711 });
        release.Set();
        await blocker;
        await proxy.CommitSeen;
        cluster.Stop("immediate");
        cluster.Start();
        await Task.WhenAll(same, changed);

        Assert.Equal(4711, ledger.Find(Key("A2"))!.Epoch);
    }

    private static Task<int> Block(PaymentLedger ledger, ManualResetEventSlim release, out Task blocked)
    {
        TaskCompletionSource source = new(TaskCreationOptions.RunContinuationsAsynchronously);
        blocked = source.Task;
        return ledger.WriteAsync(Key("A3"), transaction =>
        {
            // A transaction that writes nothing is not flushed, and its number would be lost with those of the ones that follow.
            transaction.Save(Bare("A3"));
            source.TrySetResult();
            release.Wait();
            return 0;
        });
    }

    /// <summary>What is not committed there does not reach the disk by itself for a while.</summary>
    private static PostgresCluster StartForgetful()
    {
        PostgresCluster cluster = SharedPostgres.StartOwn();
        cluster.Execute("postgres", "ALTER SYSTEM SET wal_writer_delay = '10s'");
        cluster.Execute("postgres", "ALTER SYSTEM SET wal_writer_flush_after = 0");
        cluster.Stop("fast");
        cluster.Start();
        return cluster;
    }

    private static void AssertCounted(PaymentLedger ledger, string order, int count)
    {
        Assert.Equal(count, ledger.Find(Key(order))!.Epoch);
        Assert.Equal(Enumerable.Range(1, count).Select(number => Event(number) with { Actor = ledger.Owner }), ledger.ReadHistory(Key(order)));
    }
}
