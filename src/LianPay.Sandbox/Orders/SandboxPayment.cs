using LianPay.Core.Messages;

namespace LianPay.Sandbox;

/// <summary>A payment that the sandbox holds for a person's review.</summary>
/// <remarks>A class, not a record: a record's text would show the confirm code.</remarks>
public sealed class SandboxPayment
{
    /// <summary>商户付款流水号: 1 to 32 of <c>[0-9A-Za-z_-]</c>.</summary>
    public required string OrderNumber { get; init; }

    /// <summary>确认付款验证码, six digits. A bearer secret, here as at the real gateway.</summary>
    public required string ConfirmCode { get; init; }

    /// <summary>Why it is held: 4002, 4003 or 4004.</summary>
    public string RetCode { get; init; } = "4002";

    /// <summary>The gateway's words for <see cref="RetCode"/>.</summary>
    public string RetMessage => RetCodes.Find(RetCode).Message;

    /// <summary>In yuan, more than 0, at most two decimals.</summary>
    public decimal Amount { get; init; } = 1m;

    /// <summary>收款人姓名, for the person who reviews. Never on the wire.</summary>
    public string? Payee { get; init; }

    /// <summary>What becomes of it once confirmed; null: <see cref="SandboxOptions.Outcome"/>.</summary>
    public SandboxOutcome? Outcome { get; init; }

    /// <summary>When the gateway held it; null: when the sandbox started. It is closed 24 hours later.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    /// <summary>The order number.</summary>
    public override string ToString() => OrderNumber;
}
