namespace LianPay.Core.Tests.Gateway;

/// <summary><see cref="GatewayClientRateLimitTests"/>, over TLS.</summary>
public sealed class GatewayClientRateLimitOverTlsTests : GatewayClientRateLimitTests
{
    /// <inheritdoc/>
    protected override bool SpeaksTls => true;
}
