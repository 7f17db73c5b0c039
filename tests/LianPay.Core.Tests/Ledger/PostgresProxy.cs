using System.Collections.Concurrent;
using System.Net.Sockets;
using Npgsql;

namespace LianPay.Core.Tests.Ledger;

/// <summary>What a <see cref="PostgresProxy"/> does with a COMMIT.</summary>
internal enum CommitFate
{
    /// <summary>The server gets it, and its answer comes back.</summary>
    Passes,

    /// <summary>The connection is cut, and the server never gets it: it rolls back.</summary>
    LostOnTheWay,

    /// <summary>The server gets it, and the connection is cut before its answer comes back.</summary>
    AnswerLost,

    /// <summary>The client's half is cut, and the server gets it when the test releases it: until then it does not know that nobody listens.</summary>
    Late,

    /// <summary>It is swallowed and nothing is cut: the client waits for its answer.</summary>
    Swallowed,
}

/// <summary>Stands between a ledger and its server, on a Unix socket of its own, and cuts the way between them at a COMMIT.</summary>
internal sealed class PostgresProxy : IDisposable
{
    /// <summary>A simple query, its length and its text (https://www.postgresql.org/docs/current/protocol-message-formats.html).</summary>
    private static readonly byte[] Commit = [.. "Q\0\0\0\u000bCOMMIT\0"u8];

    private readonly TempDirectory _folder = new();
    private readonly ConcurrentQueue<CommitFate> _fates = new();
    private readonly ConcurrentBag<Link> _links = [];
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly UnixDomainSocketEndPoint _server;

    /// <param name="settings">Of the database behind it.</param>
    internal PostgresProxy(string settings)
    {
        NpgsqlConnectionStringBuilder behind = new(settings);
        string name = $".s.PGSQL.{behind.Port}";
        _server = new UnixDomainSocketEndPoint(Path.Combine(behind.Host!, name));
        _listener.Bind(new UnixDomainSocketEndPoint(_folder.File(name)));
        _listener.Listen();
        _ = AcceptAsync();
    }

    /// <summary>The host for the settings of a ledger.</summary>
    internal string Host => _folder.Path;

    /// <summary>Ends when the first COMMIT that does not pass has come.</summary>
    internal Task CommitSeen => _seen.Task;

    /// <summary>The fates of the next commits; those after them pass.</summary>
    internal void Plan(params CommitFate[] fates) => Array.ForEach(fates, _fates.Enqueue);

    /// <summary>Lets a late COMMIT go on to the server.</summary>
    internal void Release() => _released.TrySetResult();

    /// <summary>Ends every connection from the server's side, and waits until the client has noticed and closed its own.</summary>
    internal Task CloseAllAsync() => Task.WhenAll(_links.Select(link => link.CloseAsync()));

    public void Dispose()
    {
        _released.TrySetResult();
        _listener.Dispose();
        foreach (Link link in _links)
        {
            link.Dispose();
        }

        _folder.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptAsync();
                Socket server = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await server.ConnectAsync(_server);
                    _links.Add(new Link(this, client, server));
                }
                catch (SocketException)
                {
                    // The server is down: so is the way to it.
                    client.Dispose();
                    server.Dispose();
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private CommitFate NextFate() => _fates.TryDequeue(out CommitFate fate) ? fate : CommitFate.Passes;

    /// <summary>One connection through the proxy.</summary>
    private sealed class Link : IDisposable
    {
        private readonly PostgresProxy _proxy;
        private readonly Socket _client;
        private readonly Socket _server;
        private readonly Task _fromClient;
        private volatile bool _answersAreLost;

        internal Link(PostgresProxy proxy, Socket client, Socket server)
        {
            (_proxy, _client, _server) = (proxy, client, server);
            _fromClient = Task.Run(() => CopyAsync(client, server, FilterAsync));
            _ = Task.Run(() => CopyAsync(server, client, bytes => Task.FromResult(_answersAreLost ? CutBoth() : bytes)));
        }

        internal Task CloseAsync()
        {
            try
            {
                _client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // It was closed before.
            }

            return _fromClient;
        }

        public void Dispose() => CutBoth();

        /// <summary>Copies until one side ends, then ends both.</summary>
        private async Task CopyAsync(Socket from, Socket to, Func<ReadOnlyMemory<byte>, Task<ReadOnlyMemory<byte>>> filter)
        {
            byte[] buffer = new byte[64 * 1024];
            try
            {
                while (await from.ReceiveAsync(buffer) is > 0 and int length)
                {
                    for (ReadOnlyMemory<byte> rest = await filter(buffer.AsMemory(0, length)); rest.Length > 0; rest = rest[await to.SendAsync(rest)..])
                    {
                    }
                }
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // Cut: what that means is the test's to judge.
            }

            CutBoth();
        }

        private async Task<ReadOnlyMemory<byte>> FilterAsync(ReadOnlyMemory<byte> bytes)
        {
            if (bytes.Span.IndexOf(Commit) < 0)
            {
                return bytes;
            }

            CommitFate fate = _proxy.NextFate();
            if (fate != CommitFate.Passes)
            {
                _proxy._seen.TrySetResult();
            }

            switch (fate)
            {
                case CommitFate.LostOnTheWay:
                    return CutBoth();
                case CommitFate.AnswerLost:
                    _answersAreLost = true;
                    return bytes;
                case CommitFate.Late:
                    byte[] kept = bytes.ToArray();
                    _client.Dispose();
                    await _proxy._released.Task;
                    return kept;
                case CommitFate.Swallowed:
                    return default;
                default:
                    return bytes;
            }
        }

        private ReadOnlyMemory<byte> CutBoth()
        {
            _client.Dispose();
            _server.Dispose();
            return default;
        }
    }
}
