namespace LianPay.Core.Tests.Gateway;

/// <summary><see cref="GatewayClientLostReplyTests"/>, over TLS.</summary>
public sealed class GatewayClientLostReplyOverTlsTests : GatewayClientLostReplyTests
{
    /// <inheritdoc/>
    protected override bool SpeaksTls => true;
}
