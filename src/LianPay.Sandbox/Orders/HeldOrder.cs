using LianPay.Core.Messages;

namespace LianPay.Sandbox;

/// <summary>One order at the gateway: held, then confirmed, closed or locked. Safe for any number of threads.</summary>
/// <remarks>
/// It moves by requests and by the clock that is handed in, never by a timer, so a test sees the same walk each time:
/// CHECK → PROCESSING → SUCCESS, FAILURE or SUCCESS → CANCEL, one step a query; CHECK → CLOSED after 24 hours.
/// </remarks>
internal sealed class HeldOrder(SandboxPayment payment, SandboxOutcome outcome, DateTimeOffset heldAt)
{
    /// <summary>How long a confirm code is valid (PROTOCOL 2.5).</summary>
    internal static readonly TimeSpan ConfirmWindow = TimeSpan.FromHours(24);

    /// <summary>After so many wrong codes every further try is answered 4008, the right code too (PROTOCOL 2.5).</summary>
    internal const int WrongCodesToLock = 6;

    private readonly object _gate = new();
    private string? _paybillId;
    private bool _isClosed;
    private int _wrongCodes;
    private int _queries;
    private DateTimeOffset _paidAt;
    private int _effects;

    internal string OrderNumber => payment.OrderNumber;

    internal decimal Amount => payment.Amount;

    internal DateTimeOffset HeldAt => heldAt;

    /// <summary>How often a confirmation was applied.</summary>
    internal int Effects
    {
        get
        {
            lock (_gate)
            {
                return _effects;
            }
        }
    }

    /// <summary>Applies a confirmation, or refuses it.</summary>
    /// <returns>The ret_code; with 0000 alone the number of the payout that was created.</returns>
    internal (string RetCode, string? PaybillId) Confirm(string confirmCode, DateTimeOffset now, Func<string> nextPaybillId)
    {
        lock (_gate)
        {
            if (_paybillId is not null || _isClosed)
            {
                return (RetCodes.NotHeld, null);
            }

            if (IsExpired(now))
            {
                _isClosed = true;
                return (SandboxRetCodes.CodeExpired, null);
            }

            if (_wrongCodes >= WrongCodesToLock)
            {
                return (RetCodes.CodeLocked, null);
            }

            if (!string.Equals(confirmCode, payment.ConfirmCode, StringComparison.Ordinal))
            {
                _wrongCodes++;
                return (RetCodes.WrongCode, null);
            }

            _effects++;
            _paybillId = nextPaybillId();
            return (RetCodes.Ok, _paybillId);
        }
    }

    /// <summary>Tells the state, and moves a confirmed order one step on.</summary>
    internal OrderState Query(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_paybillId is null)
            {
                _isClosed |= IsExpired(now);
                return new OrderState(_isClosed ? "CLOSED" : "CHECK", null, null);
            }

            _queries++;
            if (_queries == 2)
            {
                _paidAt = now;
            }

            string resultPay = (_queries, outcome) switch
            {
                (1, _) => "PROCESSING",
                (_, SandboxOutcome.Failure) => "FAILURE",
                ( > 2, SandboxOutcome.Cancel) => "CANCEL",
                _ => "SUCCESS",
            };
            return new OrderState(resultPay, _paybillId, resultPay == "SUCCESS" ? _paidAt : null);
        }
    }

    private bool IsExpired(DateTimeOffset now) => now - heldAt >= ConfirmWindow;
}
