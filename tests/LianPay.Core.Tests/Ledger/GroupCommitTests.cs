using LianPay.Core.Ledger;
using static LianPay.Core.Tests.Ledger.LedgerFolder;

namespace LianPay.Core.Tests.Ledger;

public sealed class GroupCommitTests
{
    [Fact]
    public async Task What_waits_at_the_same_time_shares_one_commit()
    {
        using LedgerFolder folder = new();
        await using SqliteLedger ledger = folder.Open();
        (Task blocker, ManualResetEventSlim release) = await BlockAsync(ledger);
        Task[] tasks = [.. Enumerable.Range(0, 100).Select(number => SaveAsync(ledger, Bare($"A{number}"), Event(1)))];
        long before = ledger.Commits;
        Assert.DoesNotContain(tasks, task => task.IsCompleted);
        release.Set();
        await Task.WhenAll([blocker, .. tasks]);

        Assert.Equal(2, ledger.Commits - before); // the blocker's own, and one for all the others
        Assert.Equal(100, ledger.Read(new LedgerQuery()).Count());
    }

    [Fact]
    public async Task A_transaction_is_bounded()
    {
        using LedgerFolder folder = new();
        await using SqliteLedger ledger = folder.Open();
        (Task blocker, ManualResetEventSlim release) = await BlockAsync(ledger);
        Task[] tasks = [.. Enumerable.Range(0, 600).Select(number => SaveAsync(ledger, Bare($"A{number}")))];
        long before = ledger.Commits;
        release.Set();
        await Task.WhenAll([blocker, .. tasks]);

        Assert.Equal(1 + 3, ledger.Commits - before);
    }

    [Fact]
    public async Task Work_that_throws_leaves_no_trace_and_spoils_nobody_elses()
    {
        using LedgerFolder folder = new();
        await using SqliteLedger ledger = folder.Open();
        (Task blocker, ManualResetEventSlim release) = await BlockAsync(ledger);
        Task first = SaveAsync(ledger, Bare("A1"), Event(1));
        Task<bool> spoilt = ledger.WriteAsync<bool>(transaction =>
        {
            transaction.Save(Bare("A2"), Event(1), Event(2));
            transaction.Save(Bare("A1") with { Reason = "changed" }, Event(2));
            throw new TimeoutException("its own");
        });
        Task last = SaveAsync(ledger, Bare("A3"), Event(1));
        long before = ledger.Commits;
        release.Set();
        await Task.WhenAll(blocker, first, last);

        await Assert.ThrowsAsync<TimeoutException>(() => spoilt);
        Assert.Equal(2, ledger.Commits - before);
        Assert.Null(ledger.Find(Key("A2")));
        Assert.Null(ledger.Find(Key("A1"))!.Reason);
        Assert.Single(ledger.ReadHistory(Key("A1")));
        Assert.NotNull(ledger.Find(Key("A3")));
        await ledger.DisposeAsync();
        await using SqliteLedger again = folder.Open(); // its counts are right, or it would be refused
        Assert.Equal(2, again.Read(new LedgerQuery()).Count());
    }

    [Fact]
    public async Task A_task_has_not_ended_before_its_commit_has_returned()
    {
        GatedStore store = new();
        await using GroupCommit writer = new(store);
        Task<int> task = writer.RunAsync(order: null, _ => 1);
        await store.Committing.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(task.IsCompleted);
        store.Release.Set();

        Assert.Equal(1, await task);
    }

    [Fact]
    public async Task A_commit_that_fails_fails_all_of_its_work_and_the_next_one_is_tried_again()
    {
        GatedStore store = new() { Failure = new InvalidOperationException("no") };
        store.Release.Set();
        await using GroupCommit writer = new(store);
        LedgerException exception = await Assert.ThrowsAsync<LedgerException>(() => writer.RunAsync(order: null, _ => 1));
        Assert.Equal(LedgerError.Full, exception.Error);
        Assert.Equal(1, store.Rollbacks);
        store.Failure = null;

        Assert.Equal(2, await writer.RunAsync(order: null, _ => 2));
        Assert.Equal(1, writer.Commits);
    }

    /// <summary>Work that holds the writer until it is released, so that others have to wait.</summary>
    private static async Task<(Task Blocker, ManualResetEventSlim Release)> BlockAsync(SqliteLedger ledger)
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

    private sealed class GatedStore : IBatchStore
    {
        internal TaskCompletionSource Committing { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal ManualResetEventSlim Release { get; } = new();

        internal Exception? Failure { get; set; }

        internal int Rollbacks { get; private set; }

        public LedgerTransaction Transaction => null!;

        public void Begin(IReadOnlyCollection<PaymentKey> orders)
        {
        }

        public void Mark()
        {
        }

        public void UndoToMark()
        {
        }

        public void Commit()
        {
            Committing.TrySetResult();
            Release.Wait();
            if (Failure is { } failure)
            {
                throw failure;
            }
        }

        public void Rollback() => Rollbacks++;

        public bool Repeats(Exception exception, TimeSpan elapsed) => false;

        public LedgerException Explain(Exception exception) => new(LedgerError.Full, exception.Message);
    }
}
