using LianPay.Core.Ledger;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

/// <summary>Somebody, or something, has changed the database in a way that the engine itself finds in order.</summary>
public abstract class LedgerDamageTests(LedgerEngine engine)
{
    /// <summary>By these a record is found: one that bears another name is told wherever it is read.</summary>
    private static readonly string[] KeyColumns = ["gateway", "partner_id", "order_number"];

    private LedgerEngine Engine => engine;

    public static TheoryData<string> Columns(string table) =>
        [.. new[] { PaymentTable.Table.Select, PaymentEventTable.Table.Select, LedgerHeader.SelectSql }
            .Single(sql => sql.EndsWith($" FROM {table}", StringComparison.Ordinal))
            .Split(' ', ',').Where(word => word.Length > 0 && word is not ("SELECT" or "FROM") && word != table)];

    [Theory]
    [MemberData(nameof(Columns), "payment")]
    public async Task A_change_in_any_column_of_a_record_is_told_at_every_read(string column)
    {
        using LedgerPlace place = await LedgerPlace.NewFilledAsync(Engine);
        await using PaymentLedger ledger = place.Open();
        foreach (string order in (string[])["A1", "A2"])
        {
            place.Tamper($"UPDATE payment SET {place.ChangeOf("payment", column)} WHERE order_number = '{order}'");

            AssertDamaged(() => ledger.Read(new LedgerQuery()).Count(), "");
            if (KeyColumns.Contains(column))
            {
                continue;
            }

            AssertDamaged(() => ledger.Find(Key(order)), order);
            await AssertDamagedAsync(() => ledger.WriteAsync(Key(order), transaction => transaction.Find(Key(order))), order);
            await AssertDamagedAsync(() => SaveAsync(ledger, Bare(order)), order);
        }
    }

    [Theory]
    [MemberData(nameof(Columns), "payment_event")]
    public async Task A_change_in_any_column_of_a_history_is_told(string column)
    {
        using LedgerPlace place = await LedgerPlace.NewFilledAsync(Engine);
        await using PaymentLedger ledger = place.Open();
        place.Tamper($"UPDATE payment_event SET {place.ChangeOf("payment_event", column)} WHERE number = 2");

        AssertDamaged(() => ledger.ReadHistory(Key("A1")).Count(), "A1");
    }

    [Theory]
    [MemberData(nameof(Columns), "ledger")]
    public async Task A_change_in_any_column_of_the_ledgers_own_row_is_told_at_opening_and_at_every_commit(string column)
    {
        using LedgerPlace place = await LedgerPlace.NewFilledAsync(Engine);
        await using (PaymentLedger ledger = place.Open())
        {
            place.Tamper($"UPDATE ledger SET {place.ChangeOf("ledger", column)}");
            await AssertDamagedAsync(() => SaveAsync(ledger, Bare("A3")), "");
        }

        Assert.Equal(LedgerError.Damaged, place.OpenRefused().Error);
    }

    [Theory]
    [InlineData("DELETE FROM payment_event WHERE number = 1")]
    [InlineData("DELETE FROM payment_event WHERE number = 2")]
    [InlineData("DELETE FROM payment_event WHERE number = 3")]
    [InlineData("DELETE FROM payment_event")]
    public async Task A_line_of_a_history_that_was_removed_is_missed(string sql)
    {
        using LedgerPlace place = await LedgerPlace.NewFilledAsync(Engine);
        await using PaymentLedger ledger = place.Open();
        place.Tamper(sql);

        AssertDamaged(() => ledger.ReadHistory(Key("A1")).Count(), "A1");
    }

    [Fact]
    public async Task An_older_row_of_another_order_does_not_fit_in_the_place_of_a_record()
    {
        using LedgerPlace place = await LedgerPlace.NewFilledAsync(Engine);
        await using PaymentLedger ledger = place.Open();
        place.Tamper("UPDATE payment SET facts = other.facts, checksum = other.checksum FROM payment AS other WHERE payment.order_number = 'A1' AND other.order_number = 'A2'");

        AssertDamaged(() => ledger.Find(Key("A1")), "A1");
    }

    [Fact]
    public async Task A_damaged_record_spoils_the_work_on_it_and_no_other()
    {
        using LedgerPlace place = await LedgerPlace.NewFilledAsync(Engine);
        await using PaymentLedger ledger = place.Open();
        place.Tamper("UPDATE payment SET sends = 0 WHERE order_number = 'A1'");
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

    private protected static void AssertDamaged(Func<object?> read, string order)
    {
        LedgerException exception = Assert.Throws<LedgerException>(() => _ = read());
        Assert.Equal(LedgerError.Damaged, exception.Error);
        Assert.Contains(order, exception.Message, StringComparison.Ordinal);
    }

    private protected static async Task AssertDamagedAsync(Func<Task> write, string order)
    {
        LedgerException exception = await Assert.ThrowsAsync<LedgerException>(write);
        Assert.Equal(LedgerError.Damaged, exception.Error);
        Assert.Contains(order, exception.Message, StringComparison.Ordinal);
    }
}
