using System.Text;
using LianPay.Core.Ledger;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

public sealed class SqliteLedgerTests() : LedgerTests(LedgerEngine.Sqlite)
{
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
}
