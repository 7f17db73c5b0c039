using LianPay.Core.Ledger;

namespace LianPay.KillHarness.Runner;

/// <summary>A ledger that hands everything on to another.</summary>
internal abstract class LedgerDecorator(PaymentLedger inner) : PaymentLedger
{
    /// <inheritdoc/>
    public override string Name => inner.Name;

    /// <inheritdoc/>
    public override string Owner => inner.Owner;

    /// <inheritdoc/>
    public override string Account => inner.Account;

    /// <inheritdoc/>
    public override LedgerPolicy Policy => inner.Policy;

    /// <inheritdoc/>
    public override DateTimeOffset? UncleanSince => inner.UncleanSince;

    /// <inheritdoc/>
    public override string MacOf(PaymentKey key, string confirmCode) => inner.MacOf(key, confirmCode);

    /// <inheritdoc/>
    public override Task<T> WriteAsync<T>(PaymentKey? order, Func<LedgerTransaction, T> work) => inner.WriteAsync(order, work);

    /// <inheritdoc/>
    public override LedgerRecord? Find(PaymentKey key) => inner.Find(key);

    /// <inheritdoc/>
    public override (LedgerPolicy Policy, LedgerRecord? Record) Look(PaymentKey key) => inner.Look(key);

    /// <inheritdoc/>
    public override IEnumerable<LedgerRecord> Read(LedgerQuery query) => inner.Read(query);

    /// <inheritdoc/>
    public override IEnumerable<LedgerEvent> ReadHistory(PaymentKey key) => inner.ReadHistory(key);

    /// <inheritdoc/>
    public override bool IsDead(string owner) => inner.IsDead(owner);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
