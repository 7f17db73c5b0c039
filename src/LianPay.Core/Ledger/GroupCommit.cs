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
    private readonly Queue<LedgerWork> _queue = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isClosed;
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
        lock (_queue)
        {
            if (_isClosed)
            {
                throw LedgerException.Closed();
            }

            _queue.Enqueue(item);
            Monitor.Pulse(_queue);
        }

        return item.Task;
    }

    /// <summary>Takes no more work, and ends when what was handed in is written.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_queue)
        {
            _isClosed = true;
            Monitor.Pulse(_queue);
        }

        await _stopped.Task.ConfigureAwait(false);
    }

    private void WriteAll()
    {
        List<LedgerWork> batch = new(MaxBatch);
        while (Take(batch))
        {
            Write(batch);
            batch.Clear();
        }

        _stopped.SetResult();
    }

    /// <summary>Waits for work, and takes what there is; false when there is none any more.</summary>
    private bool Take(List<LedgerWork> batch)
    {
        lock (_queue)
        {
            while (_queue.Count == 0 && !_isClosed)
            {
                Monitor.Wait(_queue);
            }
        }

        // Others that are about to run may have work too, and a commit costs more than a turn. An idle machine waits for nobody.
        Thread.Yield();
        lock (_queue)
        {
            while (batch.Count < MaxBatch && _queue.TryDequeue(out LedgerWork? next))
            {
                batch.Add(next);
            }

            return batch.Count > 0;
        }
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
