namespace LianPay.Core.Tests.Gateway;

/// <summary><see cref="GatewayClientRequestTests"/>, over TLS.</summary>
public sealed class GatewayClientRequestOverTlsTests : GatewayClientRequestTests
{
    /// <inheritdoc/>
    protected override bool SpeaksTls => true;
}
