using System.Management.Automation;

namespace LianPay.ScriptHost;

/// <summary>
/// $LASTEXITCODE, which also tells who set it. The engine answers <c>exit n</c> in a script by setting this variable, once
/// the script has left the call stack; a native program that failed sets it too, but always from within a script.
/// </summary>
internal sealed class LastExitCode(Debugger debugger) : PSVariable("LASTEXITCODE")
{
    private object? _value;

    /// <summary>What the script gave to <c>exit</c>; null when it ended without.</summary>
    public int? OfScript { get; private set; }

    public override object? Value
    {
        get => _value;
        set
        {
            _value = value;
            if (value is int code && !debugger.GetCallStack().Any())
            {
                OfScript = code;
            }
        }
    }
}
