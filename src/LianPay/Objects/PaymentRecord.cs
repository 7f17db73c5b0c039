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
        ReviewedBy = record.ReviewedBy;
        ReviewedAt = record.ReviewedAt;
        Attempts = record.Attempts;
        FirstSentAt = record.FirstSentAt;
        LastSentAt = record.LastSentAt;
        UpdatedAt = record.UpdatedAt;
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

    /// <summary>The person who reviewed it.</summary>
    public string? ReviewedBy { get; }

    /// <summary>When it was reviewed.</summary>
    public DateTimeOffset? ReviewedAt { get; }

    /// <summary>How many times a confirmation was about to be sent.</summary>
    public int Attempts { get; }

    /// <summary>When the first of them was recorded.</summary>
    public DateTimeOffset? FirstSentAt { get; }

    /// <summary>When the last of them was recorded.</summary>
    public DateTimeOffset? LastSentAt { get; }

    /// <summary>When the record was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; }

    /// <summary>Why the last confirmation ended as it did, as a stable word, or null.</summary>
    public string? Reason { get; }

    /// <summary>What happened, oldest first; empty unless -History was given.</summary>
    public PaymentEvent[] History { get; }

    /// <summary>Order number and status.</summary>
    public override string ToString() => $"{OrderNumber} {Status}";
}
