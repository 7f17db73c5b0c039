using System.Management.Automation;
using LianPay.Errors;

namespace LianPay.Commands;

/// <summary>Stops a sandbox.</summary>
/// <remarks>
/// <para>Closes its port and its connections and deletes the keys that it made. Stopping it twice does nothing.</para>
/// </remarks>
/// <example>
/// <para>At the end of a script</para>
/// <code>$sandbox = Start-LianPaySandbox
/// try { Connect-LianPay -Sandbox $sandbox } finally { Stop-LianPaySandbox -InputObject $sandbox }</code>
/// <para>Stops it whatever happens in between.</para>
/// </example>
/// <example>
/// <para>Stop several</para>
/// <code>$sandboxes = 1..3 | ForEach-Object { Start-LianPaySandbox -HeldPayment $_ }
/// $sandboxes | Stop-LianPaySandbox</code>
/// <para>Takes sandboxes from the pipeline.</para>
/// </example>
/// <inputs type="LianPay.LianPaySandbox">Sandboxes, as Start-LianPaySandbox gives them.</inputs>
/// <outputs type="None">Nothing is written.</outputs>
/// <error id="SandboxMissing" category="InvalidArgument">What was given is no sandbox.</error>
[Cmdlet(VerbsLifecycle.Stop, "LianPaySandbox")]
[OutputType(typeof(void))]
public sealed class StopLianPaySandboxCommand : LianPayCommand
{
    /// <summary>The sandbox to stop.</summary>
    /// <remarks>Of any type: the engine would put what does not fit, a payment with its confirm code for instance, into its own error.</remarks>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject?.BaseObject is not LianPaySandbox sandbox)
        {
            WriteProblem(Problems.SandboxMissing, target: null);
            return;
        }

        sandbox.Stop();
    }
}
