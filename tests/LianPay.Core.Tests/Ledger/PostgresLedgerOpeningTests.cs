using System.Net;
using System.Security.Cryptography;
using LianPay.Core.Ledger;
using LianPay.Tests.Support;
using Npgsql;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

public sealed class PostgresLedgerOpeningTests
{
    private const string Secret = "hunter2-Zx81";

    private static int _lastRole;

    [Fact]
    public async Task The_key_is_made_together_with_the_tables_for_the_owner_alone()
    {
        using PostgresPlace place = new();
        await using PostgresLedger ledger = place.Open();

        Assert.Equal(32, new FileInfo(place.KeyPath).Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(place.KeyPath));
        }
    }

    [Fact]
    public async Task The_second_machine_needs_the_key_of_the_first_and_makes_none()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        using TempDirectory elsewhere = new();
        PostgresLedgerOptions second = place.Options with { KeyPath = elsewhere.File("key") };

        Assert.Equal(LedgerError.KeyUnusable, Refused(second).Error);
        Assert.False(File.Exists(second.KeyPath));
        File.Copy(place.KeyPath, second.KeyPath);
        await using PostgresLedger ledger = PostgresLedger.Open(second);
        Assert.NotNull(ledger.Find(Key("A1")));
    }

    [Fact]
    public async Task A_key_of_another_ledger_is_told_from_damage()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        await File.WriteAllBytesAsync(place.KeyPath, RandomNumberGenerator.GetBytes(32), TestContext.Current.CancellationToken);

        LedgerException exception = place.OpenRefused();
        Assert.Equal(LedgerError.KeyUnusable, exception.Error);
        Assert.Contains("does not belong", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public async Task A_key_of_another_length_is_refused(int length)
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        await File.WriteAllBytesAsync(place.KeyPath, RandomNumberGenerator.GetBytes(length), TestContext.Current.CancellationToken);

        Assert.Equal(LedgerError.KeyUnusable, place.OpenRefused().Error);
    }

    [Fact]
    public void Where_no_key_can_be_made_no_tables_are()
    {
        using PostgresPlace place = new();

        Assert.Equal(LedgerError.KeyUnusable, Refused(place.Options with { KeyPath = Path.Combine(place.KeyPath, "missing", "key") }).Error);
        Assert.Equal(0L, place.Ask("SELECT count(*) FROM pg_namespace WHERE nspname = 'lianpay'"));
    }

    /// <summary>Its key has been used before, so there was a ledger that this empty one stands in the place of.</summary>
    [Fact]
    public async Task A_ledger_that_is_made_beside_a_key_that_was_there_begins_as_unclean()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        place.Tamper("DROP SCHEMA lianpay CASCADE");

        await using PostgresLedger ledger = place.Open();
        await using PostgresLedger second = place.Open();
        Assert.NotNull(ledger.UncleanSince);
        Assert.Equal(ledger.UncleanSince, second.UncleanSince);
        Assert.Empty(ledger.Read(new LedgerQuery()));
    }

    [Fact]
    public async Task A_mac_is_the_same_on_every_machine_and_another_for_another_order_or_ledger()
    {
        using PostgresPlace place = new();
        using PostgresPlace other = new();
        await using PostgresLedger ledger = place.Open();
        await using PostgresLedger second = place.Open();
        await using PostgresLedger third = other.Open();
        string mac = ledger.MacOf(Key("A1"), "123456");

        Assert.Equal(mac, second.MacOf(Key("A1"), "123456"));
        Assert.NotEqual(mac, ledger.MacOf(Key("A2"), "123456"));
        Assert.NotEqual(mac, third.MacOf(Key("A1"), "123456"));
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_as_it_is()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        place.Tamper("UPDATE ledger_schema SET version = 2; ALTER TABLE payment RENAME TO payment2; UPDATE ledger_server SET timeline = 0");
        object? before = place.Ask("SELECT string_agg(relname, ',' ORDER BY relname) FROM pg_class WHERE relnamespace = 'lianpay'::regnamespace");

        LedgerException exception = place.OpenRefused();
        Assert.Equal(LedgerError.NewerSchema, exception.Error);
        Assert.Equal(before, place.Ask("SELECT string_agg(relname, ',' ORDER BY relname) FROM pg_class WHERE relnamespace = 'lianpay'::regnamespace"));
        Assert.Equal(0L, place.Ask("SELECT timeline FROM ledger_server"));
    }

    [Theory]
    [InlineData("off")]
    [InlineData("local")]
    [InlineData("remote_write")]
    public void An_account_whose_commits_could_be_lost_is_refused(string level)
    {
        using PostgresPlace place = new();
        string role = NewRole(place, $"ALTER ROLE {{0}} SET synchronous_commit = '{level}'; ALTER ROLE {{0}} SUPERUSER");

        LedgerException exception = Refused(place.OptionsOf(role));
        Assert.Equal(LedgerError.NotDurable, exception.Error);
        Assert.Contains(level, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("on")]
    [InlineData("remote_apply")]
    public async Task An_account_whose_commits_are_durable_is_taken(string level)
    {
        using PostgresPlace place = new();
        string role = NewRole(place, $"ALTER ROLE {{0}} SET synchronous_commit = '{level}'; ALTER ROLE {{0}} SUPERUSER");

        await using PostgresLedger ledger = PostgresLedger.Open(place.OptionsOf(role));
        await SaveAsync(ledger, Bare("A1"));
    }

    [Fact]
    public void A_database_and_settings_in_which_commits_could_be_lost_are_refused()
    {
        using PostgresPlace place = new(SharedPostgres.Cluster);
        LedgerException exception = Refused(place.Options with { Settings = place.Settings + ";Options=-c synchronous_commit=off" });
        Assert.Equal(LedgerError.NotDurable, exception.Error);
        place.Tamper($"ALTER DATABASE {place.Database} SET synchronous_commit = off");

        Assert.Equal(LedgerError.NotDurable, place.OpenRefused().Error);
    }

    [Fact]
    public async Task Where_everything_is_read_only_it_is_not_opened()
    {
        using PostgresPlace place = new();
        string role = NewRole(place, "ALTER ROLE {0} SET default_transaction_read_only = on; ALTER ROLE {0} SUPERUSER");

        Assert.Equal(LedgerError.NotWritable, Refused(place.OptionsOf(role)).Error);
        await place.FillAsync();
        Assert.Equal(LedgerError.NotWritable, Refused(place.OptionsOf(role)).Error);
    }

    [Fact]
    public async Task The_rights_that_the_guide_lists_are_enough_and_each_is_needed()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        string[] rights = ["USAGE ON SCHEMA lianpay", "SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA lianpay", "USAGE ON SEQUENCE lianpay.payment_id"];
        string role = NewRole(place, string.Join("; ", rights.Select(right => $"GRANT {right} TO {{0}}")));
        await using (PostgresLedger ledger = PostgresLedger.Open(place.OptionsOf(role)))
        {
            await SaveAsync(ledger, Bare("A3"), Event(1));
            await SaveAsync(ledger, Bare("A3") with { Reason = "changed" }, Event(2));
            await ledger.WriteAsync(transaction => transaction.Policy = new LedgerPolicy { RequireSecondPerson = true });
            Assert.Equal(3, ledger.Read(new LedgerQuery()).Count());
            Assert.Equal(2, ledger.ReadHistory(Key("A3")).Count());
        }

        foreach (string right in rights)
        {
            place.Tamper($"REVOKE {right} FROM {role}");
            LedgerException exception = await Assert.ThrowsAsync<LedgerException>(async () =>
            {
                await using PostgresLedger ledger = PostgresLedger.Open(place.OptionsOf(role));
                await SaveAsync(ledger, Bare("A4"));
            });
            Assert.Equal(LedgerError.NotWritable, exception.Error);
            place.Tamper($"GRANT {right} TO {role}");
        }
    }

    [Fact]
    public void An_account_that_may_make_no_schema_leaves_nothing_behind()
    {
        using PostgresPlace place = new();

        Assert.Equal(LedgerError.NotWritable, Refused(place.OptionsOf(NewRole(place, "SELECT 1"))).Error);
        Assert.False(File.Exists(place.KeyPath));
    }

    [Fact]
    public void A_database_that_is_not_there_an_account_that_is_not_and_a_server_that_is_not_are_out_of_reach()
    {
        using PostgresPlace place = new();
        using TempDirectory nowhere = new();
        string With(Action<NpgsqlConnectionStringBuilder> change)
        {
            NpgsqlConnectionStringBuilder settings = new(place.Settings);
            change(settings);
            return settings.ConnectionString;
        }

        Assert.All(
            [
                With(settings => settings.Database = "nobodys"),
                With(settings => settings.Username = "nobodys"),
                With(settings => settings.Host = nowhere.Path),
                With(settings => settings.Port = 1),
                With(settings => (settings.Host, settings.Port) = ("127.0.0.1", 1)),
            ],
            settings =>
            {
                LedgerException exception = Refused(place.Options with { Settings = settings });
                Assert.Equal(LedgerError.Unreachable, exception.Error);
                Assert.False(File.Exists(place.KeyPath));
            });
    }

    [Fact]
    public async Task A_credential_is_used_and_a_wrong_or_missing_one_is_refused_without_a_word_of_it()
    {
        using PostgresCluster cluster = SharedPostgres.StartOwn();
        using PostgresPlace place = new(cluster);
        string role = NewRole(place, $"ALTER ROLE {{0}} PASSWORD '{Secret}' SUPERUSER");
        cluster.AskForPasswordsOf(role);
        await using (PostgresLedger ledger = PostgresLedger.Open(place.Options with { Credential = new NetworkCredential(role, Secret) }))
        {
            await SaveAsync(ledger, Bare("A1"));
            Assert.Equal(role, place.Ask("SELECT usename::text FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'LianPay' LIMIT 1"));
            Assert.DoesNotContain(Secret, ledger.Name, StringComparison.Ordinal);
        }

        LedgerException wrong = Refused(place.Options with { Credential = new NetworkCredential(role, Secret + "?") });
        LedgerException missing = Refused(place.OptionsOf(role));
        Assert.Equal((LedgerError.Unreachable, LedgerError.Unreachable), (wrong.Error, missing.Error));
        Assert.Contains("password", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("password", missing.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, wrong.ToString() + missing, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, (place.Options with { Credential = new NetworkCredential(role, Secret) }).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_confirm_code_and_no_key_is_in_any_row()
    {
        const string Code = "918273";
        using PostgresPlace place = new();
        await using PostgresLedger ledger = place.Open();
        await SaveAsync(ledger, Full("A1") with { CodeMac = ledger.MacOf(Key("A1"), Code) }, Event(1));
        byte[] key = await File.ReadAllBytesAsync(place.KeyPath, TestContext.Current.CancellationToken);
        string rows = string.Concat(new[] { "ledger", "payment", "payment_event", "ledger_server", "ledger_schema" }
            .Select(table => (string)place.Ask($"SELECT string_agg(row::text, '') FROM {table} AS row")!));

        Assert.Contains("A1", rows, StringComparison.Ordinal);
        Assert.DoesNotContain(Code, rows, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexString(key), rows, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A new account of the server that may connect.</summary>
    private static string NewRole(PostgresPlace place, string sql)
    {
        string role = $"role{Interlocked.Increment(ref _lastRole)}";
        place.Tamper($"CREATE ROLE {role} LOGIN; {sql.Replace("{0}", role, StringComparison.Ordinal)}");
        return role;
    }

    private static LedgerException Refused(PostgresLedgerOptions options) => Assert.Throws<LedgerException>(() => PostgresLedger.Open(options));
}
