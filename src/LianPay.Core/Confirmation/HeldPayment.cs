namespace LianPay.Core.Confirmation;

/// <summary>A payment that the gateway holds, as a row of input gives it: nothing in it has been checked.</summary>
/// <remarks>A class, not a record: a record's text would show the confirm code.</remarks>
public sealed class HeldPayment
{
    /// <summary>商户付款流水号.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>确认付款验证码, a bearer secret.</summary>
    public string? ConfirmCode { get; init; }

    /// <summary>The code with which payment.htm held it: 4002, 4003 or 4004.</summary>
    public string? RetCode { get; init; }

    /// <summary>商户编号, when the row names one; it must be the connection's.</summary>
    public string? PartnerId { get; init; }

    /// <summary>服务器异步通知地址; null: the connection's.</summary>
    public string? NotifyUrl { get; init; }

    /// <summary>平台来源, or null.</summary>
    public string? Platform { get; init; }

    /// <summary>The person who reviewed it.</summary>
    public string? ReviewedBy { get; init; }

    /// <summary>When it was reviewed.</summary>
    public DateTimeOffset? ReviewedAt { get; init; }

    /// <summary>What was decided.</summary>
    public ReviewDecision Decision { get; init; }

    /// <summary>The number of the row, from 1.</summary>
    public long Row { get; init; }
}
