using LianPay.Core.Ledger;

namespace LianPay.KillHarness.Runner;

/// <summary>A ledger at whose every write the runner may be ended: inside the transaction, and once it is durable.</summary>
internal sealed class WatchedLedger(PaymentLedger inner, Executioner executioner) : LedgerDecorator(inner)
{
    /// <inheritdoc/>
    public override async Task<T> WriteAsync<T>(PaymentKey? order, Func<LedgerTransaction, T> work)
    {
        WatchedTransaction? written = null;
        T result = await base.WriteAsync(order, transaction =>
        {
            WatchedTransaction watched = new(transaction);
            T value = work(watched);
            foreach (LedgerStep step in watched.Steps)
            {
                executioner.Reach(step.Written);
            }

            written = watched;
            return value;
        });
        foreach (LedgerStep step in written!.Steps)
        {
            executioner.Reach(step.Committed);
        }

        return result;
    }

    /// <summary>Notes what is saved.</summary>
    private sealed class WatchedTransaction(LedgerTransaction inner) : LedgerTransaction
    {
        internal List<LedgerStep> Steps { get; } = [];

        public override TimeSpan ClockOffset => inner.ClockOffset;

        public override LedgerPolicy Policy
        {
            get => inner.Policy;
            set => inner.Policy = value;
        }

        public override LedgerRecord? Find(PaymentKey key) => inner.Find(key);

        public override void Save(LedgerRecord record, params ReadOnlySpan<LedgerEvent> events)
        {
            inner.Save(record, events);
            if (events.IsEmpty)
            {
                Steps.Add(LedgerStep.Claim);
            }

            foreach (LedgerEvent line in events)
            {
                Steps.Add(LedgerStep.Of(line.Kind));
            }
        }
    }

    /// <summary>A kind of write, and its two points.</summary>
    private sealed record LedgerStep(KillPoint Written, KillPoint Committed)
    {
        internal static readonly LedgerStep Claim = new(KillPoint.ClaimWritten, KillPoint.ClaimCommitted);
        private static readonly LedgerStep TakeOver = new(KillPoint.TakeOverWritten, KillPoint.TakeOverCommitted);
        private static readonly LedgerStep Query = new(KillPoint.QueryWritten, KillPoint.QueryCommitted);
        private static readonly LedgerStep Intent = new(KillPoint.IntentWritten, KillPoint.IntentCommitted);
        private static readonly LedgerStep Outcome = new(KillPoint.OutcomeWritten, KillPoint.OutcomeCommitted);

        internal static LedgerStep Of(LedgerEventKind kind) => kind switch
        {
            LedgerEventKind.TakenOver => TakeOver,
            LedgerEventKind.Query => Query,
            LedgerEventKind.Intent => Intent,
            LedgerEventKind.Outcome => Outcome,
            _ => throw new InvalidOperationException($"No runner writes {kind}."),
        };
    }
}
