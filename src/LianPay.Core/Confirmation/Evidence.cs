using System.Diagnostics.CodeAnalysis;
using System.Text;
using LianPay.Core.Gateway;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;

namespace LianPay.Core.Confirmation;

/// <summary>Turns what a call came to into what the ledger keeps of it.</summary>
internal static class Evidence
{
    private const int LongestText = 4096;

    /// <param name="reply">The outcome of the call.</param>
    /// <param name="intent">The record as its intent left it: by the time of the answer another try may have been made.</param>
    /// <param name="confirmCode">To be masked.</param>
    internal static ConfirmEvidence Of(ConfirmReply reply, LedgerRecord intent, string? confirmCode) => new(
        intent.Attempts,
        reply.Outcome switch
        {
            CallOutcome.NotSent => AttemptState.NotSent,
            CallOutcome.Accepted => AttemptState.Accepted,
            CallOutcome.Rejected => AttemptState.Rejected,
            _ => AttemptState.Unknown,
        },
        reply.Reason == OutcomeReason.None ? null : reply.Reason.ToString(),
        reply.RetCode,
        Mask(reply.RetMessage, confirmCode),
        reply.PaybillId,
        IsOdd: reply.Reason is OutcomeReason.HeldAgain or OutcomeReason.CodeLocked,
        WrongCodeMac: reply.Reason == OutcomeReason.WrongCode ? intent.CodeMac : null);

    /// <param name="reply">The answer.</param>
    /// <param name="clockOffset">By how much the ledger's clock is ahead of this machine's.</param>
    internal static QueryEvidence Of(QueryReply reply, TimeSpan clockOffset) => new(
        reply.StartedAt + clockOffset,
        FactOf(reply.ResultPay),
        IsHeld: reply.ResultPay == "CHECK",
        IsWithoutRecord: reply.RetCode == RetCodes.NoRecord,
        reply.PaybillId,
        reply.OrderedAt);

    /// <summary>The answer as received, for the history: the confirm code, if it quotes it, is masked and marked so.</summary>
    internal static string? TextOf(GatewayReply reply, string? confirmCode)
    {
        if (reply.Body.IsEmpty)
        {
            return Mask(reply.Detail, confirmCode);
        }

        // Masked before it is cut: half a code at the cut would be half of the secret.
        string text = Mask(Encoding.UTF8.GetString(reply.Body.Span), confirmCode);
        return text.Length > LongestText ? text[..LongestText] + "…" : text;
    }

    /// <summary>A text without the confirm code: in its place stands that there was one.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    internal static string? Mask(string? text, string? confirmCode) =>
        confirmCode is null ? text : text?.Replace(confirmCode, "[code masked]", StringComparison.Ordinal);

    private static PaymentFacts FactOf(string? resultPay) => resultPay switch
    {
        null or "CHECK" => PaymentFacts.None,
        "PROCESSING" or "WAITING" => PaymentFacts.Accepted,
        "SUCCESS" => PaymentFacts.Paid,
        "FAILURE" => PaymentFacts.Failed,
        "CANCEL" => PaymentFacts.Returned,
        "CLOSED" => PaymentFacts.Closed,

        // APPLY, and words that are not listed.
        _ => PaymentFacts.Odd,
    };
}
