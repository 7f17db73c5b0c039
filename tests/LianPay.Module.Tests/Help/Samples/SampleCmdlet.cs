using System.Management.Automation;

namespace LianPay.Module.Tests.Help.Samples;

/// <summary>What the sample cmdlets share.</summary>
public abstract class SampleCmdlet : PSCmdlet
{
    /// <summary>The connection to use.</summary>
    /// <value>The connection of this runspace.</value>
    [Parameter]
    public object? Connection { get; set; }
}
