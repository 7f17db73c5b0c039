using System.Management.Automation;

namespace LianPay.Module.Tests;

/// <summary>A script that runs in an <see cref="Engine"/>, to be waited for or stopped.</summary>
public sealed class RunningScript : IDisposable
{
    private readonly PowerShell _shell;
    private readonly EngineHost _host;
    private readonly IAsyncResult _invocation;

    internal RunningScript(PowerShell shell, EngineHost host)
    {
        _shell = shell;
        _host = host;
        var input = new PSDataCollection<PSObject>();
        input.Complete();
        _invocation = shell.BeginInvoke(input, Output);
    }

    /// <summary>The success stream while it grows. <c>DataAdded</c> tells a test of each object as it is written.</summary>
    public PSDataCollection<PSObject> Output { get; } = [];

    /// <summary>The error stream while it grows.</summary>
    public PSDataCollection<ErrorRecord> Errors => _shell.Streams.Error;

    /// <summary>Stops the pipeline as Ctrl+C does, and returns when it has stopped.</summary>
    public void Stop() => _shell.Stop();

    /// <summary>Waits for the end and returns everything that was written. A stop is a <see cref="PipelineStoppedException"/> in <see cref="EngineRun.Failure"/>.</summary>
    public EngineRun Wait()
    {
        Exception? failure = null;
        try
        {
            _shell.EndInvoke(_invocation);
        }
        catch (RuntimeException error)
        {
            failure = error;
        }

        PSDataStreams streams = _shell.Streams;
        return new EngineRun(
            [.. Output],
            [.. streams.Error],
            [.. streams.Warning.Select(record => record.Message)],
            [.. streams.Verbose.Select(record => record.Message)],
            [.. streams.Debug.Select(record => record.Message)],
            [.. streams.Information],
            [.. streams.Progress],
            _host.Screen,
            failure);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _shell.Dispose();
        Output.Dispose();
    }
}
