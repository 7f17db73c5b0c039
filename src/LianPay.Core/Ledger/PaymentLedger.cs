namespace LianPay.Core.Ledger;

/// <summary>The durable record of every confirmation.</summary>
public abstract class PaymentLedger : IAsyncDisposable
{
    /// <summary>The name to show: a path, or a server and database. Carries no password.</summary>
    public abstract string Name { get; }

    /// <summary>Names this process in claims and events: machine, process and a random part.</summary>
    public abstract string Owner { get; }

    /// <summary>The account under which this process works with the ledger, as the operating system says.</summary>
    public abstract string Account { get; }

    /// <summary>What the ledger asks of reviews, read anew.</summary>
    /// <exception cref="LedgerException">It cannot be read.</exception>
    public abstract LedgerPolicy Policy { get; }

    /// <summary>
    /// When the ledger was last opened after a process had died with it, or null. An order without a record may then have
    /// lost it: until 24 hours later it is queried before its first send.
    /// </summary>
    public abstract DateTimeOffset? UncleanSince { get; }

    /// <summary>HMAC-SHA256 of a confirm code under the ledger's key, in hex.</summary>
    public abstract string MacOf(PaymentKey key, string confirmCode);

    /// <summary>Runs work on the ledger itself, its policy, as <see cref="WriteAsync{T}(PaymentKey, Func{LedgerTransaction, T})"/> does on an order.</summary>
    /// <exception cref="LedgerException">The work is not known to be durable.</exception>
    public Task<T> WriteAsync<T>(Func<LedgerTransaction, T> work) => WriteAsync(order: null, work);

    /// <summary>
    /// Runs work in a transaction. The task ends when the transaction is durable; work that waits at the same time shares
    /// one transaction and one fsync. Work may run again when the transaction has to be repeated: it must have no other effect.
    /// </summary>
    /// <param name="order">The one order that the work looks at or changes; null when it is about the ledger itself.</param>
    /// <param name="work">The work.</param>
    /// <exception cref="LedgerException">The work is not known to be durable, and no reader sees it. After a disk that failed inside a commit it may come back with the next start: an intent then reads as Unknown.</exception>
    public abstract Task<T> WriteAsync<T>(PaymentKey? order, Func<LedgerTransaction, T> work);

    /// <summary>The record of an order, or null.</summary>
    public abstract LedgerRecord? Find(PaymentKey key);

    /// <summary>What is asked before every row of a batch, in one go: the policy and the record of an order, or null.</summary>
    /// <exception cref="LedgerException">It cannot be read.</exception>
    public abstract (LedgerPolicy Policy, LedgerRecord? Record) Look(PaymentKey key);

    /// <summary>Streams records, oldest change first unless the query says otherwise.</summary>
    public abstract IEnumerable<LedgerRecord> Read(LedgerQuery query);

    /// <summary>Streams the history of an order, oldest first.</summary>
    public abstract IEnumerable<LedgerEvent> ReadHistory(PaymentKey key);

    /// <summary>True when the process that a claim names is known to be gone: it ran on this machine and runs no more.</summary>
    public abstract bool IsDead(string owner);

    /// <summary>Waits for what is being written, and closes.</summary>
    public abstract ValueTask DisposeAsync();
}

/// <summary>Which records to read. Null: all.</summary>
public sealed record LedgerQuery
{
    /// <summary>Host and port of the gateway.</summary>
    public string? Gateway { get; init; }

    /// <summary>商户编号.</summary>
    public string? PartnerId { get; init; }

    /// <summary>商户付款流水号.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>What 商户付款流水号 begins with.</summary>
    public string? OrderNumberPrefix { get; init; }

    /// <summary>Changed at or after.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Changed before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The statuses that count.</summary>
    public IReadOnlyList<Confirmation.PaymentStatus>? Statuses { get; init; }

    /// <summary>The latest change first.</summary>
    public bool NewestFirst { get; init; }
}
