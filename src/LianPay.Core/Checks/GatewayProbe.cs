using LianPay.Core.Gateway;
using LianPay.Core.Messages;

namespace LianPay.Core.Checks;

/// <summary>One call on a connection of its own, made exactly as every other call, and watched.</summary>
/// <param name="subject">Whom to call, and as whom.</param>
/// <param name="clock">The clock.</param>
/// <param name="bend">Changes the handler before the call, in a test.</param>
internal sealed class GatewayProbe(CheckSubject subject, TimeProvider clock, Action<SocketsHttpHandler>? bend = null)
{
    private bool _isConnected;
    private PeerIdentity? _peer;
    private long _connectedAt;

    /// <summary>Connects, and asks for an order that cannot exist. Without a key to sign with it ends once the connection stands, before a byte of a request is sent.</summary>
    internal async Task<ProbeResult> RunAsync(CancellationToken cancellationToken)
    {
        SocketsHttpHandler handler = ConnectionPool.CreateHandler(subject.CertificatePins, subject.Address.IsLoopback, Observe);
        bend?.Invoke(handler);
        using RefusalRecorder recorder = new(handler);
        using HttpMessageInvoker http = new(recorder, disposeHandler: false);
        long start = clock.GetTimestamp();
        (OutcomeReason reason, QueryReply? reply) = subject is { MerchantKey: { } key, PlatformKeys.Count: > 0 }
            ? await AskAsync(http, key, cancellationToken).ConfigureAwait(false)
            : (await ConnectAsync(http, cancellationToken).ConfigureAwait(false), null);
        return new ProbeResult
        {
            IsConnected = _isConnected,
            Peer = _peer,
            Refusal = recorder.Refusal,
            Reason = reason,
            Reply = reply,
            ConnectTime = clock.GetElapsedTime(start, _isConnected ? _connectedAt : clock.GetTimestamp()),
            AnswerTime = _isConnected ? clock.GetElapsedTime(_connectedAt) : TimeSpan.Zero,
        };
    }

    private async Task<(OutcomeReason Reason, QueryReply Reply)> AskAsync(HttpMessageInvoker http, Keys.RsaPrivateKey key, CancellationToken cancellationToken)
    {
        GatewayClient client = new(
            new GatewayOptions
            {
                Address = subject.Address,
                PartnerId = subject.PartnerId,
                MerchantKey = key,
                PlatformKeys = subject.PlatformKeys,
                CertificatePins = subject.CertificatePins,
                Timeout = subject.Timeout,
            },
            clock,
            http);
        QueryReply reply = await client.QueryAsync(new QueryRequest(subject.PartnerId, QueryCheck.OrderNumberAt(clock.GetUtcNow())), cancellationToken).ConfigureAwait(false);
        return (reply.Reason, reply);
    }

    private async Task<OutcomeReason> ConnectAsync(HttpMessageInvoker http, CancellationToken cancellationToken) =>
        (await new HttpPoster(http, subject.Timeout, clock).PostAsync(subject.Address, [], fence: null, cancellationToken).ConfigureAwait(false)).Failure;

    private void Observe(Stream stream)
    {
        _isConnected = true;
        _connectedAt = clock.GetTimestamp();
        _peer = PeerIdentity.Of(stream);
        if (subject.MerchantKey is null || subject.PlatformKeys.Count == 0)
        {
            // The pins are not reached by this: they are judged from the identity.
            throw new IOException("Nothing can be asked: the connection alone was of interest.");
        }
    }
}
