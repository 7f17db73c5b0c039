namespace LianPay.Core.Tests.Confirmation;

/// <summary><see cref="ConfirmerResendTests"/>, over TLS.</summary>
public sealed class ConfirmerResendOverTlsTests : ConfirmerResendTests
{
    /// <inheritdoc/>
    protected override bool SpeaksTls => true;
}
