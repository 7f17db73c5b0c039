using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;
using LianPay.Sandbox;

namespace LianPay.KillHarness.Oracle;

/// <summary>Holds what the sandbox has seen against what the ledger says and what runners have told.</summary>
/// <param name="tally">Takes the verdicts.</param>
/// <param name="complain">Takes a line for each order that went wrong.</param>
internal sealed class Judge(Tally tally, Action<string> complain)
{
    /// <summary>Judges one order, when nothing waits to be applied any more.</summary>
    /// <param name="orderNumber">Which.</param>
    /// <param name="receipts">The confirmations of it that the sandbox has received, in order.</param>
    /// <param name="effects">How often one was applied.</param>
    /// <param name="record">The ledger's record.</param>
    /// <param name="told">What runners have told of it.</param>
    internal void OfOrder(string orderNumber, IReadOnlyList<SandboxRequest> receipts, int effects, LedgerRecord? record, OrderReports told)
    {
        tally.Add(Count.Orders);
        tally.Add(Count.Receipts, receipts.Count);
        tally.Add(Count.Resends, Math.Max(0, receipts.Count - 1));
        tally.Add(Count.LateApplied, receipts.Count(request => request.Fault == SandboxFault.LateApply));
        tally.Add(Count.Applied, effects);

        // 4001 says that it had been confirmed before, whatever the log shows.
        bool isTwice = effects > 1 || receipts.SkipLast(1).Any(Counts) || receipts.Any(request => request.RetCode == "4001");
        bool isDone = record is { Status: PaymentStatus.Accepted or PaymentStatus.Paid };
        bool isLost = (effects > 0 && record is null or { Status: PaymentStatus.NotSent or PaymentStatus.Rejected or PaymentStatus.Failed or PaymentStatus.Closed })
            || (told.IsDone && effects == 0) || told.IsForgotten;
        bool isExhausted = record is { Status: PaymentStatus.Held, Sends: SendRules.MaxSends } && effects == 0;

        Record(Count.SentTwice, isTwice);
        Record(Count.Lost, isLost);
        Record(Count.Disagreements, isDone != (effects > 0));
        Record(Count.Unfinished, !isDone && !isExhausted);
        if (isExhausted)
        {
            tally.Add(Count.Exhausted);
        }

        void Record(Count kind, bool isSo)
        {
            if (isSo)
            {
                tally.Add(kind);
                complain($"{kind}: {orderNumber}, ledger {record?.Status.ToString() ?? "nothing"} after {record?.Sends ?? 0} sends, applied {effects}, "
                    + $"told {told}, received [{string.Join("; ", receipts.Select(request => $"{request.Fault} {request.RetCode} {(request.HasApplied ? "applied" : "")}"))}]");
            }
        }
    }

    /// <summary>True when a confirmation has taken effect, or was to.</summary>
    private static bool Counts(SandboxRequest request) => request.HasApplied || request.Fault == SandboxFault.LateApply;
}
