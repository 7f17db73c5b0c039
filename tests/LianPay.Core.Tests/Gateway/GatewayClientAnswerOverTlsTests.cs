namespace LianPay.Core.Tests.Gateway;

/// <summary><see cref="GatewayClientAnswerTests"/>, over TLS.</summary>
public sealed class GatewayClientAnswerOverTlsTests : GatewayClientAnswerTests
{
    /// <inheritdoc/>
    protected override bool SpeaksTls => true;
}
