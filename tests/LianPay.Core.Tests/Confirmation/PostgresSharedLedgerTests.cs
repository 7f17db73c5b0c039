using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;
using LianPay.Core.Tests.Gateway;
using LianPay.Core.Tests.Ledger;

namespace LianPay.Core.Tests.Confirmation;

public sealed class PostgresSharedLedgerTests() : SharedLedgerTests(LedgerEngine.Postgres)
{
    [Fact]
    public async Task While_the_gateway_is_called_no_session_holds_a_lock_or_a_transaction()
    {
        const int Count = 3;
        using PostgresPlace place = new();
        TaskCompletionSource answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using RawServer server = RawServer.PerRequest(async (connection, _) =>
        {
            await answer.Task;
            connection.Close();
        });
        await using PostgresLedger ledger = place.Open();
        using GatewayCaller gateway = new(server.Address, TimeProvider.System);
        using ConfirmationBatch batch = new(gateway.Client, ledger, BatchCaller.GateAt(TimeProvider.System, ledger), throttleLimit: Count, TimeProvider.System);
        Task<ConfirmationResult>[] started = [.. BatchCaller.Orders(Count).Select(order =>
        {
            HeldPayment payment = BatchCaller.Reviewed(TimeProvider.System, order);
            Assert.Null(batch.Check(payment, out ConfirmRequest? request, out _));
            return batch.StartAsync(payment, request!);
        })];
        await server.WhenRequestedAsync(Count);

        const string Sessions = "FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'LianPay'";
        Assert.True((long)place.Ask($"SELECT count(*) {Sessions}")! > 0);
        Assert.Equal(0L, place.Ask($"SELECT count(*) {Sessions} AND (state <> 'idle' OR backend_xid IS NOT NULL OR backend_xmin IS NOT NULL)"));
        Assert.Equal(0L, place.Ask($"SELECT count(*) FROM pg_locks WHERE pid IN (SELECT pid {Sessions})"));
        Assert.All(ledger.Read(new LedgerQuery()), record => Assert.Equal((1, ledger.Owner), (record.Attempts, record.Owner)));
        answer.SetResult();
        batch.Stop(StopReason.Cancelled);
        await Task.WhenAll(started);
    }
}
