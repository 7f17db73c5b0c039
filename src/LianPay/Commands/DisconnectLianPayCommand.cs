using System.Management.Automation;

namespace LianPay.Commands;

/// <summary>Closes a connection and forgets its key.</summary>
/// <remarks>
/// <para>The connection cannot be used afterwards, not even by another runspace that was given it. Without a connection it does nothing.</para>
/// </remarks>
/// <example>
/// <para>At the end of a script</para>
/// <code>Disconnect-LianPay</code>
/// <para>Closes the connection of this runspace.</para>
/// </example>
/// <example>
/// <para>Close a connection that was kept in a variable</para>
/// <code>$sandbox = Start-LianPaySandbox
/// $connection = Connect-LianPay -Sandbox $sandbox -PassThru
/// Disconnect-LianPay -Connection $connection</code>
/// <para>Closes that connection, whichever runspace it belongs to.</para>
/// </example>
/// <inputs type="None">Nothing is taken from the pipeline.</inputs>
/// <outputs type="None">Nothing is written.</outputs>
/// <error id="None"/>
[Cmdlet(VerbsCommunications.Disconnect, "LianPay")]
[OutputType(typeof(void))]
public sealed class DisconnectLianPayCommand : LianPayCommand
{
    /// <summary>The connection to close. Without it, the one of this runspace.</summary>
    [Parameter]
    [ValidateNotNull]
    public LianPayConnection? Connection { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        LianPayConnection? current = CurrentConnection.Value;
        (Connection ?? current)?.Close();
        if (Connection is null || Connection == current)
        {
            CurrentConnection.Value = null;
        }
    }
}
