using System.Collections;

namespace LianPay.Completion;

/// <summary>The orders of the ledger that may be waiting for a confirmation.</summary>
internal sealed class SendableOrderCompleter : OrderNumberCompleter
{
    private protected override IReadOnlyList<Core.Confirmation.PaymentStatus>? StatusesFor(IDictionary bound) =>
        [Core.Confirmation.PaymentStatus.NotSent, Core.Confirmation.PaymentStatus.Held];
}
