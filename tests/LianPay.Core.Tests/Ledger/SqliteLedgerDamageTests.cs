using LianPay.Core.Ledger;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

/// <summary>Somebody, or something, has changed the database in a way that SQLite itself finds in order.</summary>
public sealed class SqliteLedgerDamageTests() : LedgerDamageTests(LedgerEngine.Sqlite)
{
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
    [InlineData("payment", "order_number")]
    [InlineData("payment", "gateway")]
    [InlineData("payment", "partner_id")]
    public async Task A_record_under_another_name_is_missed_under_its_own(string table, string column)
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger ledger = folder.Open();
        folder.Tamper($"UPDATE {table} SET {folder.ChangeOf(table, column)} WHERE order_number = 'A1'");

        AssertDamaged(() => ledger.Find(Key("A1")), "A1");
        await AssertDamagedAsync(() => SaveAsync(ledger, Bare("A1")), "A1");
    }

    [Theory]
    [MemberData(nameof(ColumnsOf), "payment_chain")]
    public async Task A_change_in_the_proof_of_absence_is_told(string column)
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        await using SqliteLedger ledger = folder.Open();
        folder.Tamper($"UPDATE payment_chain SET {folder.ChangeOf("payment_chain", column)} WHERE name LIKE 'A2|%'");

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
        folder.Tamper($"UPDATE ledger_session SET {folder.ChangeOf("ledger_session", column)}");

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
    public async Task A_view_in_the_place_of_a_table_is_told_before_it_is_asked()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();

        // Whoever asks this one gets an error; another one might never answer.
        folder.Tamper("""
            ALTER TABLE ledger RENAME TO other;
            CREATE VIEW ledger AS SELECT abs(-9223372036854775808) AS id, created_at, key_check, payment_count, event_count, session_count,
              unclean_since, requires_ledger_approval, requires_second_person, policy_set_by, policy_set_at, checksum FROM other
            """);

        Assert.Contains("the definition of ledger is not as it was made", folder.OpenRefused().Message, StringComparison.Ordinal);
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
    public async Task A_line_of_a_history_that_was_removed_is_missed_at_opening()
    {
        using LedgerFolder folder = await new LedgerFolder().FillAsync();
        folder.Tamper("DELETE FROM payment_event WHERE number = 3");

        Assert.Equal(LedgerError.Damaged, folder.OpenRefused().Error);
    }
}
