using System.Text;
using LianPay.Core.Gateway;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;

namespace LianPay.Core.Confirmation;

/// <summary>Turns what a call came to into what the ledger keeps of it.</summary>
internal static class Evidence
{
    private const int LongestText = 4096;

    internal static ConfirmEvidence Of(ConfirmReply reply, int attempt) => new(
        attempt,
        reply.Outcome switch
        {
            CallOutcome.NotSent => AttemptState.NotSent,
            CallOutcome.Accepted => AttemptState.Accepted,
            CallOutcome.Rejected => AttemptState.Rejected,
            _ => AttemptState.Unknown,
        },
        reply.Reason == OutcomeReason.None ? null : reply.Reason.ToString(),
        reply.RetCode,
        reply.RetMessage,
        reply.PaybillId,
        IsOdd: reply.Reason is OutcomeReason.HeldAgain or OutcomeReason.CodeLocked,
        IsWrongCode: reply.Reason == OutcomeReason.WrongCode);

    internal static QueryEvidence Of(QueryReply reply) => new(
        reply.StartedAt,
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
            return reply.Detail;
        }

        string text = Encoding.UTF8.GetString(reply.Body.Span);
        if (text.Length > LongestText)
        {
            text = text[..LongestText] + "…";
        }

        return confirmCode is not null && text.Contains(confirmCode, StringComparison.Ordinal)
            ? text.Replace(confirmCode, "[code masked]", StringComparison.Ordinal)
            : text;
    }

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
