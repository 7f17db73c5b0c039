using LianPay.Core.Ledger;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>
/// A real ledger whose writer is held until so many writes wait, wave after wave: what those then cost does not depend on who was
/// quick.
/// </summary>
/// <param name="inner">The real ledger.</param>
/// <param name="size">How many writes make a wave.</param>
internal sealed class GatheringLedger(PaymentLedger inner, int size) : PaymentLedger
{
    private readonly Lock _wave = new();
    private ManualResetEventSlim _full = new();
    private int _waiting;

    /// <summary>How many waves were full. Each has cost one commit of its own: that of the work which held the writer.</summary>
    internal int Waves { get; private set; }

    public override string Name => inner.Name;

    public override string Owner => inner.Owner;

    public override string Account => inner.Account;

    public override LedgerPolicy Policy => inner.Policy;

    public override DateTimeOffset? UncleanSince => inner.UncleanSince;

    public override string MacOf(PaymentKey key, string confirmCode) => inner.MacOf(key, confirmCode);

    public override Task<T> WriteAsync<T>(PaymentKey? order, Func<LedgerTransaction, T> work)
    {
        lock (_wave)
        {
            if (_waiting == 0)
            {
                Hold();
            }

            // Handed in before it counts: the writer finds every one of the wave when it is let go.
            Task<T> written = inner.WriteAsync(order, work);
            if (++_waiting == size)
            {
                _waiting = 0;
                Waves++;
                _full.Set();
            }

            return written;
        }
    }

    public override LedgerRecord? Find(PaymentKey key) => inner.Find(key);

    public override (LedgerPolicy Policy, LedgerRecord? Record) Look(PaymentKey key) => inner.Look(key);

    public override IEnumerable<LedgerRecord> Read(LedgerQuery query) => inner.Read(query);

    public override IEnumerable<LedgerEvent> ReadHistory(PaymentKey key) => inner.ReadHistory(key);

    public override bool IsDead(string owner) => inner.IsDead(owner);

    /// <summary>The real ledger is its owner's to close.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Returns when the writer is held, and nothing else with it.</summary>
    private void Hold()
    {
        ManualResetEventSlim full = _full = new ManualResetEventSlim();
        ManualResetEventSlim held = new();
        _ = inner.WriteAsync(_ =>
        {
            held.Set();
            full.Wait(TestContext.Current.CancellationToken);
            return true;
        });
        held.Wait(TestContext.Current.CancellationToken);
    }
}
