using System.Diagnostics;
using System.Security.Cryptography;
using LianPay.Core.Keys;
using LianPay.Core.Ledger;
using Microsoft.Data.Sqlite;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

public sealed class SqliteLedgerOpeningTests
{
    [Fact]
    public async Task A_new_ledger_and_its_key_are_for_the_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix modes");
            return;
        }

        using LedgerFolder folder = new();
        await using SqliteLedger ledger = folder.Open();
        await SaveAsync(ledger, Bare("A1"));

        Assert.Equal(32, new FileInfo(folder.KeyPath).Length);
        foreach (string suffix in (string[])["", "-wal", "-shm", ".key"])
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Path + suffix));
        }
    }

    [Fact]
    public async Task The_key_may_lie_elsewhere()
    {
        using LedgerFolder folder = new();
        using TempDirectory elsewhere = new();
        SqliteLedgerOptions options = folder.Options with { KeyPath = elsewhere.File("record.key") };
        await using (SqliteLedger ledger = SqliteLedger.Open(options))
        {
            await SaveAsync(ledger, Bare("A1"));
        }

        Assert.False(File.Exists(folder.KeyPath));
        await using SqliteLedger again = SqliteLedger.Open(options);
        Assert.NotNull(again.Find(Key("A1")));
    }

    [Fact]
    public async Task A_mac_is_of_the_code_the_order_and_the_key()
    {
        using LedgerFolder folder = new();
        using LedgerFolder other = new();
        await using SqliteLedger ledger = folder.Open();
        await using SqliteLedger second = other.Open();
        string mac = ledger.MacOf(Key("A1"), "123456");

        Assert.Matches("^[0-9A-F]{64}$", mac);
        Assert.Equal(mac, ledger.MacOf(Key("A1"), "123456"));
        Assert.NotEqual(mac, ledger.MacOf(Key("A1"), "123457"));
        Assert.NotEqual(mac, ledger.MacOf(Key("A2"), "123456"));
        Assert.NotEqual(mac, second.MacOf(Key("A1"), "123456"));
    }

    [Fact]
    public async Task Without_its_key_a_ledger_is_refused_and_no_key_is_made()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        File.Delete(folder.KeyPath);

        Assert.Equal(LedgerError.KeyUnusable, folder.OpenRefused().Error);
        Assert.False(File.Exists(folder.KeyPath));
    }

    [Fact]
    public async Task A_key_of_another_ledger_is_told_from_damage()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        using LedgerFolder other = new();
        await other.Open().DisposeAsync();
        File.Copy(other.KeyPath, folder.KeyPath, overwrite: true);

        LedgerException exception = folder.OpenRefused();
        Assert.Equal(LedgerError.KeyUnusable, exception.Error);
        Assert.Contains("does not belong", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public async Task A_key_of_another_length_is_refused(int length)
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await File.WriteAllBytesAsync(folder.KeyPath, RandomNumberGenerator.GetBytes(length), TestContext.Current.CancellationToken);

        Assert.Equal(LedgerError.KeyUnusable, folder.OpenRefused().Error);
    }

    [Fact]
    public async Task A_key_that_others_can_read_is_refused_and_the_message_says_what_mends_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix modes");
            return;
        }

        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        File.SetUnixFileMode(folder.KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        LedgerException exception = folder.OpenRefused();
        Assert.Equal(LedgerError.KeyUnusable, exception.Error);
        Assert.Contains("chmod 600", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_the_file_left_as_it_is()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        folder.Tamper("PRAGMA user_version = 2");

        await AssertLeftAsItIsAsync(folder, LedgerError.NewerSchema);
    }

    [Fact]
    public async Task A_newer_schema_that_is_still_in_the_log_is_refused()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        using SqliteConnection holder = folder.OpenRaw();
        using SqliteCommand command = holder.CreateCommand();
        command.CommandText = "PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 2";
        command.ExecuteNonQuery();

        Assert.Equal(LedgerError.NewerSchema, folder.OpenRefused().Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not a database, but long enough to have a header of one hundred bytes ........................................")]
    [InlineData("SQLite format 3\0")]
    public async Task A_file_that_is_no_ledger_is_refused_and_left_as_it_is(string content)
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await File.WriteAllTextAsync(folder.Path, content, TestContext.Current.CancellationToken);

        await AssertLeftAsItIsAsync(folder, LedgerError.Damaged);
    }

    [Fact]
    public async Task Another_programs_database_is_refused_and_left_as_it_is()
    {
        using LedgerFolder folder = new();
        folder.Tamper("CREATE TABLE notes (text); INSERT INTO notes VALUES ('hers')");

        await AssertLeftAsItIsAsync(folder, LedgerError.Damaged);
    }

    [Fact]
    public void A_missing_folder_is_not_made()
    {
        using TempDirectory folder = new();
        string missing = folder.File("missing");

        LedgerException exception = Assert.Throws<LedgerException>(
            () => SqliteLedger.Open(new SqliteLedgerOptions { Path = Path.Combine(missing, "ledger.db") }));
        Assert.Equal(LedgerError.Unreachable, exception.Error);
        Assert.False(Directory.Exists(missing));
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_refused()
    {
        using TempDirectory folder = new();

        LedgerException exception = Assert.Throws<LedgerException>(() => SqliteLedger.Open(new SqliteLedgerOptions { Path = folder.Path }));
        Assert.Equal(LedgerError.Unreachable, exception.Error);
    }

    [Fact]
    public async Task A_ledger_that_is_made_beside_a_key_that_was_there_begins_as_unclean()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        File.Delete(folder.Path);

        await using SqliteLedger ledger = folder.Open();
        Assert.NotNull(ledger.UncleanSince);
        Assert.Empty(ledger.Read(new LedgerQuery()));
    }

    [Fact]
    public void A_ledger_that_cannot_be_made_leaves_nothing_but_its_key()
    {
        using LedgerFolder folder = new();
        using (FileStream key = OwnerOnly.Create(folder.KeyPath))
        {
            key.Write(new byte[5]);
        }

        Assert.Equal(LedgerError.KeyUnusable, folder.OpenRefused().Error);
        Assert.Equal([folder.KeyPath], Directory.GetFiles(Path.GetDirectoryName(folder.Path)!));
    }

    [Fact]
    public async Task To_open_a_ledger_again_does_not_take_the_locks_of_the_one_that_is_open()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Locks are looked up in /proc");
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger first = folder.Open();
        string[] before = Locks();
        await using (SqliteLedger second = folder.Open())
        {
            Assert.NotNull(second.Find(Key("A1")));
        }

        Assert.NotEmpty(before);
        Assert.Equal(before, Locks());

        // POSIX locks of this process: "1: POSIX  ADVISORY  READ 4711 fe:00:1234 124 124", last the device and inode and the range.
        string[] Locks() => [.. File.ReadLines("/proc/locks")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(field => field[1] == "POSIX" && field[4] == $"{Environment.ProcessId}" && field[5].EndsWith($":{Inode(folder.Path)}", StringComparison.Ordinal))
            .Select(field => string.Join(' ', field[3..]))];
    }

    [Theory]
    [InlineData("a b#c?d%41.db")]
    [InlineData("账本;Mode=Memory.db")]
    public async Task A_path_may_hold_any_character(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows allows fewer");
        using TempDirectory folder = new();
        SqliteLedgerOptions options = new() { Path = folder.File(name) };
        await using (SqliteLedger ledger = SqliteLedger.Open(options))
        {
            await SaveAsync(ledger, Bare("A1"));
        }

        await using SqliteLedger again = SqliteLedger.Open(options);
        Assert.NotNull(again.Find(Key("A1")));
        Assert.True(File.Exists(options.Path));
    }

    private static string Inode(string path)
    {
        using Process stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%i", path]) { RedirectStandardOutput = true })!;
        string inode = stat.StandardOutput.ReadToEnd().Trim();
        stat.WaitForExit();
        return inode;
    }

    private static async Task AssertLeftAsItIsAsync(LedgerFolder folder, LedgerError error)
    {
        byte[] before = await File.ReadAllBytesAsync(folder.Path, TestContext.Current.CancellationToken);
        LedgerException exception = folder.OpenRefused();

        Assert.Equal(error, exception.Error);
        Assert.Contains(folder.Path, exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(folder.Path, TestContext.Current.CancellationToken));
        Assert.False(File.Exists(folder.Path + "-wal"));
    }
}
