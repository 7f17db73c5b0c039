namespace LianPay.Core.Tests.Confirmation;

/// <summary><see cref="ResolverTests"/>, over TLS.</summary>
public sealed class ResolverOverTlsTests : ResolverTests
{
    /// <inheritdoc/>
    protected override bool SpeaksTls => true;
}
