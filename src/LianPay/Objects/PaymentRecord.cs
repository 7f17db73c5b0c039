using LianPay.Core.Ledger;

namespace LianPay;

/// <summary>What the ledger knows of one order.</summary>
public sealed class PaymentRecord
{
    internal PaymentRecord(LedgerRecord record, PaymentEvent[] history)
    {
        OrderNumber = record.Key.OrderNumber;
        Status = record.Status.ToPaymentStatus();
        PartnerId = record.Key.PartnerId;
        Gateway = record.Key.Gateway;
        RetCode = record.RetCode;
        RetMessage = record.RetMessage;
        PaybillId = string.Join(", ", record.PaybillIds) is { Length: > 0 } paybills ? paybills : null;
        LedgerReview? review = record.Review?.At < record.ReviewedAt ? null : record.Review;
        ReviewedBy = review?.Reviewer ?? record.ReviewedBy;
        ReviewedAt = review?.At ?? record.ReviewedAt;
        ReviewReason = review?.Reason;
        Decision = review?.Decision.ToString();
        ReviewAccount = review?.Account;
        ConfirmedBy = record.ConfirmedBy;
        Attempts = record.Attempts;
        FirstSentAt = record.FirstSentAt;
        LastSentAt = record.LastSentAt;
        UpdatedAt = new PaymentTime(record.UpdatedAt);
        Reason = record.Reason;
        History = history;
    }

    /// <summary>商户付款流水号.</summary>
    public string OrderNumber { get; }

    /// <summary>Where the payment stands.</summary>
    public PaymentStatus Status { get; }

    /// <summary>商户编号.</summary>
    public string PartnerId { get; }

    /// <summary>Host and port of the gateway.</summary>
    public string Gateway { get; }

    /// <summary>The ret_code of the last answer to a confirmation, or null.</summary>
    public string? RetCode { get; }

    /// <summary>The gateway's own words with it.</summary>
    public string? RetMessage { get; }

    /// <summary>连连支付支付单号; two of them are a contradiction that a person must look at.</summary>
    public string? PaybillId { get; }

    /// <summary>The person who last reviewed it.</summary>
    public string? ReviewedBy { get; }

    /// <summary>When it was reviewed.</summary>
    public PaymentTime? ReviewedAt { get; }

    /// <summary>Why the reviewer decided so, when the review was recorded in the ledger; else null.</summary>
    public string? ReviewReason { get; }

    /// <summary>Approved or Denied, when the review was recorded in the ledger; else null.</summary>
    public string? Decision { get; }

    /// <summary>The account that recorded the review, as the operating system says, or null.</summary>
    public string? ReviewAccount { get; }

    /// <summary>The account that confirmed it, as the operating system says, or null.</summary>
    public string? ConfirmedBy { get; }

    /// <summary>How many times a confirmation was about to be sent.</summary>
    public int Attempts { get; }

    /// <summary>When the first of them was recorded.</summary>
    public PaymentTime? FirstSentAt { get; }

    /// <summary>When the last of them was recorded.</summary>
    public PaymentTime? LastSentAt { get; }

    /// <summary>When the record was last changed.</summary>
    public PaymentTime UpdatedAt { get; }

    /// <summary>Why the last confirmation ended as it did, as a stable word, or null.</summary>
    public string? Reason { get; }

    /// <summary>What happened, oldest first; empty unless -History was given.</summary>
    public PaymentEvent[] History { get; }

    /// <summary>Order number and status.</summary>
    public override string ToString() => $"{OrderNumber} {Status}";
}
