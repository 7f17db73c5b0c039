using System.Management.Automation;

namespace LianPay.Benchmarks.Children;

/// <summary>A host in which Import-LianPayment reads a file whose rows go nowhere.</summary>
internal sealed class ImportingChild : IDisposable
{
    private readonly ModuleSession _session = new();

    internal RunFigures Import(string path)
    {
        _session.Set("path", path);
        ProcessMeter meter = new();
        PSDataCollection<PSObject> output = [];
        _session.Run("Import-LianPayment -Path $path | Out-Null", output);
        return meter.Stop();
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
