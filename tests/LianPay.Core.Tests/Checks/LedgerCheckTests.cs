using System.Diagnostics;
using LianPay.Core.Checks;
using LianPay.Core.Ledger;
using LianPay.Core.Tests.Ledger;

namespace LianPay.Core.Tests.Checks;

public sealed class LedgerCheckTests : IDisposable
{
    private readonly LedgerFolder _folder = new();

    [Fact]
    public async Task A_ledger_that_is_in_use_is_opened_once_more_and_left_as_it_was()
    {
        await _folder.FillAsync();
        await using SqliteLedger ledger = _folder.Open();

        CheckReport report = Subject.Is(CheckResult.Passed, "can be written", Check(Subject.WithLedger(_folder.Options, isOpen: true)));

        Assert.Contains("; 2 records read, each as it was written; ", report.Detail, StringComparison.Ordinal);
        Assert.Contains("iB free", report.Detail, StringComparison.Ordinal);
        Assert.Equal(2, ledger.Read(new LedgerQuery()).Count());
        Assert.Null(ledger.UncleanSince);
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    public void Sizes_and_times_are_the_same_in_every_culture(string culture)
    {
        using CultureScope scope = new(culture);

        Subject.Is(CheckResult.Warning, "; 1234567 records read, each as it was written; 1.5 MiB free.", LedgerCheck.Judge("ledger.db", records: 1234567, uncleanSince: null, room: 3L << 19));
        Subject.Is(CheckResult.Passed, "; 2.5 GiB free.", LedgerCheck.Judge("ledger.db", records: 1234567, uncleanSince: null, room: 5L << 29));
        Subject.Is(CheckResult.Warning, "2026-11-24 04:09:47 UTC", LedgerCheck.Judge("ledger.db", records: 1, LedgerFolder.Start.ToOffset(TimeSpan.FromHours(8)), room: null));
    }

    [Fact]
    public async Task Damage_fails_and_the_file_stays_as_it_is()
    {
        await _folder.FillAsync();
        _folder.Tamper("UPDATE ledger SET payment_count = 9");
        byte[] before = File.ReadAllBytes(_folder.Path);

        Subject.Is(CheckResult.Failed, "ledger.db", Check(Subject.WithLedger(_folder.Options)));

        Assert.Equal(before, File.ReadAllBytes(_folder.Path));
    }

    [Theory]
    [InlineData(LedgerEngine.Sqlite)]
    [InlineData(LedgerEngine.Postgres)]
    public async Task A_record_that_does_not_fit_its_checksum_fails_whosever_it_is(LedgerEngine engine)
    {
        using LedgerPlace place = await LedgerPlace.NewFilledAsync(engine);
        LedgerOptions options = place is PostgresPlace server ? server.Options : ((LedgerFolder)place).Options;
        Subject.Is(CheckResult.Passed, "; 2 records read, each as it was written", Check(Subject.WithLedger(options)));

        place.Tamper($"UPDATE payment SET {place.ChangeOf("payment", "reason")} WHERE order_number = 'A2'");

        Subject.Is(CheckResult.Failed, "checksum", Check(Subject.WithLedger(options)));
    }

    [Fact]
    public async Task A_stop_ends_the_reading()
    {
        await _folder.FillAsync();

        Subject.Is(CheckResult.Skipped, "Stopped", LedgerCheck.Of(Subject.WithLedger(_folder.Options), new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task A_ledger_without_its_key_fails()
    {
        await _folder.FillAsync();
        File.Delete(_folder.KeyPath);

        Subject.Is(CheckResult.Failed, "missing", Check(Subject.WithLedger(_folder.Options)));
    }

    [Fact]
    public async Task A_ledger_that_another_holds_fails()
    {
        await _folder.FillAsync();
        using Microsoft.Data.Sqlite.SqliteConnection holder = _folder.OpenRaw();
        using Microsoft.Data.Sqlite.SqliteCommand begin = holder.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.ExecuteNonQuery();

        Subject.Is(CheckResult.Failed, "holds the ledger", Check(Subject.WithLedger(_folder.Options)));
    }

    [Fact]
    public void A_ledger_that_is_not_there_is_not_made()
    {
        Subject.Is(CheckResult.Warning, "yet", Check(Subject.WithLedger(_folder.Options)));

        Assert.False(File.Exists(_folder.Path));
        Assert.False(File.Exists(_folder.KeyPath));
    }

    [Fact]
    public void A_ledger_that_is_gone_under_an_open_connection_fails() =>
        Subject.Is(CheckResult.Failed, "is gone", Check(Subject.WithLedger(_folder.Options, isOpen: true)));

    [Fact]
    public void A_folder_that_is_not_there_fails() =>
        Subject.Is(CheckResult.Failed, "no folder", Check(Subject.WithLedger(new SqliteLedgerOptions { Path = Path.Combine(_folder.Path, "none", "ledger.db") })));

    [Fact]
    public void A_place_that_cannot_be_had_fails_with_the_reason() =>
        Subject.Is(CheckResult.Failed, "Nowhere", Check(Subject.WithLedger(options: null, fault: new CheckFault("Nowhere.", "Name one."))));

    [Fact]
    public void Without_a_ledger_there_is_nothing_to_check() => Subject.Is(CheckResult.Skipped, "no ledger", Check(Subject.WithLedger(options: null)));

    [Fact]
    public void A_server_is_reached_and_its_key_fits()
    {
        using TempDirectory folder = new();
        PostgresLedgerOptions options = new() { Settings = SharedPostgres.Cluster.CreateDatabase(), KeyPath = folder.File("ledger.key") };

        Subject.Is(CheckResult.Passed, "its key is this one", Check(Subject.WithLedger(options)));
        File.Delete(options.KeyPath);
        Subject.Is(CheckResult.Failed, "missing", Check(Subject.WithLedger(options)));
    }

    [Fact]
    public void A_server_that_is_not_there_is_out_of_reach()
    {
        using TempDirectory folder = new();
        PostgresLedgerOptions options = new() { Settings = "Host=127.0.0.1;Port=1;Database=lianpay;Username=x", KeyPath = folder.File("ledger.key") };

        Subject.Is(CheckResult.Failed, "out of reach", Check(Subject.WithLedger(options)));
    }

    [Fact]
    public async Task A_disk_that_is_nearly_full_is_a_warning()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root can mount a small disk");
        using TempDirectory disk = new();
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", disk.Path), "This machine does not let a small disk be mounted");
        try
        {
            SqliteLedgerOptions options = new() { Path = disk.File("ledger.db") };
            await SqliteLedger.Open(options).DisposeAsync();

            Subject.Is(CheckResult.Warning, "MiB free", Check(Subject.WithLedger(options)));
        }
        finally
        {
            Run("umount", "--lazy", disk.Path);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static CheckReport Check(CheckSubject subject) => LedgerCheck.Of(subject, TestContext.Current.CancellationToken);

    private static bool Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
