using LianPay.Core.Messages;

namespace LianPay.Core.Gateway;

/// <summary>What both kinds of calls report: what was heard, how far it is believed, and when.</summary>
public abstract class GatewayReply
{
    /// <summary>By how much two honest clocks may differ.</summary>
    public static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    private protected GatewayReply(HttpExchange exchange, Answer? answer)
    {
        GatewayTime = exchange.GatewayTime;
        RetryAfter = exchange.RetryAfter;
        StartedAt = exchange.StartedAt;
        Duration = exchange.Duration;
        HttpStatus = exchange.Status;
        WasSent = exchange.BodyStarted;
        Detail = answer?.Detail;
        IsVerified = DefectOf(exchange, answer) == OutcomeReason.None;
        VerifiedBy = answer?.VerifiedBy?.Fingerprint;
        RetCode = Legible(answer, FieldNames.RetCode, 8);
        RetMessage = Legible(answer, FieldNames.RetMessage, 200);
        Body = exchange.Body;
    }

    /// <summary>False only when it is proved that no byte of the request left this machine.</summary>
    public bool WasSent { get; }

    /// <summary>True when the answer came with a status of success, was signed by a trusted platform key and is about this very request.</summary>
    public bool IsVerified { get; }

    /// <summary>The fingerprint of the key under which the signature is valid, or null.</summary>
    public string? VerifiedBy { get; }

    /// <summary>The ret_code as received, or null. Believe it only when <see cref="IsVerified"/>.</summary>
    public string? RetCode { get; }

    /// <summary>The ret_msg as received, made fit for a terminal, or null. Believe it only when <see cref="IsVerified"/>.</summary>
    public string? RetMessage { get; }

    /// <summary>The HTTP status, or 0 when no answer came.</summary>
    public int HttpStatus { get; }

    /// <summary>More about an answer that is not believed, fit for a terminal.</summary>
    public string? Detail { get; }

    /// <summary>When the call began, in UTC.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>How long the call took.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The gateway's clock, when it was told.</summary>
    public DateTimeOffset? GatewayTime { get; }

    /// <summary>By how much the gateway's clock was ahead of this machine's, when that is more than <see cref="ClockTolerance"/> either way; else zero.</summary>
    public TimeSpan ClockSkew => GatewayTime - (StartedAt + Duration) is { } skew && skew.Duration() > ClockTolerance ? skew : TimeSpan.Zero;

    /// <summary>How long the gateway asks to wait before the next call, at most 15 minutes.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>The answer as received. It may quote a confirm code.</summary>
    internal ReadOnlyMemory<byte> Body { get; }

    /// <summary>Why there is no answer to read: what HTTP says, or the answer's own defect.</summary>
    private protected static OutcomeReason DefectOf(HttpExchange exchange, Answer? answer) =>
        exchange.Failure != OutcomeReason.None ? exchange.Failure
        : exchange.Status switch
        {
            200 => answer!.Defect,
            429 => answer is { Defect: OutcomeReason.None } ? OutcomeReason.None : OutcomeReason.RateLimited,
            >= 300 and < 400 => OutcomeReason.Redirect,
            _ => OutcomeReason.HttpStatus,
        };

    private static string? Legible(Answer? answer, string name, int length) =>
        answer?.Fields?[name] is { } value ? SafeText.Of(value, length) : null;
}
