using System.Collections.Concurrent;
using LianPay.Core.Confirmation;
using LianPay.Core.Gateway;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;
using LianPay.Core.Tests.Gateway;

namespace LianPay.Core.Tests.Ledger;

/// <summary>Evidence out of signed answers, as the product reads them; each is signed once a run.</summary>
internal static class Heard
{
    internal static Review Review { get; } = new("li.na", LedgerFolder.Start.AddMinutes(-5));

    internal const string FirstPaybill = "2026112400000001";
    internal const string SecondPaybill = "2026112400000002";

    private static readonly ConcurrentDictionary<(string, string?), ConfirmReply> Confirmations = new();
    private static readonly ConcurrentDictionary<(string, string?), QueryReply> Queries = new();

    /// <summary>A signed answer to a confirmation.</summary>
    internal static ConfirmEvidence Confirm(string retCode, int attempt, string codeMac = "A", string? paybill = null) =>
        Evidence.Of(
            Confirmations.GetOrAdd((retCode, paybill), _ => PlatformReply.HeardByConfirm(PlatformReply.Sign(With(PlatformReply.Confirm(retCode), paybill)))),
            Intent(attempt, codeMac),
            confirmCode: null);

    /// <summary>No answer, after bytes have left.</summary>
    internal static ConfirmEvidence Unanswered(int attempt) =>
        Evidence.Of(PlatformReply.Unheard(OutcomeReason.ConnectionLost, wasSent: true), Intent(attempt, "A"), confirmCode: null);

    /// <summary>No byte has left.</summary>
    internal static ConfirmEvidence NotSent(int attempt) =>
        Evidence.Of(PlatformReply.Unheard(OutcomeReason.Connect, wasSent: false), Intent(attempt, "A"), confirmCode: null);

    /// <summary>A signed answer to a query: a result_pay, or 8901.</summary>
    internal static QueryEvidence Query(string word, DateTimeOffset askedAt, string? paybill = null) =>
        Evidence.Of(Queries.GetOrAdd((word, paybill), _ => PlatformReply.HeardByQuery(PlatformReply.Sign(word == RetCodes.NoRecord
            ? PlatformReply.Confirm(RetCodes.NoRecord)
            : With(PlatformReply.Query(word).Without(FieldNames.PaybillId), paybill)))), TimeSpan.Zero) with
        { AskedAt = askedAt };

    private static LedgerRecord Intent(int attempt, string codeMac) => LedgerFolder.Bare("A1") with { Attempts = attempt, CodeMac = codeMac };

    private static MessageFields With(MessageFields fields, string? paybill) => paybill is null ? fields : fields.With(FieldNames.PaybillId, paybill);
}
