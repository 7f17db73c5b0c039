using LianPay.Core.Ledger;
using LianPay.Tests.Support;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

/// <summary>The ledger is sound, and its server or the way to it is not.</summary>
public sealed class PostgresLedgerFaultTests : IDisposable
{
    private const string Writers = "datname = current_database() AND application_name = 'LianPay'";

    private readonly Lazy<PostgresCluster> _own = new(SharedPostgres.StartOwn);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (_own.IsValueCreated)
        {
            _own.Value.Dispose();
        }
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("immediate")]
    public async Task A_server_that_restarts_while_many_write_loses_nothing_and_doubles_nothing(string mode)
    {
        const int Orders = 8;
        using PostgresPlace place = await new PostgresPlace(_own.Value).FillAsync();
        await using PostgresLedger one = place.Open();
        await using PostgresLedger two = place.Open();
        int[] done = new int[Orders];
        using CancellationTokenSource enough = new();
        Task[] writers = [.. Enumerable.Range(0, Orders * 2).Select(async number =>
        {
            while (!enough.IsCancellationRequested)
            {
                await CountUpAsync(number < Orders ? one : two, $"B{number % Orders}");
                Interlocked.Increment(ref done[number % Orders]);
            }
        })];
        for (int restart = 0; restart < 2; restart++)
        {
            int before = done.Sum();
            await UntilAsync(() => done.Sum() >= before + (2 * Orders));
            _own.Value.Stop(mode);
            _own.Value.Start();
        }

        await enough.CancelAsync();
        await Task.WhenAll(writers);

        Assert.All(Enumerable.Range(0, Orders), number =>
        {
            Assert.Equal(done[number], one.Find(Key($"B{number}"))!.Epoch);
            Assert.Equal(done[number], two.ReadHistory(Key($"B{number}")).Count());
        });
    }

    [Fact]
    public async Task A_ledger_that_was_idle_while_the_server_restarted_reads_and_writes_on()
    {
        using PostgresPlace place = await new PostgresPlace(_own.Value).FillAsync();
        await using PostgresLedger ledger = place.Open();
        await SaveAsync(ledger, Bare("A3"));
        Assert.NotNull(ledger.Find(Key("A1")));
        Restart();
        Assert.Equal(3, ledger.ReadHistory(Key("A1")).Count());
        Restart();
        Assert.Equal(3, ledger.Read(new LedgerQuery()).Count());
        Restart();
        Assert.False(ledger.Policy.RequireSecondPerson);
        Restart();
        await SaveAsync(ledger, Bare("A4"));

        void Restart()
        {
            _own.Value.Stop("fast");
            _own.Value.Start();
        }
    }

    [Fact]
    public async Task What_is_handed_in_or_asked_while_the_server_is_down_is_done_when_it_is_back()
    {
        using PostgresPlace place = await new PostgresPlace(_own.Value).FillAsync();
        await using PostgresLedger ledger = place.Open();
        _own.Value.Stop("fast");
        Task write = SaveAsync(ledger, Bare("A3"), Event(1));
        Task<LedgerRecord?> read = Task.Run(() => ledger.Find(Key("A1")), Cancel);
        _own.Value.Start();
        await write;

        Assert.NotNull(await read);
        Assert.Equal([Event(1)], ledger.ReadHistory(Key("A3")));
    }

    [Fact]
    public async Task A_server_that_stays_away_is_out_of_reach_and_nothing_of_the_work_comes_back_with_it()
    {
        using PostgresPlace place = await new PostgresPlace(_own.Value).FillAsync();
        await using PostgresLedger ledger = PostgresLedger.Open(place.Options with { Patience = TimeSpan.Zero });
        _own.Value.Stop("fast");

        LedgerException exception = await Assert.ThrowsAsync<LedgerException>(() => SaveAsync(ledger, Bare("A3")));
        Assert.Equal(LedgerError.Unreachable, exception.Error);
        Assert.Equal(LedgerError.Unreachable, Assert.Throws<LedgerException>(() => ledger.Find(Key("A1"))).Error);
        Assert.Equal(LedgerError.Unreachable, Assert.Throws<LedgerException>(() => ledger.Policy).Error);
        Assert.Equal(LedgerError.Unreachable, Assert.Throws<LedgerException>(() => ledger.Read(new LedgerQuery()).Count()).Error);
        Assert.Equal(LedgerError.Unreachable, place.OpenRefused().Error);
        _own.Value.Start();
        Assert.Null(ledger.Find(Key("A3")));
        await SaveAsync(ledger, Bare("A3"), Event(1));
        Assert.Single(ledger.ReadHistory(Key("A3")));
    }

    [Fact]
    public async Task A_disk_of_the_server_that_is_full_is_said_and_nothing_of_the_work_counts()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        await using PostgresLedger ledger = place.Open();
        place.Tamper("CREATE FUNCTION extend() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''could not extend file'' USING ERRCODE = ''disk_full''; END'");
        place.Tamper("CREATE TRIGGER full_disk BEFORE INSERT ON payment_event FOR EACH ROW EXECUTE FUNCTION extend()");

        Assert.Equal(LedgerError.Full, (await Assert.ThrowsAsync<LedgerException>(() => SaveAsync(ledger, Bare("A3"), Event(1)))).Error);
        Assert.Null(ledger.Find(Key("A3")));
        place.Tamper("DROP TRIGGER full_disk ON payment_event");
        await SaveAsync(ledger, Bare("A3"), Event(1));
        Assert.Equal([Event(1)], ledger.ReadHistory(Key("A3")));
    }

    [Fact]
    public async Task A_ledger_that_is_closed_while_the_server_is_away_writes_what_was_handed_in_when_it_is_back()
    {
        using PostgresPlace place = await new PostgresPlace(_own.Value).FillAsync();
        PostgresLedger ledger = place.Open();
        _own.Value.Stop("fast");
        Task write = SaveAsync(ledger, Bare("A3"));
        Task closing = ledger.DisposeAsync().AsTask();
        Assert.Equal(LedgerError.Unreachable, (await Assert.ThrowsAsync<LedgerException>(() => SaveAsync(ledger, Bare("A4")))).Error);
        _own.Value.Start();
        await write;
        await closing;

        await using PostgresLedger again = place.Open();
        Assert.NotNull(again.Find(Key("A3")));
        Assert.Null(again.Find(Key("A4")));
    }

    [Fact]
    public async Task Sessions_that_are_ended_in_the_middle_of_many_writes_cost_nothing_but_time()
    {
        const int Orders = 6;
        const int Changes = 15;
        const int Kills = 10;
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        await using PostgresLedger one = place.Open();
        await using PostgresLedger two = place.Open();
        Task writers = Task.WhenAll(Enumerable.Range(0, Orders * 2).Select(async number =>
        {
            for (int change = 0; change < Changes; change++)
            {
                await CountUpAsync(number < Orders ? one : two, $"B{number % Orders}");
            }
        }));
        int killed = 0;
        while (!writers.IsCompleted && killed < Kills)
        {
            killed += place.Ask($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {Writers} AND state <> 'idle'") is true ? 1 : 0;
        }

        await writers;
        Assert.True(killed > 0, "No session was ended: the test shows nothing");
        Assert.All(Enumerable.Range(0, Orders), number =>
        {
            Assert.Equal(2 * Changes, one.Find(Key($"B{number}"))!.Epoch);
            Assert.Equal(2 * Changes, two.ReadHistory(Key($"B{number}")).Count());
        });
    }

    /// <summary>A machine that sleeps inside a transaction must not hold up the others; when it wakes it looks again.</summary>
    [Fact]
    public async Task A_session_that_is_suspended_inside_a_transaction_loses_its_locks_and_its_work_is_repeated()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        await using PostgresLedger sleeper = place.Open();
        await using PostgresLedger other = place.Open();
        using ManualResetEventSlim awake = new();
        List<long> seen = [];
        Task slept = sleeper.WriteAsync(Key("A2"), transaction =>
        {
            LedgerRecord record = transaction.Find(Key("A2"))!;
            seen.Add(record.Epoch);
            if (seen.Count == 1)
            {
                awake.Wait();
            }

            transaction.Save(record with { Epoch = record.Epoch + 1 }, Event(2));
            return true;
        });
        await UntilAsync(() => seen.Count == 1);
        await CountUpAsync(other, "A2");
        awake.Set();
        await slept;

        Assert.Equal([0, 1], seen);
        Assert.Equal(2, other.Find(Key("A2"))!.Epoch);
        Assert.Equal(2, other.ReadHistory(Key("A2")).Count());
    }

    [Fact]
    public async Task A_connection_that_broke_while_it_was_idle_is_replaced()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        using PostgresProxy proxy = new(place.Settings);
        PostgresLedgerOptions options = place.OptionsBy(proxy);
        await using PostgresLedger ledger = PostgresLedger.Open(options with { Settings = options.Settings + ";Keepalive=1", Patience = TimeSpan.Zero });
        await SaveAsync(ledger, Bare("A3"));
        await proxy.CloseAllAsync();

        await SaveAsync(ledger, Bare("A4"));
        Assert.NotNull(ledger.Find(Key("A4")));
    }

    [Fact]
    public async Task A_session_that_the_server_ends_because_it_was_idle_is_replaced()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        await using PostgresLedger ledger = PostgresLedger.Open(place.Options with { Settings = place.Settings + ";Options=-c idle_session_timeout=100ms" });
        await SaveAsync(ledger, Bare("A3"));
        await place.WhenAsync($"NOT EXISTS (SELECT 1 FROM pg_stat_activity WHERE {Writers})");

        await SaveAsync(ledger, Bare("A4"));
        Assert.NotNull(ledger.Find(Key("A4")));
    }

    [Fact]
    public async Task While_another_session_holds_an_order_others_are_written_and_it_is_when_that_lets_go()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        await using PostgresLedger holder = place.Open();
        await using PostgresLedger waiter = place.Open();
        await using PostgresLedger other = place.Open();
        using ManualResetEventSlim release = new();
        TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task holding = holder.WriteAsync(Key("A2"), transaction =>
        {
            held.TrySetResult();
            release.Wait();
            LedgerRecord record = transaction.Find(Key("A2"))!;
            transaction.Save(record with { Epoch = record.Epoch + 1 });
            return true;
        });
        await held.Task;
        Task waiting = CountUpAsync(waiter, "A2");
        await place.WhenAsync("EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))");
        await CountUpAsync(other, "A1");
        Assert.False(waiting.IsCompleted);
        release.Set();
        await Task.WhenAll(holding, waiting);

        Assert.Equal(2, other.Find(Key("A2"))!.Epoch); // what the holder committed was seen by the waiter
    }

    /// <summary>Each takes its orders in another sequence: whoever locked them as they come would wait for the other for ever.</summary>
    [Fact]
    public async Task Two_that_take_the_same_orders_in_opposite_sequence_do_not_stand_in_each_others_way()
    {
        const int Rounds = 20;
        string[] orders = [.. Enumerable.Range(0, 40).Select(number => $"B{number}")];
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        await using PostgresLedger one = place.Open();
        await using PostgresLedger two = place.Open();
        long before = Deadlocks();
        await Task.WhenAll(RunAsync(one, orders), RunAsync(two, [.. orders.Reverse()]));

        Assert.All(orders, order => Assert.Equal(2 * Rounds, one.Find(Key(order))!.Epoch));
        Assert.Equal(before, Deadlocks());

        async Task RunAsync(PostgresLedger ledger, string[] sequence)
        {
            for (int round = 0; round < Rounds; round++)
            {
                await Task.WhenAll(sequence.Select(order => CountUpAsync(ledger, order)));
            }
        }

        long Deadlocks() => (long)place.Ask("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")!;
    }

    [Fact]
    public async Task A_server_that_is_set_to_lose_commits_while_the_ledger_is_open_is_refused_at_the_next_write()
    {
        using PostgresPlace place = await new PostgresPlace(_own.Value).FillAsync();
        await using PostgresLedger ledger = place.Open();
        await SaveAsync(ledger, Bare("A3"));
        Reload("ALTER SYSTEM SET synchronous_commit = 'off'", "off");
        LedgerException exception = await Assert.ThrowsAsync<LedgerException>(() => SaveAsync(ledger, Bare("A4")));
        Assert.Equal(LedgerError.NotDurable, exception.Error);
        Assert.Null(ledger.Find(Key("A4")));
        Reload("ALTER SYSTEM RESET synchronous_commit", "on");
        await SaveAsync(ledger, Bare("A4"));

        void Reload(string sql, string value)
        {
            _own.Value.Execute("postgres", sql);
            _own.Value.Execute("postgres", "SELECT pg_reload_conf()");

            // A new session has it once the server has read it, and by then it has told the others.
            while (place.Ask("SHOW synchronous_commit") as string != value)
            {
            }
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(1, Cancel);
        }
    }
}
