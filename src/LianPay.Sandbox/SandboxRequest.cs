namespace LianPay.Sandbox;

/// <summary>A request that the sandbox has seen. It holds no confirm code and no payload.</summary>
/// <param name="Number">Counts the requests of this sandbox, from 1.</param>
/// <param name="Path">The path, for example <c>/paymentapi/confirmPayment.htm</c>.</param>
/// <param name="OrderNumber">The order that it named; null when it was rejected before that was known, or when it was not read.</param>
/// <param name="Attempt">Counts the requests to this path for this order, from 1.</param>
public sealed record SandboxRequest(long Number, string Path, string? OrderNumber, int Attempt)
{
    /// <summary>The ret_code that was given, whether it reached the client or not; null when the request was lost before that.</summary>
    public string? RetCode { get; init; }

    /// <summary>What was done wrong.</summary>
    public SandboxFault Fault { get; init; }

    /// <summary>True when this request applied a confirmation. What <see cref="SandboxFault.LateApply"/> applies later shows in <see cref="SandboxServer.EffectsOf"/> alone.</summary>
    public bool HasApplied { get; init; }
}
