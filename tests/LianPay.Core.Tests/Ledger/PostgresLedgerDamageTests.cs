using LianPay.Core.Ledger;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

public sealed class PostgresLedgerDamageTests() : LedgerDamageTests(LedgerEngine.Postgres)
{
    [Theory]
    [InlineData("DELETE FROM ledger")]
    [InlineData("DROP TABLE ledger")]
    [InlineData("ALTER TABLE ledger RENAME COLUMN key_check TO key_chick")]
    [InlineData("DELETE FROM ledger_schema")]
    [InlineData("UPDATE ledger_schema SET version = 0")]
    public async Task A_ledger_whose_own_tables_were_changed_is_refused(string sql)
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        place.Tamper(sql);

        Assert.Equal(LedgerError.Damaged, place.OpenRefused().Error);
    }

    [Theory]
    [InlineData("DROP TABLE payment CASCADE")]
    [InlineData("ALTER TABLE payment RENAME COLUMN facts TO factz")]
    [InlineData("ALTER TABLE payment ALTER COLUMN epoch TYPE numeric")]
    [InlineData("ALTER TABLE payment ALTER COLUMN sends TYPE text")]
    public async Task A_table_of_records_that_was_changed_is_told_by_who_reads_and_by_who_writes(string sql)
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        await using PostgresLedger ledger = place.Open();
        place.Tamper(sql);

        AssertDamaged(() => ledger.Find(Key("A1")), "");
        AssertDamaged(() => ledger.Read(new LedgerQuery()).Count(), "");
        await AssertDamagedAsync(() => SaveAsync(ledger, Bare("A1")), "");
    }

    /// <summary>It is in the way of the next line. That is no passing trouble, so nobody waits for it to pass.</summary>
    [Fact]
    public async Task A_line_that_was_added_to_a_history_is_told_when_the_next_one_is_written_and_harms_no_other_order()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        await using PostgresLedger ledger = place.Open();
        place.Tamper("INSERT INTO payment_event SELECT payment_id, 4, order_number, at, kind, attempt, status, reason, actor, account, evidence, is_verified, checksum FROM payment_event WHERE number = 3");

        Assert.Equal(3, ledger.ReadHistory(Key("A1")).Count());
        await AssertDamagedAsync(() => SaveAsync(ledger, Full("A1"), Event(4)), "");
        await SaveAsync(ledger, Bare("A2"), Event(1));
        Assert.Single(ledger.ReadHistory(Key("A2")));
    }

    [Fact]
    public async Task Views_and_indexes_of_others_are_left_in_peace()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        place.Tamper("CREATE VIEW paid AS SELECT order_number FROM payment WHERE status = 'Paid'; CREATE INDEX mine ON payment (reviewed_by)");

        await using PostgresLedger ledger = place.Open();
        Assert.NotNull(ledger.Find(Key("A1")));
    }

    [Fact]
    public async Task A_record_that_somebody_changes_past_the_locks_while_work_runs_on_it_spoils_that_work()
    {
        using PostgresPlace place = await new PostgresPlace().FillAsync();
        await using PostgresLedger ledger = place.Open();
        int runs = 0;
        Task<string?> work = ledger.WriteAsync(Key("A2"), transaction =>
        {
            LedgerRecord record = transaction.Find(Key("A2"))!;
            if (++runs == 1)
            {
                place.Tamper("UPDATE payment SET reason = 'forged', checksum = 'forged' WHERE order_number = 'A2'");
            }

            transaction.Save(record with { Reason = "worked" });
            return record.Reason;
        });

        await AssertDamagedAsync(() => work, "A2");
        Assert.Equal(1, runs); // the second time it could not even be read
        Assert.Equal("forged", place.Ask("SELECT reason FROM payment WHERE order_number = 'A2'"));
    }
}
