using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;
using Microsoft.Data.Sqlite;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

/// <summary>What is true of a ledger, whatever lies under it.</summary>
public abstract class LedgerTests(LedgerEngine engine)
{
    private LedgerEngine Engine => engine;

    [Fact]
    public async Task A_record_comes_back_as_it_was_written_whether_full_or_bare()
    {
        using LedgerPlace place = await LedgerPlace.NewFilledAsync(Engine);
        await using PaymentLedger ledger = place.Open();

        Assert.Equal(Text(Full("A1")), Text(ledger.Find(Key("A1"))));
        Assert.Equal(Text(Bare("A2")), Text(ledger.Find(Key("A2"))));
        Assert.Equal(Text(Full("A1")), Text(await ledger.WriteAsync(Key("A1"), transaction => transaction.Find(Key("A1")))));
        Assert.Equal([Text(Full("A1")), Text(Bare("A2"))], ledger.Read(new LedgerQuery()).Select(Text));
    }

    [Fact]
    public async Task A_history_comes_back_in_its_order_and_goes_on_where_it_ended()
    {
        using LedgerPlace place = await LedgerPlace.NewFilledAsync(Engine);
        await using PaymentLedger ledger = place.Open();
        LedgerEvent bare = new() { At = Start, Kind = LedgerEventKind.Person, Status = PaymentStatus.Review };
        await SaveAsync(ledger, Full("A1") with { Reason = "更改" }, bare);

        Assert.Equal([Event(1), Event(2), Event(3), bare], ledger.ReadHistory(Key("A1")));
        Assert.Empty(ledger.ReadHistory(Key("A2")));
        Assert.Empty(ledger.ReadHistory(Key("A3")));
    }

    [Fact]
    public async Task A_policy_holds_for_every_ledger_that_shares_it_and_for_those_to_come()
    {
        using LedgerPlace place = LedgerPlace.New(Engine);
        LedgerPolicy set = new() { RequireLedgerApproval = true, RequireSecondPerson = true, SetBy = "boss", SetAt = Start };
        await using PaymentLedger one = place.Open();
        await using (PaymentLedger two = place.Open())
        {
            Assert.Equal(new LedgerPolicy(), two.Policy);
            await two.WriteAsync(transaction => transaction.Policy = set);
        }

        Assert.Equal(set, one.Policy);
        Assert.Equal(set, await one.WriteAsync(transaction => transaction.Policy));
        await using PaymentLedger three = place.Open();
        Assert.Equal(set, three.Policy);
    }

