using LianPay.Core.Ledger;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

public sealed class PostgresLedgerTests
{
    [Fact]
    public async Task A_record_comes_back_as_it_was_written()
    {
        using TempDirectory folder = new();
        PostgresLedgerOptions options = new() { Settings = SharedPostgres.Cluster.CreateDatabase(), KeyPath = folder.File("key") };
        await using PostgresLedger ledger = PostgresLedger.Open(options);
        await ledger.WriteAsync(Key("A1"), transaction => { transaction.Save(Full("A1"), Event(1), Event(2)); return 0; });
        await ledger.WriteAsync(Key("A1"), transaction => { transaction.Save(transaction.Find(Key("A1"))! with { Reason = "x" }, Event(3)); return 0; });
        Assert.Equal(Text(Full("A1") with { Reason = "x" }), Text(ledger.Find(Key("A1"))));
        Assert.Equal([Event(1), Event(2), Event(3)], ledger.ReadHistory(Key("A1")));
        Assert.Equal(["A1"], ledger.Read(new LedgerQuery { Statuses = [Full("A1").Status] }).Select(record => record.Key.OrderNumber));
        Assert.Null(ledger.UncleanSince);
        await ledger.WriteAsync(transaction => transaction.Policy = transaction.Policy with { RequireSecondPerson = true });
        await using PostgresLedger second = PostgresLedger.Open(options);
        Assert.True(second.Policy.RequireSecondPerson);
    }
}
