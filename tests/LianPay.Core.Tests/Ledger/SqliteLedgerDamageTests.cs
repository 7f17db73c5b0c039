using LianPay.Core.Ledger;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

/// <summary>Somebody, or something, has changed the database in a way that SQLite itself finds in order.</summary>
public sealed class SqliteLedgerDamageTests
{
    private const string Change = "{0} = CASE typeof({0}) WHEN 'integer' THEN {0} + 100 WHEN 'null' THEN 'x' ELSE {0} || 'x' END";

    public static TheoryData<string> ColumnsOf(string table)
    {
        using LedgerFolder folder = new();
        folder.Open().DisposeAsync().AsTask().Wait();
        using var connection = folder.OpenRaw();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT name FROM pragma_table_info('{table}')";
        using var reader = command.ExecuteReader();
        TheoryData<string> columns = [];
        while (reader.Read())
        {
            columns.Add(reader.GetString(0));
        }

        return columns;
    }

    [Theory]
    [MemberData(nameof(ColumnsOf), "payment")]
    public async Task A_change_in_any_column_of_a_record_is_told_at_every_read(string column)
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger ledger = folder.Open();
        foreach (string order in (string[])["A1", "A2"])
        {
            folder.Tamper($"UPDATE payment SET {Format(column)} WHERE order_number = '{order}'");

            AssertDamaged(() => ledger.Find(Key(order)), order);
            AssertDamaged(() => ledger.Read(new LedgerQuery()).Count(), "");
            await AssertDamagedAsync(() => ledger.WriteAsync(transaction => transaction.Find(Key(order))), order);
            await AssertDamagedAsync(() => SaveAsync(ledger, Bare(order)), order);
        }
    }

    [Theory]
    [MemberData(nameof(ColumnsOf), "payment_event")]
    public async Task A_change_in_any_column_of_a_history_is_told(string column)
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger ledger = folder.Open();
        folder.Tamper($"UPDATE payment_event SET {Format(column)} WHERE number = 2");

        AssertDamaged(() => ledger.ReadHistory(Key("A1")).Count(), "A1");
    }

    [Theory]
    [MemberData(nameof(ColumnsOf), "ledger")]
    public async Task A_change_in_any_column_of_the_ledgers_own_row_is_told_at_opening_and_at_every_commit(string column)
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using (SqliteLedger ledger = folder.Open())
        {
            folder.Tamper($"UPDATE ledger SET {Format(column)}");
            await AssertDamagedAsync(() => SaveAsync(ledger, Bare("A3")), "");
        }

        Assert.Equal(LedgerError.Damaged, folder.OpenRefused().Error);
    }

    [Theory]
    [MemberData(nameof(ColumnsOf), "payment_chain")]
    public async Task A_change_in_the_proof_of_absence_is_told(string column)
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger ledger = folder.Open();
        folder.Tamper($"UPDATE payment_chain SET {Format(column)} WHERE name LIKE 'A2|%'");

        AssertDamaged(() => ledger.Find(Key("B")), "payment_chain");
        await AssertDamagedAsync(() => SaveAsync(ledger, Bare("B")), "payment_chain");
        Assert.NotNull(ledger.Find(Key("A1")));
    }

    [Theory]
    [MemberData(nameof(ColumnsOf), "ledger_session")]
    public async Task A_change_in_a_session_is_told(string column)
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger ledger = folder.Open();
        folder.Tamper($"UPDATE ledger_session SET {Format(column)}");

        Assert.Equal(LedgerError.Damaged, folder.OpenRefused().Error);
    }

    [Fact]
    public async Task A_record_that_was_removed_is_missed()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger ledger = folder.Open();
        folder.Tamper("DELETE FROM payment WHERE order_number = 'A1'");

        AssertDamaged(() => ledger.Find(Key("A1")), "A1");
        await AssertDamagedAsync(() => SaveAsync(ledger, Bare("A1")), "A1");
        Assert.Equal(LedgerError.Damaged, folder.OpenRefused().Error);
    }

    [Fact]
    public async Task A_record_that_was_removed_together_with_its_link_is_missed()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger ledger = folder.Open();
        folder.Tamper("DELETE FROM payment WHERE order_number = 'A2'; DELETE FROM payment_chain WHERE name LIKE 'A2|%'");

        AssertDamaged(() => ledger.Find(Key("A2")), "A2");
    }

    [Fact]
    public async Task An_index_that_misses_a_record_is_told()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger ledger = folder.Open();

        // An index over nothing, under the definition of the right one: what a damaged page of it looks like.
        folder.Tamper("""
            DROP INDEX payment_by_order;
            CREATE UNIQUE INDEX payment_by_order ON payment (order_number, partner_id, gateway) WHERE id < 0;
            PRAGMA writable_schema = ON;
            UPDATE sqlite_schema SET sql = 'CREATE UNIQUE INDEX payment_by_order ON payment (order_number, partner_id, gateway)' WHERE name = 'payment_by_order';
            """);

        AssertDamaged(() => ledger.Find(Key("A1")), "A1");
        Assert.Equal(LedgerError.Damaged, folder.OpenRefused().Error);
    }

    [Theory]
    [InlineData("DELETE FROM payment_event WHERE number = 1")]
    [InlineData("DELETE FROM payment_event WHERE number = 2")]
    [InlineData("DELETE FROM payment_event WHERE number = 3")]
    [InlineData("DELETE FROM payment_event")]
    public async Task A_line_of_a_history_that_was_removed_is_missed(string sql)
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger ledger = folder.Open();
        folder.Tamper(sql);

        AssertDamaged(() => ledger.ReadHistory(Key("A1")).Count(), "A1");
        Assert.Equal(LedgerError.Damaged, folder.OpenRefused().Error);
    }

    [Fact]
    public async Task An_older_row_of_another_order_does_not_fit_in_the_place_of_a_record()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger ledger = folder.Open();
        folder.Tamper("UPDATE payment SET facts = other.facts, checksum = other.checksum FROM payment AS other WHERE payment.order_number = 'A1' AND other.order_number = 'A2'");

        AssertDamaged(() => ledger.Find(Key("A1")), "A1");
    }

    [Theory]
    [InlineData("DROP INDEX payment_by_status")]
    [InlineData("DROP TABLE payment_chain")]
    [InlineData("DELETE FROM ledger")]
    [InlineData("ALTER TABLE payment RENAME COLUMN facts TO factz")]
    [InlineData("CREATE TRIGGER t AFTER UPDATE ON payment BEGIN DELETE FROM payment_event; END")]
    public async Task A_ledger_whose_tables_were_changed_is_refused(string sql)
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        folder.Tamper(sql);

        Assert.Equal(LedgerError.Damaged, folder.OpenRefused().Error);
    }

    [Fact]
    public async Task Views_and_indexes_of_others_are_left_in_peace()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        folder.Tamper("CREATE VIEW paid AS SELECT order_number FROM payment WHERE status = 'Paid'; CREATE INDEX mine ON payment (reviewed_by)");

        await using SqliteLedger ledger = folder.Open();
        Assert.NotNull(ledger.Find(Key("A1")));
    }

    [Fact]
    public async Task A_damaged_record_spoils_the_work_on_it_and_no_other()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger ledger = folder.Open();
        folder.Tamper("UPDATE payment SET sends = 0 WHERE order_number = 'A1'");
        using ManualResetEventSlim release = new();
        Task blocker = ledger.WriteAsync(_ =>
        {
            release.Wait();
            return true;
        });
        Task spoilt = SaveAsync(ledger, Bare("A1"));
        Task other = SaveAsync(ledger, Bare("A2") with { Reason = "changed" });
        release.Set();
        await Task.WhenAll(blocker, other);

        await AssertDamagedAsync(() => spoilt, "A1");
        Assert.Equal("changed", ledger.Find(Key("A2"))!.Reason);
    }

    private static string Format(string column) => Change.Replace("{0}", column, StringComparison.Ordinal);

    private static void AssertDamaged(Func<object?> read, string order)
    {
        LedgerException exception = Assert.Throws<LedgerException>(() => _ = read());
        Assert.Equal(LedgerError.Damaged, exception.Error);
        Assert.Contains(order, exception.Message, StringComparison.Ordinal);
    }

    private static async Task AssertDamagedAsync(Func<Task> write, string order)
    {
        LedgerException exception = await Assert.ThrowsAsync<LedgerException>(write);
        Assert.Equal(LedgerError.Damaged, exception.Error);
        Assert.Contains(order, exception.Message, StringComparison.Ordinal);
    }
}
