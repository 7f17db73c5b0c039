using System.Net;

namespace LianPay.KillHarness.Runner;

/// <summary>A body that pauses on the wire, in its middle and at its end, for the runner to be ended there.</summary>
internal sealed class WatchedContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly Executioner _executioner;

    internal WatchedContent(HttpContent inner, Executioner executioner)
    {
        _inner = inner;
        _executioner = executioner;
        Headers.ContentType = inner.Headers.ContentType;
    }

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // The inner content decides at this moment whether the first byte may leave.
        using MemoryStream body = new();
        await _inner.CopyToAsync(body, context, cancellationToken);
        ReadOnlyMemory<byte> bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        await stream.WriteAsync(bytes[..(bytes.Length / 2)], cancellationToken);
        await stream.FlushAsync(cancellationToken);
        _executioner.Reach(KillPoint.HalfSent);
        await stream.WriteAsync(bytes[(bytes.Length / 2)..], cancellationToken);
        await stream.FlushAsync(cancellationToken);
        _executioner.Reach(KillPoint.Sent);
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
