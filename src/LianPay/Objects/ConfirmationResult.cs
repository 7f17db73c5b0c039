namespace LianPay;

/// <summary>What came of one payment that was to be confirmed.</summary>
public sealed class ConfirmationResult
{
    /// <summary>商户付款流水号.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>Where the payment stands.</summary>
    public PaymentStatus Status { get; init; }

    /// <summary>The gateway's ret_code, or null when it gave none.</summary>
    public string? RetCode { get; init; }

    /// <summary>The gateway's own words, as sent.</summary>
    public string? RetMessage { get; init; }

    /// <summary>In English, what happened and what to do.</summary>
    public string? Explanation { get; init; }

    /// <summary>连连支付支付单号, when the gateway has made one.</summary>
    public string? PaybillId { get; init; }

    /// <summary>In yuan, as the input gave it.</summary>
    public PaymentAmount? Amount { get; init; }

    /// <summary>Who is to be paid, as the input gave it.</summary>
    public string? Payee { get; init; }

    /// <summary>The person who reviewed it.</summary>
    public string? ReviewedBy { get; init; }

    /// <summary>How often the confirmation was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>When the last try began.</summary>
    public PaymentTime? SentAt { get; init; }

    /// <summary>From the first try to the outcome.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The number of the input row, from 1.</summary>
    public long Row { get; init; }

    /// <summary>Whether money moves.</summary>
    public LianPayEnvironment Environment { get; init; }

    /// <summary>Why the status is what it is, as a stable word, or null when the status says all.</summary>
    public string? Reason { get; init; }

    /// <summary>Why the batch stopped, as a stable word, or null.</summary>
    public string? StopReason { get; init; }

    /// <summary>How many rows the file of the payment has, or 0: progress tells the time left by it.</summary>
    internal long RowsInSource { get; init; }

    /// <summary>Order number and status.</summary>
    public override string ToString() => $"{OrderNumber} {Status}";
}
