using System.Globalization;
using System.Management.Automation;
using LianPay.Core.Confirmation;
using LianPay.Errors;

namespace LianPay.Commands;

/// <summary>A cmdlet that works on a connection.</summary>
public abstract class ConnectedCommand : LianPayCommand
{
    private bool _hasWarnedOfClock;

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

    /// <summary>Warns, once a run, of a clock that is far from the gateway's: reviews and orders are judged by their age.</summary>
    private protected void WarnOfClock(BatchGuard guard)
    {
        if (!_hasWarnedOfClock && guard.ClockSkew != TimeSpan.Zero)
        {
            _hasWarnedOfClock = true;
            string minutes = Math.Abs(guard.ClockSkew.TotalMinutes).ToString("0", CultureInfo.InvariantCulture);
            WriteWarning($"This machine's clock is {minutes} minutes {(guard.ClockSkew > TimeSpan.Zero ? "behind" : "ahead of")} the gateway's. Orders and reviews are judged by their age: set the clock.");
        }
    }
}