    [Fact]
    public async Task Work_that_fails_sets_no_policy_and_neither_does_its_neighbour_in_the_same_commit()
    {
        using LedgerPlace place = LedgerPlace.New(Engine);
        await using PaymentLedger ledger = place.Open();

        Task<bool> failing = ledger.WriteAsync<bool>(transaction =>
        {
            transaction.Policy = new LedgerPolicy { RequireSecondPerson = true };
            throw new InvalidOperationException();
        });
        Task good = SaveAsync(ledger, Bare("A1"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        await good;
        Assert.Equal(new LedgerPolicy(), ledger.Policy);
    }

    /// <summary>What a hostile answer or a hurried reviewer may hold. A ledger that could not read it again would count as damaged.</summary>
    [Theory]
    [InlineData("\0", "\u2400")]
    [InlineData("a\0b\0", "a\u2400b\u2400")]
    [InlineData("\u0001\t\r\n\u001b\u007f\u0085\ufeff\ufffe\uffff", "\u0001\t\r\n\u001b\u007f\u0085\ufeff\ufffe\uffff")]
    [InlineData("e\u0301 \u00e9 \ud83d\ude00", "e\u0301 \u00e9 \ud83d\ude00")]
    [InlineData("'); DROP TABLE payment; --", "'); DROP TABLE payment; --")]
    [InlineData("", "")]
    public Task Every_text_comes_back_and_fits_its_checksum(string written, string read) => AssertComesBackAsync(written, read);

    /// <summary>Not a row of the theory: the runner itself would replace it.</summary>
    [Fact]
    public Task Half_a_surrogate_pair_comes_back_as_what_UTF_8_makes_of_it() => AssertComesBackAsync("half \ud83d of a pair", "half \ufffd of a pair");

    [Fact]
    public async Task An_order_of_another_gateway_or_partner_is_another_order()
    {
        using LedgerPlace place = await LedgerPlace.NewFilledAsync(Engine);
        await using PaymentLedger ledger = place.Open();

        Assert.Null(ledger.Find(Key("A1", "127.0.0.1:8080")));
        Assert.Null(ledger.Find(Key("A1") with { PartnerId = "201408071000001544" }));
        Assert.Null(ledger.Find(Key("a1")));
        Assert.Null(ledger.Find(Key("A")));
        Assert.Null(ledger.Find(Key("A11")));
    }

    [Fact]
    public async Task Records_are_read_by_every_condition_oldest_change_first()
    {
        using LedgerPlace place = LedgerPlace.New(Engine);
        await using PaymentLedger ledger = place.Open();
        await SaveAsync(ledger, Bare("late", Start.AddMilliseconds(2)));
        await SaveAsync(ledger, Bare("early", Start));
        await SaveAsync(ledger, Bare("paid", Start.AddMilliseconds(1)) with { Facts = PaymentFacts.Paid });
        await SaveAsync(ledger, Bare("elsewhere", Start.AddMilliseconds(3)) with { Key = Key("early", "127.0.0.1:1") });

        string[] Read(LedgerQuery query) => [.. ledger.Read(query).Select(record => record.Key.OrderNumber)];
        Assert.Equal(["early", "paid", "late", "early"], Read(new LedgerQuery()));
        Assert.Equal(["early", "late", "early"], Read(new LedgerQuery { Statuses = [PaymentStatus.Unknown, PaymentStatus.Held] }));
        Assert.Equal(["paid"], Read(new LedgerQuery { Statuses = [PaymentStatus.Paid], PartnerId = Key("x").PartnerId }));
        Assert.Empty(Read(new LedgerQuery { Statuses = [] }));
        Assert.Equal(["paid", "late", "early"], Read(new LedgerQuery { Since = Start.AddMilliseconds(1) }));
        Assert.Equal(["late", "early"], Read(new LedgerQuery { Since = Start.AddMilliseconds(1).AddTicks(1) }));
        Assert.Equal(["early"], Read(new LedgerQuery { Until = Start.AddMilliseconds(1) }));
        Assert.Equal(["early", "early"], Read(new LedgerQuery { OrderNumber = "early" }));
        Assert.Equal(["early", "late", "paid", "early"], Read(new LedgerQuery { NewestFirst = true }));
        Assert.Equal(["late"], Read(new LedgerQuery { OrderNumberPrefix = "la" }));
        Assert.Equal(4, Read(new LedgerQuery { OrderNumberPrefix = "" }).Length);
        Assert.Empty(Read(new LedgerQuery { OrderNumberPrefix = "_a" }));
        Assert.Empty(Read(new LedgerQuery { OrderNumberPrefix = "LA" }));
        Assert.Equal(["early"], Read(new LedgerQuery { OrderNumber = "early", Gateway = "127.0.0.1:1" }));
        Assert.Empty(Read(new LedgerQuery { PartnerId = "x' OR 1=1 --" }));
    }

    [Fact]
    public async Task A_stream_shows_the_ledger_as_it_was_when_it_began_and_lets_others_write()
    {
        using LedgerPlace place = await LedgerPlace.NewFilledAsync(Engine);
        await using PaymentLedger ledger = place.Open();
        List<string> seen = [];
        foreach (LedgerRecord record in ledger.Read(new LedgerQuery()))
        {
            seen.Add(record.Key.OrderNumber);
            await SaveAsync(ledger, record with { UpdatedAt = record.UpdatedAt.AddHours(1) });
        }

        Assert.Equal(["A1", "A2"], seen);
    }

    [Fact]
    public async Task Read_and_change_loses_no_update_of_another_ledger()
    {
        const int Ledgers = 4;
        const int Changes = 50;
        using LedgerPlace place = LedgerPlace.New(Engine);
        PaymentLedger[] ledgers = [.. Enumerable.Range(0, Ledgers).Select(_ => place.OpenPatiently())];
        await Task.WhenAll(ledgers.SelectMany(ledger => Enumerable.Range(0, Changes).Select(_ => CountUpAsync(ledger, "A1"))));

        Assert.Equal(Ledgers * Changes, ledgers[0].Find(Key("A1"))!.Epoch);
        Assert.Equal(Ledgers * Changes, ledgers[1].ReadHistory(Key("A1")).Count());
        foreach (PaymentLedger ledger in ledgers)
        {
            await ledger.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_closed_ledger_takes_no_work()
    {
        using LedgerPlace place = LedgerPlace.New(Engine);
        PaymentLedger ledger = place.Open();
        await ledger.DisposeAsync();
        await ledger.DisposeAsync();

        Assert.Equal(LedgerError.Unreachable, (await Assert.ThrowsAsync<LedgerException>(() => SaveAsync(ledger, Bare("A1")))).Error);
        Assert.Equal(LedgerError.Unreachable, Assert.Throws<LedgerException>(() => ledger.Find(Key("A1"))).Error);
    }

    [Fact]
    public async Task Closing_waits_for_what_was_handed_in()
    {
        using LedgerPlace place = LedgerPlace.New(Engine);
        PaymentLedger ledger = place.Open();
        Task[] tasks = [.. Enumerable.Range(0, 20).Select(number => SaveAsync(ledger, Bare($"A{number}")))];
        await ledger.DisposeAsync();

        await Task.WhenAll(tasks);
        await using PaymentLedger again = place.Open();
        Assert.Equal(20, again.Read(new LedgerQuery()).Count());
    }

    [Fact]
    public async Task Read_and_change_of_the_policy_loses_no_update_of_another_ledger()
    {
        const int Ledgers = 4;
        const int Changes = 10;
        using LedgerPlace place = LedgerPlace.New(Engine);
        PaymentLedger[] ledgers = [.. Enumerable.Range(0, Ledgers).Select(_ => place.OpenPatiently())];
        await Task.WhenAll(ledgers.SelectMany(ledger => Enumerable.Range(0, Changes).Select(_ =>
            ledger.WriteAsync(transaction => transaction.Policy = transaction.Policy with { SetBy = $"{transaction.Policy.SetBy}+" }))));

        Assert.Equal(Ledgers * Changes, ledgers[0].Policy.SetBy!.Length);
        foreach (PaymentLedger ledger in ledgers)
        {
            await ledger.DisposeAsync();
        }
    }

    [Fact]
    public async Task Sixteen_that_start_at_once_make_one_ledger_and_count_one_record_up()
    {
        const int Starters = 16;
        using LedgerPlace place = LedgerPlace.New(Engine);
        using Barrier barrier = new(Starters);
        PaymentLedger[] ledgers = await Task.WhenAll(Enumerable.Range(0, Starters).Select(_ => Task.Factory.StartNew(
            () =>
            {
                barrier.SignalAndWait();
                return place.OpenPatiently();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        await Task.WhenAll(ledgers.Select(ledger => CountUpAsync(ledger, "A1")));

        Assert.Equal(Starters, ledgers[0].Find(Key("A1"))!.Epoch);
        Assert.Equal(Starters, ledgers[1].ReadHistory(Key("A1")).Count());
        Assert.All(ledgers, ledger => Assert.Null(ledger.UncleanSince));
        Assert.Equal(1L, place.Ask("SELECT count(*) FROM payment"));
        Assert.Equal(1L, place.Ask("SELECT count(*) FROM ledger"));
        await Task.WhenAll(ledgers.Select(ledger => ledger.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task What_is_durable_another_ledger_sees()
    {
        using LedgerPlace place = LedgerPlace.New(Engine);
        await using PaymentLedger ledger = place.Open();
        await using PaymentLedger second = place.Open();
        await SaveAsync(ledger, Full("A1"), Event(1));

        Assert.Equal(Text(Full("A1")), Text(second.Find(Key("A1"))));
        Assert.Equal([Event(1)], second.ReadHistory(Key("A1")));
    }

    [Fact]
    public async Task Two_ledgers_that_change_one_order_in_turn_build_on_each_other()
    {
        const int Turns = 3;
        using LedgerPlace place = LedgerPlace.New(Engine);
        await using PaymentLedger one = place.Open();
        await using PaymentLedger two = place.Open();
        for (int turn = 1; turn <= Turns; turn++)
        {
            Assert.Equal((2 * turn) - 1, await CountUpAsync(one, "A1"));
            await one.WriteAsync(transaction => transaction.Policy = transaction.Policy with { SetBy = $"{transaction.Policy.SetBy}1" });
            Assert.Equal(2 * turn, await CountUpAsync(two, "A1"));
            await two.WriteAsync(transaction => transaction.Policy = transaction.Policy with { SetBy = $"{transaction.Policy.SetBy}2" });

            // A record that the other one makes has the number that this one would have given next.
            await SaveAsync(one, Bare($"B{turn}"));
            await SaveAsync(two, Bare($"C{turn}"));
        }

        Assert.Equal("121212", one.Policy.SetBy);
        Assert.Equal(1 + (2 * Turns), one.Read(new LedgerQuery()).Count());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_work_saved_that_came_to_nothing_no_other_work_sees(bool isOfDatabase)
    {
        using LedgerPlace place = LedgerPlace.New(Engine);
        await using PaymentLedger ledger = place.Open();
        await CountUpAsync(ledger, "A1");
        Task<bool> failing = ledger.WriteAsync<bool>(Key("A1"), transaction =>
        {
            transaction.Save(transaction.Find(Key("A1"))! with { Epoch = 4711 }, Event(1));
            transaction.Policy = transaction.Policy with { RequireSecondPerson = true };

            // What the database throws takes the whole transaction with it; what the work throws, only that work.
            throw isOfDatabase ? new SqliteException("made up", 1) : new InvalidOperationException("made up");
        });

        await Assert.ThrowsAnyAsync<Exception>(() => failing);
        Assert.Equal(2, await CountUpAsync(ledger, "A1"));
        Assert.Equal(2, ledger.ReadHistory(Key("A1")).Count());
        Assert.False(ledger.Policy.RequireSecondPerson);
    }

    [Fact]
    public async Task Many_orders_in_one_commit_keep_their_own_records_and_histories()
    {
        const int Orders = 50;
        using LedgerPlace place = LedgerPlace.New(Engine);
        await using PaymentLedger ledger = place.Open();
        for (int round = 1; round <= 2; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, Orders).Select(number => SaveAsync(
                ledger, Full($"A{number}") with { Epoch = number }, [.. Enumerable.Range(1, number % 4).Select(Event)])));
        }

        Assert.All(Enumerable.Range(0, Orders), number =>
        {
            Assert.Equal(number, ledger.Find(Key($"A{number}"))!.Epoch);
            Assert.Equal([.. Enumerable.Range(1, number % 4).Select(Event), .. Enumerable.Range(1, number % 4).Select(Event)], ledger.ReadHistory(Key($"A{number}")));
        });
    }

    private async Task AssertComesBackAsync(string written, string read)
    {
        using LedgerPlace place = LedgerPlace.New(Engine);
        await using PaymentLedger ledger = place.Open();
        LedgerEvent line = Event(1) with { Evidence = written, Actor = written };
        await SaveAsync(ledger, Full("A1") with { RetMessage = written, ReviewedBy = written }, line);

        Assert.Equal(Text(Full("A1") with { RetMessage = read, ReviewedBy = read }), Text(ledger.Find(Key("A1"))));
        Assert.Equal([line with { Evidence = read, Actor = read }], ledger.ReadHistory(Key("A1")));
    }
}
