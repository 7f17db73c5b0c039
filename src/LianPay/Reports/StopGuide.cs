using LianPay.Core.Confirmation;

namespace LianPay.Reports;

/// <summary>Why a batch stopped before its end, for a person.</summary>
internal static class StopGuide
{
    /// <summary>A sentence about the stop; of a word that is not known, the word itself.</summary>
    internal static string Of(string stopReason) => stopReason switch
    {
        nameof(StopReason.Configuration) => "Three refusals of the merchant's set-up in a row: mend it before the rest is sent.",
        nameof(StopReason.BadSignature) => "Answers were not signed by the platform for these payments: find out who stands in between before anything else is sent.",
        nameof(StopReason.Certificate) => "The gateway's certificate is not valid, or not a pinned one: find out who stands in between before anything else is sent.",
        nameof(StopReason.Connectivity) => "The gateway could not be reached.",
        nameof(StopReason.Ledger) => "The ledger is damaged, full or not writable: nothing is sent that is not recorded.",
        nameof(StopReason.LedgerUnreachable) => "The ledger is locked or out of reach: nothing is sent that is not recorded.",
        nameof(StopReason.Cancelled) => "It was stopped by the user or the system.",
        _ => stopReason,
    };
}
