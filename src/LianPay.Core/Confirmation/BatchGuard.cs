using LianPay.Core.Gateway;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;

namespace LianPay.Core.Confirmation;

/// <summary>Watches a batch and stops it when going on would only do harm. Safe for any number of threads.</summary>
#pragma warning disable CA1001 // Its token source has neither a timer nor a wait handle: there is nothing to release.
public sealed class BatchGuard
#pragma warning restore CA1001
{
    private const int ConfigurationLimit = 3;
    private const int BadSignatureLimit = 2;
    private const int NameResolutionLimit = 5;
    private const int UnsentPaymentLimit = 5;

    private readonly object _gate = new();
    private readonly CancellationTokenSource _stopped = new();
    private string? _configurationCode;
    private int _configurationInRow;
    private int _badSignatures;
    private int _nameResolutionInRow;
    private int _unsentPaymentsInRow;
    private StopReason _stopReason;
    private string? _stopCode;
    private string? _stopMessage;
    private TimeSpan _clockSkew;

    /// <summary>Why the batch has stopped, or <see cref="StopReason.None"/> while it may go on.</summary>
    public StopReason StopReason
    {
        get
        {
            lock (_gate)
            {
                return _stopReason;
            }
        }
    }

    /// <summary>The ret_code of a stop for <see cref="StopReason.Configuration"/>, else null.</summary>
    public string? StopCode
    {
        get
        {
            lock (_gate)
            {
                return _stopCode;
            }
        }
    }

    /// <summary>Cancelled when the batch has stopped: whoever waits to send need not wait on.</summary>
    internal CancellationToken Stopped => _stopped.Token;

    /// <summary>What the ledger says of a stop for its sake, else null.</summary>
    public string? StopMessage
    {
        get
        {
            lock (_gate)
            {
                return _stopMessage;
            }
        }
    }

    /// <summary>By how much the gateway's clock is ahead of this machine's, when it has been more than <see cref="GatewayReply.ClockTolerance"/> either way; else zero.</summary>
    public TimeSpan ClockSkew
    {
        get
        {
            lock (_gate)
            {
                return _clockSkew;
            }
        }
    }

    /// <summary>Stops the batch. The first reason stays.</summary>
    public void Stop(StopReason reason)
    {
        lock (_gate)
        {
            StopOnce(reason);
        }
    }

    /// <summary>Stops the batch because of its ledger: nothing may be sent that is not recorded.</summary>
    internal void Stop(LedgerException exception)
    {
        lock (_gate)
        {
            if (StopOnce(exception.Error is LedgerError.Locked or LedgerError.Unreachable ? StopReason.LedgerUnreachable : StopReason.Ledger))
            {
                _stopMessage = exception.Message;
            }
        }
    }

    /// <summary>Takes note of one call.</summary>
    internal void Observe(ConfirmReply reply)
    {
        lock (_gate)
        {
            ObserveConfiguration(reply.RetCode);
            _nameResolutionInRow = reply.Reason == OutcomeReason.NameResolution ? _nameResolutionInRow + 1 : 0;
            if (_nameResolutionInRow >= NameResolutionLimit)
            {
                StopOnce(StopReason.Connectivity);
            }
        }

        Observe(reply, reply.Reason);
    }

    /// <summary>Takes note of the answer to a query.</summary>
    internal void Observe(QueryReply reply) => Observe(reply, reply.Reason);

    private void Observe(GatewayReply reply, OutcomeReason reason)
    {
        lock (_gate)
        {
            _clockSkew = reply.ClockSkew == TimeSpan.Zero ? _clockSkew : reply.ClockSkew;
        }

        ObserveTrust(reason);
    }

    /// <summary>Takes note of how far an answer, of either endpoint, can be trusted.</summary>
    internal void ObserveTrust(OutcomeReason reason)
    {
        lock (_gate)
        {
            switch (reason)
            {
                case OutcomeReason.Certificate or OutcomeReason.CertificatePin:
                    StopOnce(StopReason.Certificate);
                    break;
                case OutcomeReason.BadSignature or OutcomeReason.SignType or OutcomeReason.OtherPartner or OutcomeReason.OtherOrder
                    when ++_badSignatures >= BadSignatureLimit:
                    StopOnce(StopReason.BadSignature);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>Takes note of a payment that is done with.</summary>
    internal void ObserveEnd(PaymentStatus status)
    {
        lock (_gate)
        {
            _unsentPaymentsInRow = status == PaymentStatus.NotSent ? _unsentPaymentsInRow + 1 : 0;
            if (_unsentPaymentsInRow >= UnsentPaymentLimit)
            {
                StopOnce(StopReason.Connectivity);
            }
        }
    }

    /// <remarks>An unsigned code counts too: whoever wrote it, the next order would get the same (FAULTS P21).</remarks>
    private void ObserveConfiguration(string? retCode)
    {
        bool isConfiguration = retCode is not null && RetCodes.Find(retCode).IsConfiguration;
        _configurationInRow = !isConfiguration ? 0 : retCode == _configurationCode ? _configurationInRow + 1 : 1;
        _configurationCode = retCode;
        if (_configurationInRow >= ConfigurationLimit && StopOnce(StopReason.Configuration))
        {
            _stopCode = retCode;
        }
    }

    private bool StopOnce(StopReason reason)
    {
        if (_stopReason != StopReason.None)
        {
            return false;
        }

        _stopReason = reason;

        // Asynchronously: what has waited must not run under this lock.
        _ = _stopped.CancelAsync();
        return true;
    }
}
