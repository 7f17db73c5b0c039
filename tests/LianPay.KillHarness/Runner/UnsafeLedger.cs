using LianPay.Core.Ledger;

namespace LianPay.KillHarness.Runner;

/// <summary>A ledger without one of its safeties, for the controls.</summary>
internal sealed class UnsafeLedger(PaymentLedger inner, Control control) : LedgerDecorator(inner)
{
    /// <inheritdoc/>
    public override DateTimeOffset? UncleanSince => control == Control.BlindResend ? null : base.UncleanSince;

    /// <inheritdoc/>
    public override Task<T> WriteAsync<T>(PaymentKey? order, Func<LedgerTransaction, T> work) =>
        base.WriteAsync(order, transaction => work(new UnsafeTransaction(transaction, this, control)));

    private sealed class UnsafeTransaction(LedgerTransaction inner, UnsafeLedger ledger, Control control) : LedgerTransaction
    {
        public override TimeSpan ClockOffset => inner.ClockOffset;

        public override LedgerPolicy Policy
        {
            get => inner.Policy;
            set => inner.Policy = value;
        }

        public override LedgerRecord? Find(PaymentKey key) => (inner.Find(key), control) switch
        {
            ({ } record, Control.BlindResend) when IsInDoubt(record) => record with { Owner = null, LastAttempt = AttemptState.NotSent, Sends = 0 },
            ({ LastAttempt: not AttemptState.Open } record, Control.NoQuietPeriod) => record with { LastSentAt = record.LastSentAt - SendRules.QuietPeriod },
            (var record, _) => record,
        };

        public override void Save(LedgerRecord record, params ReadOnlySpan<LedgerEvent> events)
        {
            if (control == Control.NoDurableIntent && record.LastAttempt == AttemptState.Open)
            {
                // The claim alone: what a program does that writes down what it has done, and not what it is about to do.
                record = record with { Attempts = record.Attempts - 1, Sends = record.Sends - 1, LastAttempt = AttemptState.None, LastSentAt = null };
                events = events.ToArray().Where(line => line.Kind != LedgerEventKind.Intent).ToArray();
            }

            inner.Save(record, events);
        }

        private bool IsInDoubt(LedgerRecord record) =>
            record.LastAttempt == AttemptState.Unknown || (record.LastAttempt == AttemptState.Open && record.Owner is { } owner && ledger.IsDead(owner));
    }
}
