using System.Net;
using System.Net.Http.Headers;

namespace LianPay.Core.Gateway;

/// <summary>The body of one request. It notes when its first byte is handed over, and can be handed over only once.</summary>
/// <remarks>
/// No byte handed over is the only proof of "not sent" (FAULTS section 7). Handing it over a second time would be a second
/// confirmation, so that throws, whoever asks: the handler's own retry, a redirect or an authentication round.
/// </remarks>
internal sealed class OneTimeContent : HttpContent
{
    private readonly byte[] _body;
    private readonly SendFence? _fence;
    private int _started;

    internal OneTimeContent(byte[] body, SendFence? fence = null)
    {
        _body = body;
        _fence = fence;
        Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
    }

    /// <summary>True from just before the first byte leaves.</summary>
    internal bool HasStarted => Volatile.Read(ref _started) != 0;

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        if (_fence is { IsOpen: false })
        {
            throw new SendFenceException();
        }

        if (Interlocked.Exchange(ref _started, 1) != 0)
        {
            throw new InvalidOperationException("A request is sent once.");
        }

        return stream.WriteAsync(_body, cancellationToken).AsTask();
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _body.Length;
        return true;
    }
}
