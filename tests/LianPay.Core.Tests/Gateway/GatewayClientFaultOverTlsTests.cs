namespace LianPay.Core.Tests.Gateway;

/// <summary><see cref="GatewayClientFaultTests"/>, over TLS.</summary>
public sealed class GatewayClientFaultOverTlsTests : GatewayClientFaultTests
{
    /// <inheritdoc/>
    protected override bool SpeaksTls => true;
}
