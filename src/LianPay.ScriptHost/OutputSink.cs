using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace LianPay.ScriptHost;

/// <summary>
/// Shows the script's output through the engine's Out-Default. Out-Default holds the first rows of a table back for a
/// moment, to measure its columns. In the script's own pipeline those rows are lost when the script ends by <c>exit</c> or
/// by an error; here Out-Default is a pipeline of its own, which is ended whatever happened to the script.
/// </summary>
internal sealed class OutputSink : IDisposable
{
    private readonly SteppablePipeline _outDefault;

    /// <summary>Starts Out-Default in the runspace.</summary>
    public OutputSink(Runspace runspace)
    {
        Runspace.DefaultRunspace = runspace;
        _outDefault = ScriptBlock.Create("Out-Default").GetSteppablePipeline(CommandOrigin.Internal);
        _outDefault.Begin(expectInput: true);
        Output = [];
        Output.DataAdding += (_, added) => _outDefault.Process(added.ItemAdded);
        Output.DataAdded += (_, _) => Output.ReadAll();
    }

    /// <summary>Shows what is added, before the script writes the next object. Keeps nothing.</summary>
    public PSDataCollection<PSObject> Output { get; }

    /// <summary>Shows what is still held back.</summary>
    public void End()
    {
        try
        {
            _outDefault.End();
        }
        catch (PipelineStoppedException)
        {
            // After a stop the engine lets nothing more through.
        }
    }

    public void Dispose()
    {
        _outDefault.Dispose();
        Output.Dispose();
    }
}
