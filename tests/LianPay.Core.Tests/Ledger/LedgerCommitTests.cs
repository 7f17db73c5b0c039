using LianPay.Core.Ledger;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

/// <summary>What becomes of work that is handed in together.</summary>
public abstract class LedgerCommitTests(LedgerEngine engine)
{
    private LedgerEngine Engine => engine;

    [Fact]
    public async Task What_waits_at_the_same_time_shares_one_commit()
    {
        using LedgerPlace place = LedgerPlace.New(Engine);
        await using PaymentLedger ledger = place.Open();
        (Task blocker, ManualResetEventSlim release) = await BlockAsync(ledger);
        Task[] tasks = [.. Enumerable.Range(0, 100).Select(number => SaveAsync(ledger, Bare($"A{number}"), Event(1)))];
        long before = place.CommitsOf(ledger);
        Assert.DoesNotContain(tasks, task => task.IsCompleted);
        release.Set();
        await Task.WhenAll([blocker, .. tasks]);

        Assert.Equal(2, place.CommitsOf(ledger) - before); // the blocker's own, and one for all the others
        Assert.Equal(100, ledger.Read(new LedgerQuery()).Count());
    }

    [Fact]
    public async Task A_transaction_is_bounded()
    {
        using LedgerPlace place = LedgerPlace.New(Engine);
        await using PaymentLedger ledger = place.Open();
        (Task blocker, ManualResetEventSlim release) = await BlockAsync(ledger);
        Task[] tasks = [.. Enumerable.Range(0, 600).Select(number => SaveAsync(ledger, Bare($"A{number}")))];
        long before = place.CommitsOf(ledger);
        release.Set();
        await Task.WhenAll([blocker, .. tasks]);

        Assert.Equal(1 + 3, place.CommitsOf(ledger) - before);
    }

    [Fact]
    public async Task Work_that_throws_leaves_no_trace_and_spoils_nobody_elses()
    {
        using LedgerPlace place = LedgerPlace.New(Engine);
        await using PaymentLedger ledger = place.Open();
        (Task blocker, ManualResetEventSlim release) = await BlockAsync(ledger);
        Task first = SaveAsync(ledger, Bare("A1"), Event(1));
        Task<bool> spoilt = ledger.WriteAsync<bool>(Key("A2"), transaction =>
        {
            transaction.Save(Bare("A2"), Event(1), Event(2));
            transaction.Save(Bare("A2") with { Reason = "changed" }, Event(3));
            throw new TimeoutException("its own");
        });
        Task<bool> second = ledger.WriteAsync<bool>(Key("A1"), transaction =>
        {
            transaction.Save(transaction.Find(Key("A1"))! with { Reason = "changed" }, Event(2));
            throw new TimeoutException("its own too");
        });
        Task last = SaveAsync(ledger, Bare("A3"), Event(1));
        long before = place.CommitsOf(ledger);
        release.Set();
        await Task.WhenAll(blocker, first, last);

        await Assert.ThrowsAsync<TimeoutException>(() => spoilt);
        await Assert.ThrowsAsync<TimeoutException>(() => second);
        Assert.Equal(2, place.CommitsOf(ledger) - before);
        Assert.Null(ledger.Find(Key("A2")));
        Assert.Null(ledger.Find(Key("A1"))!.Reason);
        Assert.Single(ledger.ReadHistory(Key("A1")));
        Assert.NotNull(ledger.Find(Key("A3")));
        await ledger.DisposeAsync();
        await using PaymentLedger again = place.Open(); // its counts are right, or it would be refused
        Assert.Equal(2, again.Read(new LedgerQuery()).Count());
    }

    /// <summary>Work that holds the writer until it is released, so that others have to wait.</summary>
    private static async Task<(Task Blocker, ManualResetEventSlim Release)> BlockAsync(PaymentLedger ledger)
    {
        ManualResetEventSlim release = new();
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task blocker = ledger.WriteAsync(_ =>
        {
            started.TrySetResult();
            release.Wait();
            return true;
        });
        await started.Task;
        return (blocker, release);
    }
}
