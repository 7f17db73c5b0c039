using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using LianPay.Core.Messages;

namespace LianPay.Core.Gateway;

/// <summary>Posts one body and tells what came of it. Never throws for what the network does.</summary>
internal sealed class HttpPoster(HttpMessageInvoker http, TimeSpan timeout, TimeProvider clock)
{
    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromMinutes(15);

    internal async Task<HttpExchange> PostAsync(Uri address, byte[] body, SendFence? fence, CancellationToken cancellationToken)
    {
        DateTimeOffset startedAt = clock.GetUtcNow();
        long start = clock.GetTimestamp();
        using CancellationTokenSource deadline = new(timeout, clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using OneTimeContent content = new(body, fence);
        using HttpRequestMessage request = new(HttpMethod.Post, address)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        request.Headers.ExpectContinue = false;
        request.Headers.TryAddWithoutValidation("Accept", "application/json");

        HttpResponseMessage? response = null;
        try
        {
            response = await http.SendAsync(request, either.Token).ConfigureAwait(false);
            if (response.Content.Headers.ContentEncoding.Count > 0)
            {
                return Ended(OutcomeReason.ContentEncoding);
            }

            byte[]? reply = await ReadAsync(response.Content, either.Token).ConfigureAwait(false);
            return reply is null ? Ended(OutcomeReason.ReplyTooLarge) : Ended(OutcomeReason.None, reply);
        }
        catch (OperationCanceledException)
        {
            return Ended(cancellationToken.IsCancellationRequested
                ? OutcomeReason.Cancelled
                : deadline.IsCancellationRequested ? OutcomeReason.Timeout
                : content.HasStarted ? OutcomeReason.ConnectionLost : OutcomeReason.Connect);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or InvalidOperationException or SocketException)
        {
            // The last one comes bare where a connection is reset before the platform has looked at it.
            return Ended(ReasonOf(exception, content.HasStarted));
        }
        finally
        {
            response?.Dispose();
        }

        HttpExchange Ended(OutcomeReason failure, byte[]? reply = null) => new()
        {
            BodyStarted = content.HasStarted,
            Failure = failure,
            Status = (int?)response?.StatusCode ?? 0,
            Body = reply ?? [],
            GatewayTime = response?.Headers.Date,
            RetryAfter = response is null ? null : RetryAfterOf(response),
            StartedAt = startedAt,
            Duration = clock.GetElapsedTime(start),
        };
    }

    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            // One byte more than is taken tells a message of the limit from a longer one.
            byte[] buffer = new byte[Math.Min(content.Headers.ContentLength ?? 4096, MessageReader.MaxBytes) + 1];
            int length = 0;
            while (true)
            {
                int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                length += read;
                if (read == 0)
                {
                    return buffer[..length];
                }

                if (length > MessageReader.MaxBytes)
                {
                    return null;
                }

                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, Math.Min(buffer.Length * 2, MessageReader.MaxBytes + 1));
                }
            }
        }
    }

    private static OutcomeReason ReasonOf(Exception exception, bool bodyStarted)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case CertificatePinException:
                    return OutcomeReason.CertificatePin;
                case SendFenceException:
                    return OutcomeReason.Late;
                default:
                    break;
            }
        }

        return ErrorOf(exception) switch
        {
            HttpRequestError.NameResolutionError => OutcomeReason.NameResolution,
            HttpRequestError.ConnectionError => IsNameUnresolved(exception) ? OutcomeReason.NameResolution : OutcomeReason.Connect,
            HttpRequestError.SecureConnectionError => IsCertificateRefused(exception) ? OutcomeReason.Certificate : OutcomeReason.TlsHandshake,
            HttpRequestError.ProxyTunnelError => OutcomeReason.Proxy,
            HttpRequestError.InvalidResponse => OutcomeReason.MalformedHttp,
            HttpRequestError.ConfigurationLimitExceeded => OutcomeReason.MalformedHttp,
            _ => bodyStarted ? OutcomeReason.ConnectionLost : OutcomeReason.Connect,
        };
    }

    /// <remarks>What goes wrong while the body is read comes as the second kind of exception.</remarks>
    private static HttpRequestError? ErrorOf(Exception exception) => exception switch
    {
        HttpRequestException request => request.HttpRequestError,
        HttpIOException reading => reading.HttpRequestError,
        _ => null,
    };

    /// <remarks>The platform counts only a name that is known not to exist; a resolver that cannot be reached is no other case for whoever must mend it.</remarks>
    private static bool IsNameUnresolved(Exception exception) => exception.InnerException is SocketException
    {
        SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery,
    };

    /// <remarks>
    /// A certificate that the platform refuses is an AuthenticationException of its own; a failed handshake wraps the TLS
    /// library's error. A peer that speaks no TLS at all (a proxy that strips it, a captive portal) is of the first kind too, and only its
    /// words tell it apart: should they change, the batch stops once too often.
    /// </remarks>
    private static bool IsCertificateRefused(Exception exception) =>
        exception.InnerException is AuthenticationException { InnerException: null } refused
        && !refused.Message.Contains("frame", StringComparison.Ordinal);

    private TimeSpan? RetryAfterOf(HttpResponseMessage response)
    {
        TimeSpan? wait = response.Headers.RetryAfter is { } header
            ? header.Delta ?? (header.Date - clock.GetUtcNow())
            : null;
        return wait switch
        {
            null => null,
            { Ticks: < 0 } => null,
            _ => wait > MaxRetryAfter ? MaxRetryAfter : wait,
        };
    }
}
