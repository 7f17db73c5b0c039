using System.Globalization;
using System.Management.Automation;

namespace LianPay.Benchmarks.Children;

/// <summary>A host in which Confirm-LianPayment works on a batch, with a ledger.</summary>
internal sealed class ConfirmingChild : IDisposable
{
    private readonly ModuleSession _session = new();
    private readonly string _folder;

    internal ConfirmingChild(SandboxAddress sandbox, string ledgerPath)
    {
        _folder = Path.GetDirectoryName(ledgerPath)!;
        _session.Set("sandbox", sandbox);
        _session.Set("ledger", ledgerPath);
        _session.Run(
            "Connect-LianPay -Environment Sandbox -Gateway $sandbox.Gateway -PartnerId $sandbox.PartnerId -PrivateKeyPath $sandbox.PrivateKeyPath"
            + " -PlatformKeyPath $sandbox.PlatformKeyPath -Ledger $ledger -NotifyUrl " + Messages.NotifyUrl + " -WarningAction SilentlyContinue");
    }

    internal RunFigures Confirm(Span span)
    {
        string path = Path.Combine(_folder, "batch.csv");
        PaymentFiles.Write(path, span.First, span.Count);
        _session.Set("path", path);
        _session.Set("limit", span.Concurrency);
        PSDataCollection<PSObject> results = [];
        List<Sample> samples = [];
        int done = 0;
        ProcessMeter meter = new();
        results.DataAdded += (_, _) =>
        {
            foreach (PSObject result in results.ReadAll())
            {
                if (result.Properties["Status"].Value.ToString() != "Accepted")
                {
                    throw new InvalidOperationException($"A payment was not confirmed: {result.Properties["Reason"].Value}");
                }

                done++;
                if (span.SampleEvery > 0 && done % span.SampleEvery == 0)
                {
                    samples.Add(meter.Look(done));
                }
            }
        };
        _session.Run("Import-LianPayment -Path $path | Confirm-LianPayment -ThrottleLimit $limit -Confirm:$false", results);
        return done == span.Count
            ? meter.Stop(samples)
            : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{done} of {span.Count} payments were confirmed."));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session.Run("Disconnect-LianPay");
        _session.Dispose();
    }
}
