namespace LianPay.Core.Ledger;

/// <summary>A piece of work that waits to be written.</summary>
internal abstract class LedgerWork(PaymentKey? order)
{
    /// <summary>The one order that it looks at or changes, or null.</summary>
    internal PaymentKey? Order { get; } = order;

    /// <summary>Does it, inside a transaction.</summary>
    internal abstract void Run(LedgerTransaction transaction);

    /// <summary>Tells who waits that it is durable.</summary>
    internal abstract void Complete();

    /// <summary>Tells who waits that nothing came of it.</summary>
    internal abstract void Fail(Exception exception);
}

/// <summary>A piece of work with a result.</summary>
internal sealed class LedgerWork<T>(PaymentKey? order, Func<LedgerTransaction, T> work) : LedgerWork(order)
{
    // The writer must not run what follows on the result: it would hold up everybody else's commit.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _result = default!;

    internal Task<T> Task => _completion.Task;

    internal override void Run(LedgerTransaction transaction) => _result = work(transaction);

    internal override void Complete() => _completion.SetResult(_result);

    internal override void Fail(Exception exception) => _completion.SetException(exception);
}
