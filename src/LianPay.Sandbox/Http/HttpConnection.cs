using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace LianPay.Sandbox;

/// <summary>Serves one connection, request after request, until either side ends it.</summary>
internal sealed class HttpConnection(Socket socket, X509Certificate2? certificate, RequestPipeline pipeline)
{
    // What a client that is refused may still send before it looks at the answer.
    private const int MaxDrained = 1024 * 1024;

    /// <summary>Runs until the connection ends. Whatever the client or the network does is an end, not an error.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            socket.NoDelay = true;
            Stream stream = new NetworkStream(socket, ownsSocket: false);
            await using (stream.ConfigureAwait(false))
            {
                if (certificate is null)
                {
                    await ServeAsync(stream, cancellationToken).ConfigureAwait(false);
                    return;
                }

                SslStream tls = new(stream, leaveInnerStreamOpen: true);
                await using (tls.ConfigureAwait(false))
                {
                    await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, cancellationToken).ConfigureAwait(false);
                    await ServeAsync(tls, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException
            or OperationCanceledException or AuthenticationException)
        {
            // The client went away, did not like the certificate, or the sandbox is being stopped.
        }
        finally
        {
            socket.Dispose();
        }
    }

    private async Task ServeAsync(Stream stream, CancellationToken cancellationToken)
    {
        using HttpRequestReader reader = new(stream);
        while (await reader.ReadHeadAsync(cancellationToken).ConfigureAwait(false) is { } head)
        {
            HttpReaction? early = pipeline.BeforeBody(head, out SandboxFault fault);
            if (early is null)
            {
                if (await reader.ReadBodyAsync(head.ContentLength, cancellationToken).ConfigureAwait(false) is not { } body)
                {
                    return;
                }

                early = await pipeline.HandleAsync(head, body, fault, cancellationToken).ConfigureAwait(false);
            }

            HttpReaction reaction = early.Value;
            if (!reaction.Bytes.IsEmpty)
            {
                await stream.WriteAsync(reaction.Bytes, cancellationToken).ConfigureAwait(false);
            }

            switch (reaction.Fate)
            {
                case ConnectionFate.Close:
                    await CloseAsync(stream, cancellationToken).ConfigureAwait(false);
                    return;
                case ConnectionFate.Reset:
                    socket.LingerState = new LingerOption(enable: true, seconds: 0);
                    socket.Close();
                    return;
            }
        }
    }

    /// <summary>Closes in order: a close with unread bytes would become a reset, and the client would lose the answer.</summary>
    private async Task CloseAsync(Stream stream, CancellationToken cancellationToken)
    {
        socket.Shutdown(SocketShutdown.Send);
        byte[] rest = new byte[4096];
        int drained = 0;
        int read;
        while (drained < MaxDrained && (read = await stream.ReadAsync(rest, cancellationToken).ConfigureAwait(false)) > 0)
        {
            drained += read;
        }
    }
}
