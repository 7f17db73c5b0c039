using System.Net;
using System.Net.Sockets;

namespace LianPay.Core.Tests.Gateway;

/// <summary>Stands on the line between client and server and passes on bytes that it cannot read, until it has passed enough of them, or with a bit turned.</summary>
/// <remarks>One connection after the other. What is set counts from the next one on.</remarks>
internal sealed class HostileRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _silences = new(0);
    private readonly SemaphoreSlim _hangUps = new(0);
    private readonly int _target;
    private readonly Task _running;
    private int _clientBytes;
    private int _serverBytes;

    internal HostileRelay(int target)
    {
        _target = target;
        _listener.Start();
        _running = ServeAsync();
    }

    /// <summary>https at 127.0.0.1.</summary>
    internal Uri Address => new($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/paymentapi/");

    /// <summary>What happens after <see cref="MaxClientBytes"/> or <see cref="MaxServerBytes"/>.</summary>
    internal LineFault Fault { get; set; }

    /// <summary>How many bytes of the client a connection passes on.</summary>
    internal int MaxClientBytes { get; set; } = int.MaxValue;

    /// <summary>How many bytes of the server a connection passes on.</summary>
    internal int MaxServerBytes { get; set; } = int.MaxValue;

    /// <summary>The byte of the server, counted from the start of a connection, of which a bit is turned.</summary>
    internal int TurnedByte { get; set; } = -1;

    /// <summary>Bytes of the client that the latest connection has passed on.</summary>
    internal int ClientBytes => Volatile.Read(ref _clientBytes);

    /// <summary>Bytes of the server that the latest connection has passed on.</summary>
    internal int ServerBytes => Volatile.Read(ref _serverBytes);

    /// <summary>Completes when a connection has fallen silent. <see cref="HangUp"/> ends it.</summary>
    internal Task WhenSilentAsync() => _silences.WaitAsync(_stop.Token);

    /// <summary>Ends a connection that has fallen silent.</summary>
    internal void HangUp() => _hangUps.Release();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _silences.Dispose();
        _hangUps.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using Socket client = await _listener.AcceptSocketAsync(_stop.Token);
                using Socket server = new(SocketType.Stream, ProtocolType.Tcp);
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                await RelayAsync(client, server);
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task RelayAsync(Socket client, Socket server)
    {
        Volatile.Write(ref _clientBytes, 0);
        Volatile.Write(ref _serverBytes, 0);
        LineFault fault = Fault;
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        Task[] ways =
        [
            PassAsync(client, server, MaxClientBytes, turned: -1, count => Interlocked.Add(ref _clientBytes, count), end.Token),
            PassAsync(server, client, MaxServerBytes, TurnedByte, count => Interlocked.Add(ref _serverBytes, count), end.Token),
        ];
        await Task.WhenAny(ways);
        if (fault == LineFault.Silence)
        {
            _silences.Release();
            await _hangUps.WaitAsync(_stop.Token);
        }
        else if (fault == LineFault.Reset)
        {
            client.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        // One way has ended, and takes the other with it. What was passed on arrives all the same.
        await end.CancelAsync();
        await Task.WhenAll(ways);
    }

    private static async Task PassAsync(Socket from, Socket to, int max, int turned, Action<int> count, CancellationToken end)
    {
        byte[] buffer = new byte[16 * 1024];
        int passed = 0;
        try
        {
            while (passed < max)
            {
                int read = await from.ReceiveAsync(buffer, end);
                if (read == 0)
                {
                    return;
                }

                if (turned >= passed && turned < passed + read)
                {
                    buffer[turned - passed] ^= 1;
                }

                int allowed = Math.Min(read, max - passed);
                passed += allowed;
                count(allowed);
                await to.SendAsync(buffer.AsMemory(0, allowed), end);
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // One end went away, or the line was cut.
        }
    }
}
