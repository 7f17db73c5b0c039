namespace LianPay.Sandbox;

/// <summary>The latest requests, and the count of all. Safe for any number of threads.</summary>
internal sealed class RequestLog(int capacity)
{
    private readonly object _gate = new();
    private readonly Queue<SandboxRequest> _requests = new();
    private readonly Dictionary<(string Path, string? OrderNumber), int> _attempts = [];
    private long _count;

    internal long Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>Counts a request.</summary>
    internal SandboxRequest Begin(string path, string? orderNumber)
    {
        lock (_gate)
        {
            int attempt = _attempts.GetValueOrDefault((path, orderNumber)) + 1;
            _attempts[(path, orderNumber)] = attempt;
            return new SandboxRequest(++_count, path, orderNumber, attempt);
        }
    }

    /// <summary>Records what became of it.</summary>
    internal void Add(SandboxRequest request)
    {
        lock (_gate)
        {
            _requests.Enqueue(request);
            if (_requests.Count > capacity)
            {
                _requests.Dequeue();
            }
        }
    }

    /// <summary>The recorded requests in the order in which they were answered.</summary>
    internal IReadOnlyList<SandboxRequest> Snapshot()
    {
        lock (_gate)
        {
            return [.. _requests];
        }
    }
}
