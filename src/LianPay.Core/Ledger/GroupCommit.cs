using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;

namespace LianPay.Core.Ledger;

/// <summary>
/// One thread that writes. What waits while a transaction is being made durable shares the next one, so that many
/// confirmations at once pay for one flush of the disk and not for one each. Nothing is held back to wait for company.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    /// <summary>The most work in one transaction: it bounds how long others wait for the database, and what a failed commit takes with it.</summary>
    private const int MaxBatch = 256;

    private readonly IBatchStore _store;
    private readonly BlockingCollection<LedgerWork> _queue = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _commits;

    internal GroupCommit(IBatchStore store)
    {
        _store = store;
        new Thread(WriteAll) { IsBackground = true, Name = "LianPay ledger" }.Start();
    }

    /// <summary>How many transactions were committed.</summary>
    internal long Commits => Interlocked.Read(ref _commits);

    /// <summary>Hands in work. The task ends when it is durable.</summary>
    internal Task<T> RunAsync<T>(PaymentKey? order, Func<LedgerTransaction, T> work)
    {
        LedgerWork<T> item = new(order, work);
        try
        {
            _queue.Add(item);
        }
        catch (InvalidOperationException)
        {
            throw LedgerException.Closed();
        }

        return item.Task;
    }

    /// <summary>Takes no more work, and ends when what was handed in is written.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.CompleteAdding();
        await _stopped.Task.ConfigureAwait(false);
    }

    private void WriteAll()
    {
        List<LedgerWork> batch = new(MaxBatch);
        foreach (LedgerWork first in _queue.GetConsumingEnumerable())
        {
            batch.Clear();
            batch.Add(first);
            while (batch.Count < MaxBatch && _queue.TryTake(out LedgerWork? next))
            {
                batch.Add(next);
            }

            Write(batch);
        }

        _stopped.SetResult();
    }

    private void Write(List<LedgerWork> batch)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                List<(LedgerWork Work, Exception Exception)> spoilt = Commit(batch);
                spoilt.ForEach(pair => pair.Work.Fail(pair.Exception));
                foreach (LedgerWork work in batch.Where(work => !spoilt.Exists(pair => pair.Work == work)))
                {
                    work.Complete();
                }

                return;
            }
            catch (Exception exception)
            {
                _store.Rollback();
                if (_store.Repeats(exception, Stopwatch.GetElapsedTime(start)))
                {
                    continue;
                }

                // Whatever it was, nobody is left to wait for ever, and the thread lives on: the cause may pass.
                LedgerException explained = exception as LedgerException ?? _store.Explain(exception);
                batch.ForEach(work => work.Fail(explained));
                return;
            }
        }
    }

    /// <returns>The work that failed for a reason of its own, and why.</returns>
    private List<(LedgerWork Work, Exception Exception)> Commit(List<LedgerWork> batch)
    {
        List<(LedgerWork Work, Exception Exception)> spoilt = [];
        _store.Begin([.. batch.Select(work => work.Order).OfType<PaymentKey>().Distinct()]);
        foreach (LedgerWork work in batch)
        {
            if (Run(work) is { } exception)
            {
                spoilt.Add((work, exception));
            }
        }

        _store.Commit();
        Interlocked.Increment(ref _commits);
        return spoilt;
    }

    /// <summary>Runs one piece of work. What it throws of its own is its own affair; what the database throws is everybody's.</summary>
    private Exception? Run(LedgerWork work)
    {
        _store.Mark();
        try
        {
            work.Run(_store.Transaction);
            return null;
        }
        catch (Exception exception) when (exception is not DbException)
        {
            _store.UndoToMark();
            return exception;
        }
    }
}
