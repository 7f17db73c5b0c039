namespace LianPay.Core.Tests.Gateway;

/// <summary><see cref="GatewayClientBodyTests"/>, over TLS.</summary>
public sealed class GatewayClientBodyOverTlsTests : GatewayClientBodyTests
{
    /// <inheritdoc/>
    protected override bool SpeaksTls => true;
}
