namespace LianPay.Core.Gateway;

/// <summary>What one POST came to, as far as HTTP can tell.</summary>
internal sealed class HttpExchange
{
    /// <summary>False only when it is proved that no byte of the body left.</summary>
    internal required bool BodyStarted { get; init; }

    /// <summary>Why there is no body to read, or <see cref="OutcomeReason.None"/>.</summary>
    internal required OutcomeReason Failure { get; init; }

    /// <summary>The HTTP status, or 0 when none came.</summary>
    internal int Status { get; init; }

    /// <summary>The body as received, at most 64 KiB.</summary>
    internal byte[] Body { get; init; } = [];

    /// <summary>The gateway's clock, out of the Date header.</summary>
    internal DateTimeOffset? GatewayTime { get; init; }

    /// <summary>How long the gateway asks to wait, at most 15 minutes.</summary>
    internal TimeSpan? RetryAfter { get; init; }

    /// <summary>When the call began.</summary>
    internal required DateTimeOffset StartedAt { get; init; }

    /// <summary>How long it took.</summary>
    internal required TimeSpan Duration { get; init; }
}
