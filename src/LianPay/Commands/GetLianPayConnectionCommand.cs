using System.Management.Automation;

namespace LianPay.Commands;

/// <summary>Shows the connection of this runspace.</summary>
/// <remarks>
/// <para>Writes the connection that other cmdlets use here: its environment, gateway, merchant and the fingerprints of the keys. It carries no key. Without a connection it writes nothing.</para>
/// </remarks>
/// <example>
/// <para>See where payments would go</para>
/// <code>Get-LianPayConnection</code>
/// <para>Shows environment, gateway, merchant and key fingerprints.</para>
/// </example>
/// <example>
/// <para>Use one connection in parallel runspaces</para>
/// <code>$connection = Get-LianPayConnection
/// '20170208165924', '20170208165925' | ForEach-Object -Parallel { Get-LianPayment -OrderNumber $_ -Connection $using:connection }</code>
/// <para>A parallel runspace starts without a connection, so it is handed over. This needs pwsh.</para>
/// </example>
/// <inputs type="None">Nothing is taken from the pipeline.</inputs>
/// <outputs type="LianPay.LianPayConnection">The connection of this runspace.</outputs>
/// <error id="None"/>
[Cmdlet(VerbsCommon.Get, "LianPayConnection")]
[OutputType(typeof(LianPayConnection))]
public sealed class GetLianPayConnectionCommand : LianPayCommand
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (CurrentConnection.Value is { } connection)
        {
            WriteObject(connection);
        }
    }
}
