using LianPay.Core.Messages;

namespace LianPay.Core.Ledger;

/// <summary>What may be done with an order before a confirmation of it is sent.</summary>
internal enum SendVerdict
{
    /// <summary>Send.</summary>
    Send,

    /// <summary>Ask the gateway first: what the ledger knows does not allow a send, and an answer might.</summary>
    QueryFirst,

    /// <summary>Nothing is to be sent: it is final, in process, or another live process has it.</summary>
    Taken,

    /// <summary>Nothing may be sent (yet), for the reason that goes with it.</summary>
    Wait,

    /// <summary>A person must look first.</summary>
    Review,

    /// <summary>No review lets it be sent.</summary>
    Refused,
}

/// <summary>The rule of DESIGN section 4 that keeps a payment from being confirmed twice.</summary>
internal static class SendRules
{
    /// <summary>A gateway may apply a lost request late (FAULTS N26): nothing is sent again sooner.</summary>
    internal static readonly TimeSpan QuietPeriod = TimeSpan.FromSeconds(120);

    /// <summary>The gateway closes an order after 24 hours; half an hour is left for clocks that differ.</summary>
    internal static readonly TimeSpan OldestOrder = TimeSpan.FromHours(23.5);

    /// <summary>How long an order without a record is doubted after the ledger was closed uncleanly: as long as a payment is held.</summary>
    internal static readonly TimeSpan DoubtAfterUncleanClose = TimeSpan.FromHours(24);

    /// <summary>How many confirmations of an order may have reached the gateway.</summary>
    internal const int MaxSends = 3;

    /// <summary>Six lock the order (PROTOCOL 2.5); half of that is enough to see that the source of the codes is wrong.</summary>
    internal const int MaxWrongCodes = 3;

    // Refused for the set-up or the balance, which can be mended: the order itself may be sent again (DESIGN section 4).
    private static readonly string[] MendableCodes = ["1001", "1004", "1008", "3001", "4005", "4103", "4104", "9104"];

    /// <summary>Decides on an order that no live process has.</summary>
    /// <param name="record">What is known; its open intent, if any, has been taken over.</param>
    /// <param name="codeMac">HMAC of the code that is to be sent.</param>
    /// <param name="reviewedAt">When this confirmation was approved.</param>
    /// <param name="isDoubtful">True when the ledger may have lost its tail.</param>
    /// <param name="askedAt">When the gateway was asked for the sake of this very send, or null. A CHECK of an earlier day allows nothing.</param>
    /// <param name="clockSkew">By how much the gateway's clock is ahead of this machine's, or zero: it is the gateway that closes an order by its age (FAULTS S20).</param>
    /// <param name="now">The time.</param>
    /// <returns>The verdict and, for a wait, the reason as a stable word.</returns>
    internal static (SendVerdict Verdict, string? Reason) Decide(
        LedgerRecord record, string codeMac, DateTimeOffset reviewedAt, bool isDoubtful, DateTimeOffset? askedAt, TimeSpan clockSkew, DateTimeOffset now)
    {
        switch (record.Status)
        {
            case Confirmation.PaymentStatus.Review:
                return (SendVerdict.Review, null);
            case Confirmation.PaymentStatus.Accepted or Confirmation.PaymentStatus.Paid or Confirmation.PaymentStatus.Failed
                or Confirmation.PaymentStatus.Returned or Confirmation.PaymentStatus.Closed:
                return (SendVerdict.Taken, null);
            default:
                break;
        }

        if (record.WrongCodeMacs.Contains(codeMac, StringComparer.Ordinal))
        {
            return (SendVerdict.Wait, "WrongCode");
        }

        if (record.WrongCodeMacs.Count >= MaxWrongCodes)
        {
            return (SendVerdict.Review, "TooManyWrongCodes");
        }

        // Nothing of it has ever left, and the ledger is whole: it is as good as new.
        bool isHeldNow = askedAt is { } asked && record.LastCheckAt >= asked && record.WasHeldAfterLastSend;
        if (record.Sends == 0 && (!isDoubtful || isHeldNow))
        {
            return (SendVerdict.Send, null);
        }

        if (askedAt is null)
        {
            return (SendVerdict.QueryFirst, null);
        }

        return (isHeldNow ? ReasonToWait(record, codeMac, reviewedAt, clockSkew, now) : "NotHeld") is { } reason ? (SendVerdict.Wait, reason) : (SendVerdict.Send, null);
    }

    private static string? ReasonToWait(LedgerRecord record, string codeMac, DateTimeOffset reviewedAt, TimeSpan clockSkew, DateTimeOffset now)
    {
        if (record.Sends >= MaxSends)
        {
            return "TooManySends";
        }

        if (record.LastSentAt is { } sent && (now - sent < QuietPeriod || record.LastCheckAt - sent < QuietPeriod))
        {
            return "QuietPeriod";
        }

        DateTimeOffset oldest = record.OrderedAt < reviewedAt ? record.OrderedAt.Value : reviewedAt;
        if (now + clockSkew - oldest >= OldestOrder)
        {
            return "TooOld";
        }

        if (record.LastAttempt == AttemptState.Rejected && record.RetCode == RetCodes.WrongCode)
        {
            // Another code, approved after the wrong one was refused.
            return reviewedAt > record.LastSentAt ? null : "WrongCode";
        }

        if (record.LastAttempt == AttemptState.Rejected && !MendableCodes.Contains(record.RetCode, StringComparer.Ordinal))
        {
            return "RejectedForGood";
        }

        return record.CodeMac is null || record.CodeMac == codeMac ? null : "OtherCode";
    }
}
