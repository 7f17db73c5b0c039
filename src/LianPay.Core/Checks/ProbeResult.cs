using LianPay.Core.Gateway;

namespace LianPay.Core.Checks;

/// <summary>What a <see cref="GatewayProbe"/> saw.</summary>
internal sealed record ProbeResult
{
    /// <summary>True when a connection stood: under TLS, with a certificate that the platform finds valid.</summary>
    internal required bool IsConnected { get; init; }

    /// <summary>Who stood at the other end; null without TLS.</summary>
    internal PeerIdentity? Peer { get; init; }

    /// <summary>The platform's own words for a certificate that it refused, or null.</summary>
    internal string? Refusal { get; init; }

    /// <summary>How the call ended.</summary>
    internal required OutcomeReason Reason { get; init; }

    /// <summary>The answer; null when nothing was asked.</summary>
    internal QueryReply? Reply { get; init; }

    /// <summary>Until the connection stood, or the call failed.</summary>
    internal TimeSpan ConnectTime { get; init; }

    /// <summary>From then to the end of the answer.</summary>
    internal TimeSpan AnswerTime { get; init; }
}
