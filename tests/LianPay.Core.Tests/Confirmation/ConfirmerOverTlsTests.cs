namespace LianPay.Core.Tests.Confirmation;

/// <summary><see cref="ConfirmerTests"/>, over TLS.</summary>
public sealed class ConfirmerOverTlsTests : ConfirmerTests
{
    /// <inheritdoc/>
    protected override bool SpeaksTls => true;
}
