using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace LianPay.Sandbox;

/// <summary>Listens on loopback and runs a loop for each connection. Nothing outside of this machine can reach it.</summary>
/// <remarks>Its own server, because HttpListener takes no port 0, and because faults need the socket itself.</remarks>
internal sealed class HttpServer : IAsyncDisposable
{
    private const int Backlog = 512;

    private readonly TcpListener _listener;
    private readonly X509Certificate2? _certificate;
    private readonly RequestPipeline _pipeline;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<HttpConnection, Task> _connections = new();
    private readonly Task _accepting;

    /// <exception cref="SocketException">The port is taken.</exception>
    internal HttpServer(int port, X509Certificate2? certificate, RequestPipeline pipeline)
    {
        _certificate = certificate;
        _pipeline = pipeline;
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start(Backlog);
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    internal int Port { get; }

    /// <summary>Stops listening, ends every connection, and waits for all loops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        await _accepting.ConfigureAwait(false);
        await Task.WhenAll(_connections.Values).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                // Cancelled while it waited, or stopped between two waits.
                return;
            }
            catch (SocketException)
            {
                // A client that gave up while it waited to be accepted: the next one counts.
                continue;
            }

            HttpConnection connection = new(socket, _certificate, _pipeline);
            TaskCompletionSource registered = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _connections[connection] = RunAsync(connection, registered.Task);
            registered.SetResult();
        }
    }

    private async Task RunAsync(HttpConnection connection, Task registered)
    {
        // Off the accepting loop, and not before the connection is in the table from which its end removes it.
        await registered.ConfigureAwait(false);
        await connection.RunAsync(_stop.Token).ConfigureAwait(false);

        // Only here: a loop that failed by a mistake of this code stays in the table, so that disposing shows it.
        _connections.TryRemove(connection, out _);
    }
}
