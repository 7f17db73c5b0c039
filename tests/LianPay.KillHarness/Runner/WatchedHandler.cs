namespace LianPay.KillHarness.Runner;

/// <summary>A network at whose every step the runner may be ended.</summary>
internal sealed class WatchedHandler(HttpMessageHandler inner, Executioner executioner, Control control) : DelegatingHandler(inner)
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        bool confirms = request.RequestUri!.AbsolutePath.EndsWith("/confirmPayment.htm", StringComparison.Ordinal);
        if (confirms)
        {
            await PrepareAsync(request, cancellationToken);
        }

        executioner.Reach(confirms ? KillPoint.BeforeSend : KillPoint.BeforeQuery);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        executioner.Reach(confirms ? KillPoint.Replied : KillPoint.QueryReplied);
        return response;
    }

    private async Task PrepareAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpContent content = request.Content!;
        if (control == Control.NoFence)
        {
            // The fence is looked at now, and not when the first byte leaves: a copy of the body knows of no fence.
            ByteArrayContent copy = new(await content.ReadAsByteArrayAsync(cancellationToken));
            copy.Headers.ContentType = content.Headers.ContentType;
            content = copy;
        }

        request.Content = new WatchedContent(content, executioner);
    }
}
