namespace LianPay.Core.Tests.Confirmation;

/// <summary><see cref="InquirerTests"/>, over TLS.</summary>
public sealed class InquirerOverTlsTests : InquirerTests
{
    /// <inheritdoc/>
    protected override bool SpeaksTls => true;
}
