namespace LianPay.Core.Tests.Confirmation;

/// <summary><see cref="ConfirmationBatchFaultTests"/>, over TLS.</summary>
public sealed class ConfirmationBatchFaultOverTlsTests : ConfirmationBatchFaultTests
{
    /// <inheritdoc/>
    protected override bool SpeaksTls => true;
}
