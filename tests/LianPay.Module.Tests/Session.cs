using System.Management.Automation;

namespace LianPay.Module.Tests;

/// <summary>A runspace that is connected to a sandbox, as <c>$sandbox</c>.</summary>
internal sealed class Session : IDisposable
{
    private readonly bool _ownsSandbox;
    private readonly long _requestsBefore;

    /// <summary>Connects to the sandbox of a class.</summary>
    internal Session(SandboxFixture fixture, string connectArguments = "")
    {
        Sandbox = fixture.Sandbox;
        Connect(connectArguments);
        _requestsBefore = AllRequests;
    }

    /// <summary>Starts a sandbox of its own and connects to it.</summary>
    internal Session(string sandboxArguments, string connectArguments = "")
    {
        Sandbox = Assert.Single(Engine.Run($"Start-LianPaySandbox {sandboxArguments}").Output);
        _ownsSandbox = true;
        Connect(connectArguments);
    }

    internal Engine Engine { get; } = new();

    internal PSObject Sandbox { get; }

    /// <summary>The payments of an own sandbox.</summary>
    internal PSObject[] Payments => [.. LanguagePrimitives.GetEnumerable(Sandbox.Value("HeldPayments")).Cast<object>().Select(PSObject.AsPSObject)];

    /// <summary>How many requests have reached the sandbox since this session began.</summary>
    internal long Requests => AllRequests - _requestsBefore;

    private long AllRequests => (long)Sandbox.Value("Requests")!;

    /// <summary>How often a confirmation of the order took effect.</summary>
    internal int Effects(string? orderNumber) => (int)Sandbox.Methods["GetEffects"].Invoke(orderNumber);

    /// <summary>Pipes rows into Confirm-LianPayment, without asking.</summary>
    internal EngineRun Confirm(object[] rows, string arguments = "")
    {
        Engine.Set("rows", rows);
        return Engine.Try($"$rows | Confirm-LianPayment -Confirm:$false {arguments}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsSandbox)
        {
            Engine.Run("Stop-LianPaySandbox -InputObject $sandbox");
        }

        Engine.Dispose();
    }

    private void Connect(string arguments)
    {
        Engine.Set("sandbox", Sandbox);
        Engine.Run($"Connect-LianPay -Sandbox $sandbox {arguments}");
    }
}
