using System.Security.Authentication;
using LianPay.Core.Messages;

namespace LianPay.Core.Checks;

/// <summary>Keeps the platform's words for a handshake that it broke off: whether a certificate is too old or of a stranger is what a person has to know.</summary>
internal sealed class RefusalRecorder(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MaxLength = 300;

    internal string? Refusal { get; private set; }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (exception.InnerException is AuthenticationException refused)
        {
            Refusal = SafeText.Of(refused.Message, MaxLength);
            throw;
        }
    }
}
