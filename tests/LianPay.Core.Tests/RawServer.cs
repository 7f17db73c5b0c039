using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace LianPay.Core.Tests;

/// <summary>
/// A server on loopback that does byte for byte what a test's script says: it has no idea of HTTP beyond finding the end
/// of a request, so it can answer anything, cut anywhere, reset, or stay silent.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _running = [];
    private readonly Func<RawConnection, Task> _script;
    private readonly X509Certificate2? _certificate;
    private readonly Lock _waiting = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiters = [];
    private int _connections;
    private int _requests;
    private long _bytes;

    private RawServer(Func<RawConnection, Task> script, X509Certificate2? certificate)
    {
        _script = script;
        _certificate = certificate;
        _listener.Start();
        _running.Add(AcceptAsync());
    }

    /// <summary>The port on 127.0.0.1.</summary>
    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>http, or https with a certificate, at 127.0.0.1.</summary>
    internal Uri Address => new($"{(_certificate is null ? "http" : "https")}://127.0.0.1:{Port}/paymentapi/");

    /// <summary>Connections accepted so far.</summary>
    internal int Connections => Volatile.Read(ref _connections);

    /// <summary>Requests received so far, each to its last byte.</summary>
    internal int Requests => Volatile.Read(ref _requests);

    /// <summary>Bytes received so far; under TLS, bytes of plain text.</summary>
    internal long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Runs the script once for each request that has been received whole, on connections that stay open until the script ends them.</summary>
    internal static RawServer PerRequest(Func<RawConnection, byte[], Task> script, X509Certificate2? certificate = null) =>
        new(
            async connection =>
            {
                while (connection.IsOpen && await connection.ReadRequestAsync() is { } request)
                {
                    await script(connection, request);
                }
            },
            certificate);

    /// <summary>Runs the script once for each connection; what it does not read is not read.</summary>
    internal static RawServer PerConnection(Func<RawConnection, Task> script, X509Certificate2? certificate = null) =>
        new(script, certificate);

    /// <summary>Answers every request with the same bytes, then closes the connection.</summary>
    internal static RawServer Answering(byte[] reply, X509Certificate2? certificate = null) =>
        PerRequest(
            async (connection, _) =>
            {
                await connection.WriteAsync(reply);
                connection.Close();
            },
            certificate);

    /// <summary>Completes when that many requests have been received whole.</summary>
    internal Task WhenRequestedAsync(int count)
    {
        lock (_waiting)
        {
            if (_requests >= count)
            {
                return Task.CompletedTask;
            }

            TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((count, reached));
            return reached.Task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        while (_running.TryTake(out Task? task))
        {
            await task;
        }

        _stop.Dispose();
    }

    internal void CountBytes(int count) => Interlocked.Add(ref _bytes, count);

    internal void CountRequest()
    {
        lock (_waiting)
        {
            _requests++;
            foreach ((int _, TaskCompletionSource reached) in _waiters.Where(waiter => waiter.Count <= _requests))
            {
                reached.SetResult();
            }

            _waiters.RemoveAll(waiter => waiter.Count <= _requests);
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                _running.Add(Task.Run(() => RunAsync(socket)));
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task RunAsync(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (_certificate is not null)
            {
                SslStream tls = new(stream);
                stream = tls;
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
            }

            using RawConnection connection = new(this, socket, stream, _stop.Token);
            await _script(connection);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException
            or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, refused the certificate, or the test is over: what that means is the test's to judge.
        }
        finally
        {
            socket.Dispose();
        }
    }
}
