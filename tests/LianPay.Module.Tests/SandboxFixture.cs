using System.Management.Automation;

namespace LianPay.Module.Tests;

/// <summary>A sandbox that the tests of one class share, for its keys take time to make. Each payment goes to one test alone.</summary>
public sealed class SandboxFixture : IDisposable
{
    private const int Payments = 300;

    private readonly Engine _engine = new();
    private readonly Queue<PSObject> _payments;

    /// <summary>Starts the sandbox.</summary>
    public SandboxFixture()
    {
        Sandbox = Assert.Single(_engine.Run($"Start-LianPaySandbox -HeldPayment {Payments}").Output);
        _payments = new(LanguagePrimitives.GetEnumerable(Sandbox.Value("HeldPayments")).Cast<object>().Select(PSObject.AsPSObject));
    }

    internal PSObject Sandbox { get; }

    /// <summary>Payments that no other test has.</summary>
    internal PSObject[] Take(int count) => [.. Enumerable.Range(0, count).Select(_ => _payments.Dequeue())];

    /// <inheritdoc/>
    public void Dispose()
    {
        _engine.Set("sandbox", Sandbox);
        _engine.Run("Stop-LianPaySandbox -InputObject $sandbox");
        _engine.Dispose();
    }
}
