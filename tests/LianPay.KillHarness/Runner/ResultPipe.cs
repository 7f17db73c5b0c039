using System.Text;

namespace LianPay.KillHarness.Runner;

/// <summary>What a runner tells its parent, line by line: a line that was written is told, whatever becomes of the runner.</summary>
internal sealed class ResultPipe : IDisposable
{
    /// <summary>The ledger is open.</summary>
    internal const string Ready = "ready";

    /// <summary>It is about to suspend itself.</summary>
    internal const string Stopping = "stopping";

    /// <summary>A result: the order and the status follow.</summary>
    internal const string Result = "result";

    /// <summary>An order that was told to be settled and that the ledger does not show so: the order follows.</summary>
    internal const string Forgotten = "forgotten";

    /// <summary>The batch stopped: the reason follows.</summary>
    internal const string BatchStopped = "batch-stopped";

    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly object _gate = new();

    /// <summary>Writes one line.</summary>
    internal void Write(params ReadOnlySpan<string> words)
    {
        byte[] line = Encoding.UTF8.GetBytes(string.Join(' ', words) + "\n");
        lock (_gate)
        {
            _output.Write(line);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _output.Dispose();
}
