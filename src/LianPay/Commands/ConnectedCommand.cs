using System.Management.Automation;
using LianPay.Errors;

namespace LianPay.Commands;

/// <summary>A cmdlet that works on a connection.</summary>
public abstract class ConnectedCommand : LianPayCommand
{
    /// <summary>The connection to use, as Connect-LianPay -PassThru gives it. Without it, the one of this runspace. ForEach-Object -Parallel starts empty runspaces: pass -Connection $using:connection there.</summary>
    [Parameter]
    [ValidateNotNull]
    public LianPayConnection? Connection { get; set; }

    /// <summary>The given connection, or this runspace's, or null.</summary>
    private protected LianPayConnection? OpenConnection
    {
        get
        {
            LianPayConnection? connection = Connection ?? CurrentConnection.Value;
            return connection is { IsClosed: true } ? throw Terminate(Problems.ConnectionClosed) : connection;
        }
    }

    /// <summary>The connection; without one, a terminating error before anything else is done.</summary>
    private protected LianPayConnection RequiredConnection => OpenConnection ?? throw Terminate(Problems.NotConnected);
}
