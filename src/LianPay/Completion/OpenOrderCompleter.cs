using System.Collections;
using LianPay.Core.Confirmation;

namespace LianPay.Completion;

/// <summary>The orders that Resolve-LianPayment can settle as it is typed: by asking, or with -As by a person's word.</summary>
internal sealed class OpenOrderCompleter : OrderNumberCompleter
{
    private protected override IReadOnlyList<Core.Confirmation.PaymentStatus>? StatusesFor(IDictionary bound) =>
        bound.Contains("As") || bound.Contains("Reviewer") || bound.Contains("Reason") ? [Core.Confirmation.PaymentStatus.Review]
        : bound.Contains("IncludePaid") ? [.. Resolver.OpenStatuses, Core.Confirmation.PaymentStatus.Paid]
        : Resolver.OpenStatuses;
}
