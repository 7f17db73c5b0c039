using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LianPay.Core.Tests.Gateway;

/// <summary>A proxy on loopback that answers CONNECT and then passes bytes on to one port, whatever name was asked for.</summary>
internal sealed class TunnelProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Task _running;
    private int _tunnels;

    internal TunnelProxy(int target)
    {
        _target = target;
        _listener.Start();
        _running = ServeAsync();
    }

    internal Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Tunnels opened so far.</summary>
    internal int Tunnels => Volatile.Read(ref _tunnels);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _running;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TunnelAsync(client.GetStream());
            }
        }
        catch (Exception) when (_stop.IsCancellationRequested)
        {
            // The test is over.
        }
    }

    private async Task TunnelAsync(NetworkStream near)
    {
        byte[] head = new byte[4096];
        int length = 0;
        while (head.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            length += await near.ReadAsync(head.AsMemory(length), _stop.Token);
        }

        Assert.StartsWith("CONNECT ", Encoding.ASCII.GetString(head, 0, length), StringComparison.Ordinal);
        Interlocked.Increment(ref _tunnels);
        using TcpClient target = new();
        await target.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
        NetworkStream far = target.GetStream();
        await near.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), _stop.Token);
        await Task.WhenAny(near.CopyToAsync(far, _stop.Token), far.CopyToAsync(near, _stop.Token));
    }
}
