using LianPay.Core.Ledger;
using Microsoft.Data.Sqlite;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

/// <summary>The ledger is sound, and the world around it is not.</summary>
public sealed class SqliteLedgerFaultTests
{
    [Fact]
    public async Task While_another_program_holds_it_nothing_is_written_and_afterwards_it_works()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger ledger = folder.Open();
        using (SqliteConnection holder = folder.OpenRaw())
        {
            Run(holder, "BEGIN IMMEDIATE");
            LedgerException exception = await Assert.ThrowsAsync<LedgerException>(() => SaveAsync(ledger, Bare("A3")));
            Assert.Equal(LedgerError.Locked, exception.Error);
            Assert.NotNull(ledger.Find(Key("A1")));
            Run(holder, "ROLLBACK");
        }

        Assert.Null(ledger.Find(Key("A3")));
        await SaveAsync(ledger, Bare("A3"));
        Assert.NotNull(ledger.Find(Key("A3")));
    }

    [Theory]
    [InlineData("BEGIN IMMEDIATE")]
    [InlineData("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")]
    public async Task While_another_program_holds_it_it_is_not_opened(string hold)
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        using (SqliteConnection holder = folder.OpenRaw())
        {
            Run(holder, hold);
            Assert.Equal(LedgerError.Locked, folder.OpenRefused().Error);
        }

        await using SqliteLedger ledger = folder.Open();
        Assert.NotNull(ledger.Find(Key("A1")));
    }

    [Fact]
    public async Task On_a_full_disk_nothing_is_written_and_with_room_again_it_works()
    {
        using SmallDisk disk = SmallDisk.Mount("1m");
        string path = disk.File("ledger.db");
        await using SqliteLedger ledger = SqliteLedger.Open(new SqliteLedgerOptions { Path = path });
        await SaveAsync(ledger, Bare("A1"));
        disk.FillUp();

        LedgerException exception = await Assert.ThrowsAsync<LedgerException>(async () =>
        {
            // What is left of the last page of the log may still take a little.
            for (int number = 0; number < 100; number++)
            {
                await SaveAsync(ledger, Bare($"B{number}"), Event(1));
            }
        });
        Assert.Equal(LedgerError.Full, exception.Error);
        int kept = ledger.Read(new LedgerQuery()).Count();
        disk.MakeRoom();
        await SaveAsync(ledger, Bare("C"));
        Assert.Equal(kept + 1, ledger.Read(new LedgerQuery()).Count());
        await ledger.DisposeAsync();

        await using SqliteLedger again = SqliteLedger.Open(new SqliteLedgerOptions { Path = path });
        Assert.NotNull(again.Find(Key("A1")));
        Assert.Null(again.UncleanSince);
    }

    [Fact]
    public async Task On_a_full_disk_no_ledger_is_made_or_opened()
    {
        using SmallDisk disk = SmallDisk.Mount("1m");
        SqliteLedgerOptions options = new() { Path = disk.File("ledger.db") };
        await SqliteLedger.Open(options).DisposeAsync();
        disk.FillUp();

        Assert.Equal(LedgerError.Full, Assert.Throws<LedgerException>(() => SqliteLedger.Open(options)).Error);
        LedgerException exception = Assert.Throws<LedgerException>(() => SqliteLedger.Open(options with { Path = disk.File("second.db") }));
        Assert.Equal(LedgerError.Full, exception.Error);
        Assert.False(File.Exists(disk.File("second.db")));
    }

    [Fact]
    public async Task On_a_disk_that_is_mounted_read_only_it_is_not_opened()
    {
        using SmallDisk disk = SmallDisk.Mount("2m");
        SqliteLedgerOptions options = new() { Path = disk.File("ledger.db") };
        await SqliteLedger.Open(options).DisposeAsync();
        disk.MakeReadOnly();

        Assert.Equal(LedgerError.NotWritable, Assert.Throws<LedgerException>(() => SqliteLedger.Open(options)).Error);
        Assert.Equal(
            LedgerError.NotWritable,
            Assert.Throws<LedgerException>(() => SqliteLedger.Open(options with { Path = disk.File("second.db") })).Error);
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
