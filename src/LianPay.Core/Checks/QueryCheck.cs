using System.Globalization;
using LianPay.Core.Gateway;
using LianPay.Core.Messages;

namespace LianPay.Core.Checks;

/// <summary>The check of a signed query for an order that cannot exist. It changes nothing, and no ledger hears of it.</summary>
internal static class QueryCheck
{
    private const string WhoStandsBetween = "Find out who stands between this machine and the gateway, and whether the platform key is LianLian's, before anything is sent.";
    private const string WhoAnswers = "Check the gateway's address, and whether a proxy, a portal or a firewall answers in its place.";

    /// <summary>The number that is asked for: no merchant numbers an order like this.</summary>
    internal static string OrderNumberAt(DateTimeOffset now) =>
        string.Create(CultureInfo.InvariantCulture, $"LIANPAY-CHECK-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");

    internal static CheckReport Of(CheckSubject subject, ProbeResult probe)
    {
        if (probe.Reply is not { } reply)
        {
            return CheckReport.Skipped(CheckNames.SignedQuery, subject.MerchantKey is null ? "There is no merchant key to sign it with." : "There is no platform key to believe an answer by.");
        }

        if (!reply.WasSent)
        {
            return CheckReport.Skipped(CheckNames.SignedQuery, "Nothing was sent: there is no connection.");
        }

        bool isRefusal = reply.RetCode is not (null or RetCodes.Ok);
        return reply.Reason switch
        {
            OutcomeReason.NoRecord => OfNoRecord(reply),
            OutcomeReason.MustQuery => OfCode(reply, "signed"),
            OutcomeReason.NotSigned when reply.RetCode == RetCodes.NoRecord => CheckReport.Passed(
                CheckNames.SignedQuery,
                $"The gateway answers {Quote(reply)}, as it should: it knows the merchant and the merchant's key. LianLian does not sign this answer, so the platform key is proved by the first signed one alone."),
            OutcomeReason.NotSigned when isRefusal => OfCode(reply, "not signed"),

            // LianLian signs some refusals without the order number (PROTOCOL 1.2). That is too little to settle an order by, and enough here.
            OutcomeReason.UnexpectedFields when isRefusal && reply.VerifiedBy is not null => reply.RetCode == RetCodes.NoRecord ? OfNoRecord(reply) : OfCode(reply, "signed"),
            OutcomeReason.None => CheckReport.Warning(
                CheckNames.SignedQuery, "The gateway knows a payment of the number that was made up for this check.", "Look it up in LianLian's merchant portal: another program may use numbers that begin with LIANPAY-CHECK."),
            OutcomeReason.BadSignature => CheckReport.Failed(
                CheckNames.SignedQuery, "The answer's signature is wrong: it is not one of the trusted platform key over this answer.", WhoStandsBetween),
            OutcomeReason.NotSigned or OutcomeReason.SignType or OutcomeReason.OtherPartner or OutcomeReason.OtherOrder or OutcomeReason.UnexpectedFields => CheckReport.Failed(
                CheckNames.SignedQuery, $"The answer is not one to this question, or not the gateway's ({reply.Reason}). {reply.Detail}".TrimEnd(), WhoStandsBetween),
            _ => OfNoMessage(reply),
        };
    }

    private static CheckReport OfNoRecord(QueryReply reply) => CheckReport.Passed(
        CheckNames.SignedQuery, $"The gateway answers {Quote(reply)}, signed, as it should: it knows the merchant and the merchant's key, and its own is the trusted one.");

    private static CheckReport OfCode(QueryReply reply, string isSigned)
    {
        RetCode row = RetCodes.Find(reply.RetCode!);
        string found = $"The gateway answers {Quote(reply)}, {isSigned}.";
        return row.Class == RetCodeClass.Query && !row.IsConfiguration
            ? CheckReport.Warning(CheckNames.SignedQuery, found, $"{row.Explanation} Check again later.")
            : CheckReport.Failed(CheckNames.SignedQuery, found, row.Explanation);
    }

    private static CheckReport OfNoMessage(QueryReply reply) => reply.Reason switch
    {
        OutcomeReason.RateLimited => CheckReport.Warning(CheckNames.SignedQuery, "The gateway asks for fewer calls (HTTP 429).", "Wait, and check again."),
        OutcomeReason.Redirect or OutcomeReason.HttpStatus => CheckReport.Failed(
            CheckNames.SignedQuery,
            string.Create(CultureInfo.InvariantCulture, $"The answer has the HTTP status {reply.HttpStatus}; the gateway answers with 200."),
            WhoAnswers),
        OutcomeReason.Timeout => CheckReport.Failed(CheckNames.SignedQuery, "It was sent, and no answer came within the deadline.", "Check again. If it stays so, ask LianLian, or raise -TimeoutSec."),
        OutcomeReason.Cancelled => CheckReport.Skipped(CheckNames.SignedQuery, "Stopped."),
        _ => CheckReport.Failed(CheckNames.SignedQuery, $"What came back is no answer of the gateway ({reply.Reason}). {reply.Detail}".TrimEnd(), WhoAnswers),
    };

    private static string Quote(QueryReply reply) => reply.RetMessage is null ? reply.RetCode! : $"{reply.RetCode} {reply.RetMessage}";
}
