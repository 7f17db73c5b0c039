using System.Text;
using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

public sealed class SqliteLedgerTests
{
    [Fact]
    public async Task A_record_comes_back_as_it_was_written_whether_full_or_bare()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger ledger = folder.Open();

        Assert.Equal(Text(Full("A1")), Text(ledger.Find(Key("A1"))));
        Assert.Equal(Text(Bare("A2")), Text(ledger.Find(Key("A2"))));
        Assert.Equal(Text(Full("A1")), Text(await ledger.WriteAsync(transaction => transaction.Find(Key("A1")))));
        Assert.Equal([Text(Full("A1")), Text(Bare("A2"))], ledger.Read(new LedgerQuery()).Select(Text));
    }

    [Fact]
    public async Task A_history_comes_back_in_its_order_and_goes_on_where_it_ended()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger ledger = folder.Open();
        LedgerEvent bare = new() { At = Start, Kind = LedgerEventKind.Person, Status = PaymentStatus.Review };
        await SaveAsync(ledger, Full("A1") with { Reason = "更改" }, bare);

        Assert.Equal([Event(1), Event(2), Event(3), bare], ledger.ReadHistory(Key("A1")));
        Assert.Empty(ledger.ReadHistory(Key("A2")));
        Assert.Empty(ledger.ReadHistory(Key("A3")));
    }

    [Fact]
    public async Task A_policy_holds_for_every_ledger_on_the_file_and_for_those_to_come()
    {
        using LedgerFolder folder = new();
        LedgerPolicy set = new() { RequireLedgerApproval = true, RequireSecondPerson = true, SetBy = "boss", SetAt = Start };
        await using SqliteLedger one = folder.Open();
        await using (SqliteLedger two = folder.Open())
        {
            Assert.Equal(new LedgerPolicy(), two.Policy);
            await two.WriteAsync(transaction => transaction.Policy = set);
        }

        Assert.Equal(set, one.Policy);
        Assert.Equal(set, await one.WriteAsync(transaction => transaction.Policy));
        await using SqliteLedger three = folder.Open();
        Assert.Equal(set, three.Policy);
    }

    [Fact]
    public async Task Work_that_fails_sets_no_policy_and_neither_does_its_neighbour_in_the_same_commit()
    {
        using LedgerFolder folder = new();
        await using SqliteLedger ledger = folder.Open();

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
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger ledger = folder.Open();

        Assert.Null(ledger.Find(Key("A1", "127.0.0.1:8080")));
        Assert.Null(ledger.Find(Key("A1") with { PartnerId = "201408071000001544" }));
        Assert.Null(ledger.Find(Key("a1")));
        Assert.Null(ledger.Find(Key("A")));
        Assert.Null(ledger.Find(Key("A11")));
    }

    [Fact]
    public async Task Records_are_read_by_every_condition_oldest_change_first()
    {
        using LedgerFolder folder = new();
        await using SqliteLedger ledger = folder.Open();
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

    [Theory]
    [InlineData("WHERE order_number = 'A' AND partner_id = 'B' AND gateway = 'C'", "payment_by_order")]
    [InlineData("WHERE order_number = 'A' ORDER BY updated_at, id", "payment_by_order")]
    [InlineData("WHERE status = 'A' ORDER BY updated_at, id", "payment_by_status")]
    [InlineData("WHERE updated_at >= 'A' ORDER BY updated_at, id", "payment_by_time")]
    [InlineData("ORDER BY updated_at, id", "payment_by_time")]
    public async Task Queries_use_an_index(string condition, string index)
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        using var connection = folder.OpenRaw();
        using var command = connection.CreateCommand();
        command.CommandText = $"EXPLAIN QUERY PLAN SELECT * FROM payment {condition}";
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Contains(index, reader.GetString(3), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_shows_the_ledger_as_it_was_when_it_began_and_lets_others_write()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger ledger = folder.Open();
        List<string> seen = [];
        foreach (LedgerRecord record in ledger.Read(new LedgerQuery()))
        {
            seen.Add(record.Key.OrderNumber);
            await SaveAsync(ledger, record with { UpdatedAt = record.UpdatedAt.AddHours(1) });
        }

        Assert.Equal(["A1", "A2"], seen);
    }

    [Fact]
    public async Task What_is_written_is_durable_when_the_task_ends()
    {
        using LedgerFolder folder = new();
        using LedgerFolder copy = new();
        await using SqliteLedger ledger = folder.Open();
        await SaveAsync(ledger, Full("A1"), Event(1));

        // What a power failure would leave: the file and its log as they lie there, without anybody's closing them.
        foreach (string suffix in (string[])["", "-wal", ".key"])
        {
            File.Copy(folder.Path + suffix, copy.Path + suffix);
        }

        await using SqliteLedger second = folder.Open();
        await using SqliteLedger third = copy.Open();
        Assert.Equal(Text(Full("A1")), Text(second.Find(Key("A1"))));
        Assert.Equal(Text(Full("A1")), Text(third.Find(Key("A1"))));
        Assert.Equal([Event(1)], third.ReadHistory(Key("A1")));
    }

    [Fact]
    public async Task The_log_is_flushed_at_every_commit()
    {
        using LedgerFolder folder = new();
        await using SqliteLedger ledger = folder.Open();
        using SqliteDatabase database = SqliteDatabase.Open(folder.Path, forWriting: true, TimeSpan.FromSeconds(1));
        database.MakeDurable();

        Assert.Equal("wal", database.Statements.Scalar("PRAGMA journal_mode"));
        Assert.Equal(2L, database.Statements.Scalar("PRAGMA synchronous"));
        Assert.Equal(1L, database.Statements.Scalar("PRAGMA foreign_keys"));
        Assert.Equal(1L, database.Statements.Scalar("PRAGMA secure_delete"));
    }

    [Fact]
    public async Task Read_and_change_loses_no_update_of_another_ledger_on_the_same_file()
    {
        const int Ledgers = 4;
        const int Changes = 50;
        using LedgerFolder folder = new();
        SqliteLedger[] ledgers = [.. Enumerable.Range(0, Ledgers).Select(_ => SqliteLedger.Open(folder.PatientOptions))];
        await Task.WhenAll(ledgers.SelectMany(ledger => Enumerable.Range(0, Changes).Select(number => ledger.WriteAsync(transaction =>
        {
            LedgerRecord record = transaction.Find(Key("A1")) ?? Bare("A1");
            transaction.Save(record with { Epoch = record.Epoch + 1 }, Event(number));
            return record.Epoch;
        }))));

        Assert.Equal(Ledgers * Changes, ledgers[0].Find(Key("A1"))!.Epoch);
        Assert.Equal(Ledgers * Changes, ledgers[1].ReadHistory(Key("A1")).Count());
        foreach (SqliteLedger ledger in ledgers)
        {
            await ledger.DisposeAsync();
        }
    }

    [Fact]
    public async Task Fifty_that_start_at_once_make_one_ledger()
    {
        const int Starters = 50;
        using LedgerFolder folder = new();
        using Barrier barrier = new(Starters);
        SqliteLedger[] ledgers = await Task.WhenAll(Enumerable.Range(0, Starters).Select(_ => Task.Factory.StartNew(
            () =>
            {
                barrier.SignalAndWait();
                return SqliteLedger.Open(folder.PatientOptions);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        await Task.WhenAll(ledgers.Select((ledger, number) => SaveAsync(ledger, Bare($"A{number}"))));

        Assert.Equal(Starters, ledgers[0].Read(new LedgerQuery()).Count());
        Assert.All(ledgers, ledger => Assert.Null(ledger.UncleanSince));
        Assert.Equal((long)Starters, folder.Ask("SELECT count(*) FROM ledger_session"));
        await Task.WhenAll(ledgers.Select(ledger => ledger.DisposeAsync().AsTask()));
        Assert.Equal(["ledger.db", "ledger.db.key"], Directory.GetFiles(Path.GetDirectoryName(folder.Path)!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(0L, folder.Ask("SELECT count(*) FROM ledger_session"));
    }

    [Fact]
    public async Task No_confirm_code_and_no_key_is_in_any_file()
    {
        const string Code = "918273";
        using LedgerFolder folder = new();
        await using SqliteLedger ledger = folder.Open();
        await SaveAsync(ledger, Full("A1") with { CodeMac = ledger.MacOf(Key("A1"), Code) }, Event(1));
        byte[] key = await File.ReadAllBytesAsync(folder.KeyPath, TestContext.Current.CancellationToken);

        byte[][] secrets =
        [
            Encoding.ASCII.GetBytes(Code), Encoding.Unicode.GetBytes(Code), Encoding.BigEndianUnicode.GetBytes(Code),
            key, Encoding.ASCII.GetBytes(Convert.ToHexString(key)), Encoding.ASCII.GetBytes(Convert.ToBase64String(key)),
        ];
        foreach (string suffix in (string[])["", "-wal", "-shm"])
        {
            byte[] file = await File.ReadAllBytesAsync(folder.Path + suffix, TestContext.Current.CancellationToken);
            Assert.NotEmpty(file);
            Assert.All(secrets, secret => Assert.Equal(-1, file.AsSpan().IndexOf(secret)));
        }
    }

    [Fact]
    public async Task A_closed_ledger_takes_no_work()
    {
        using LedgerFolder folder = new();
        SqliteLedger ledger = folder.Open();
        await ledger.DisposeAsync();
        await ledger.DisposeAsync();

        Assert.Equal(LedgerError.Unreachable, (await Assert.ThrowsAsync<LedgerException>(() => SaveAsync(ledger, Bare("A1")))).Error);
        Assert.Equal(LedgerError.Unreachable, Assert.Throws<LedgerException>(() => ledger.Find(Key("A1"))).Error);
    }

    [Fact]
    public async Task Closing_waits_for_what_was_handed_in()
    {
        using LedgerFolder folder = new();
        SqliteLedger ledger = folder.Open();
        Task[] tasks = [.. Enumerable.Range(0, 20).Select(number => SaveAsync(ledger, Bare($"A{number}")))];
        await ledger.DisposeAsync();

        await Task.WhenAll(tasks);
        await using SqliteLedger again = folder.Open();
        Assert.Equal(20, again.Read(new LedgerQuery()).Count());
    }

    private static async Task AssertComesBackAsync(string written, string read)
    {
        using LedgerFolder folder = new();
        await using SqliteLedger ledger = folder.Open();
        LedgerEvent line = Event(1) with { Evidence = written, Actor = written };
        await SaveAsync(ledger, Full("A1") with { RetMessage = written, ReviewedBy = written }, line);

        Assert.Equal(Text(Full("A1") with { RetMessage = read, ReviewedBy = read }), Text(ledger.Find(Key("A1"))));
        Assert.Equal([line with { Evidence = read, Actor = read }], ledger.ReadHistory(Key("A1")));
    }
}
