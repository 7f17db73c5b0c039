using System.Net.Sockets;
using LianPay.Core.Gateway;

namespace LianPay.Core.Tests.Gateway;

/// <summary>What the poster makes of what a handler throws. The body decides whether it was sent, never the kind of exception.</summary>
public sealed class HttpPosterTests
{
    public static TheoryData<Exception> Thrown { get; } =
    [
        new HttpRequestException("lost"),
        new HttpRequestException(HttpRequestError.ConnectionError),
        new HttpRequestException(HttpRequestError.ResponseEnded),
        new IOException("lost"),
        new HttpIOException(HttpRequestError.ResponseEnded),
        new TaskCanceledException("by nobody that we know"),
        new TaskCanceledException("too slow", new TimeoutException()),
        new ObjectDisposedException("connection"),
        new SocketException((int)SocketError.NotConnected),
    ];

    [Theory]
    [MemberData(nameof(Thrown), DisableDiscoveryEnumeration = true)]
    public async Task Before_the_body_it_was_not_sent_and_after_it_perhaps(Exception thrown)
    {
        HttpExchange before = await PostAsync(new FailingHandler(takesBody: false, thrown));
        HttpExchange after = await PostAsync(new FailingHandler(takesBody: true, thrown));

        Assert.Equal((false, OutcomeReason.Connect), (before.BodyStarted, before.Failure));
        Assert.True(after.BodyStarted);
        Assert.Equal(thrown is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } ? OutcomeReason.Connect : OutcomeReason.ConnectionLost, after.Failure);
    }

    [Fact]
    public async Task A_pin_that_does_not_fit_is_found_however_deep()
    {
        Exception deep = new HttpRequestException("outer", new IOException("middle", new CertificatePinException()));

        Assert.Equal(OutcomeReason.CertificatePin, (await PostAsync(new FailingHandler(takesBody: false, deep))).Failure);
    }

    private static async Task<HttpExchange> PostAsync(HttpMessageHandler handler)
    {
        using HttpMessageInvoker http = new(handler);
        return await new HttpPoster(http, GatewayOptions.DefaultTimeout, TimeProvider.System).PostAsync(
            new Uri("http://127.0.0.1/"), [1, 2, 3], fence: null, TestContext.Current.CancellationToken);
    }

    /// <summary>Takes the body or not, then fails.</summary>
    private sealed class FailingHandler(bool takesBody, Exception thrown) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (takesBody)
            {
                await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            }

            throw thrown;
        }
    }
}
