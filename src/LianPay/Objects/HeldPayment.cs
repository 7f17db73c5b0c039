using LianPay.Core.Confirmation;

namespace LianPay;

/// <summary>A payment that the gateway holds until a person has reviewed it and it is confirmed.</summary>
public sealed class HeldPayment
{
    /// <summary>商户付款流水号, the merchant's own number of the payout.</summary>
    public string? OrderNumber { get; set; }

    /// <summary>确认付款验证码, the six digits that confirm it. A bearer secret: the default views do not show it.</summary>
    public string? ConfirmCode { get; set; }

    /// <summary>Why it was held: 4002, 4003 or 4004.</summary>
    public string? RetCode { get; set; }

    /// <summary>The gateway's words for that.</summary>
    public string? RetMessage { get; set; }

    /// <summary>商户编号, when the file names it.</summary>
    public string? PartnerId { get; set; }

    /// <summary>服务器异步通知地址, when the file names it.</summary>
    public string? NotifyUrl { get; set; }

    /// <summary>In yuan, when the file names it.</summary>
    public PaymentAmount? Amount { get; set; }

    /// <summary>Who is to be paid, when the file names it.</summary>
    public string? Payee { get; set; }

    /// <summary>The person who reviewed it.</summary>
    public string? ReviewedBy { get; set; }

    /// <summary>When it was reviewed.</summary>
    public PaymentTime? ReviewedAt { get; set; }

    /// <summary>Why the reviewer decided so.</summary>
    public string? ReviewReason { get; set; }

    /// <summary>What was decided: Approved, Denied, or null.</summary>
    public string? Decision { get; set; }

    /// <summary>The number of the row in its file, from 1.</summary>
    public long Row { get; set; }

    /// <summary>The file and line that it came from.</summary>
    public string? Source { get; set; }

    /// <summary>How many rows its file has, or 0: progress tells the time left by it.</summary>
    internal long RowsInSource { get; set; }

    /// <summary>The order number.</summary>
    public override string ToString() => OrderNumber ?? string.Empty;

    /// <summary>The payment as the core takes it.</summary>
    /// <param name="platform">平台来源, or null.</param>
    internal Core.Confirmation.HeldPayment ToCore(string? platform) => new()
    {
        OrderNumber = OrderNumber,
        ConfirmCode = ConfirmCode,
        RetCode = RetCode,
        PartnerId = PartnerId,
        NotifyUrl = NotifyUrl,
        Platform = platform,
        ReviewedBy = ReviewedBy,
        ReviewedAt = ReviewedAt,

        // Whatever is not an approval in so many words is none: a file may say "rejected" or "no".
        Decision = Decision switch
        {
            null => ReviewDecision.None,
            _ when string.Equals(Decision, nameof(ReviewDecision.Approved), StringComparison.OrdinalIgnoreCase) => ReviewDecision.Approved,
            _ => ReviewDecision.Denied,
        },
    };
}
