using LianPay.Core.Ledger;

namespace LianPay.Core.Tests.Ledger;

public sealed class GroupCommitTests
{
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
