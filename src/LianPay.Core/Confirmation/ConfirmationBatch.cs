using System.Diagnostics;
using LianPay.Core.Gateway;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;

namespace LianPay.Core.Confirmation;

/// <summary>A batch of confirmations: so many at once, each order once, stopped when going on would do harm.</summary>
/// <remarks>
/// One thread adds payments and takes results; the work runs on others. <see cref="ReviewGate"/> is passed here and nowhere
/// else, so nothing reaches the gateway past it.
/// </remarks>
public sealed class ConfirmationBatch : IDisposable
{
    /// <summary>How long a stop waits for what is in flight (DESIGN section 6).</summary>
    public static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(10);

    /// <summary>To write the last outcomes down.</summary>
    private static readonly TimeSpan RecordTime = TimeSpan.FromSeconds(5);

    private readonly ReviewGate _gate;
    private readonly Confirmer _confirmer;
    private readonly SemaphoreSlim _slots;
    private readonly HashSet<string> _orders = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _inFlight;
    private readonly CancellationTokenSource _notStarted = new();
    private readonly object _ending = new();
    private readonly int _throttleLimit;
    private readonly IDisposable _atEndOfProcess;
    private bool _stopped;
    private bool _disposed;

    /// <summary>Prepares a batch; nothing is opened yet.</summary>
    /// <param name="client">The gateway.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="gate">The review gate of the connection.</param>
    /// <param name="throttleLimit">How many confirmations may be in flight, at least 1.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is less than 1.</exception>
    public ConfirmationBatch(GatewayClient client, PaymentLedger ledger, ReviewGate gate, int throttleLimit, TimeProvider clock)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(throttleLimit, 1);
        _gate = gate;
        _throttleLimit = throttleLimit;
        _slots = new SemaphoreSlim(throttleLimit);
        _inFlight = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _confirmer = new Confirmer(client, ledger, Guard, clock);

        // The way of SIGTERM: what was sent is recorded before the process ends, also in a host that does not stop its pipelines.
        _atEndOfProcess = EndOfProcess.Do(StopAndWait);
    }

    /// <summary>Watches the batch.</summary>
    public BatchGuard Guard { get; } = new();

    /// <summary>Why the payment cannot be confirmed, or null and the request to send.</summary>
    /// <returns>Null, without a request, when the ledger cannot be read: the batch has stopped then.</returns>
    public Refusal? Check(HeldPayment payment, out ConfirmRequest? request, out Review? review)
    {
        try
        {
            return _gate.Check(payment, out request, out review);
        }
        catch (LedgerException exception)
        {
            Guard.Stop(exception);
            (request, review) = (null, null);
            return null;
        }
    }

    /// <summary>Takes an order for this batch.</summary>
    /// <returns>A refusal when the batch has it already, else null.</returns>
    public Refusal? Take(ConfirmRequest request) => _orders.Add(request.OrderNumber)
        ? null
        : new Refusal(RefusalReason.DuplicateOrder, FieldNames.OrderNumber, "The same order was given before in this run.", "Remove the repeated row: each order is confirmed once.");

    /// <summary>Confirms a checked and taken payment as soon as there is room. Never faults.</summary>
    public async Task<ConfirmationResult> StartAsync(HeldPayment payment, ConfirmRequest request)
    {
        try
        {
            await _slots.WaitAsync(_notStarted.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return ConfirmationResult.Untouched(payment, Guard.StopReason);
        }

        try
        {
            return Guard.StopReason == StopReason.None
                ? await _confirmer.ConfirmAsync(payment, request, _inFlight.Token).ConfigureAwait(false)
                : ConfirmationResult.Untouched(payment, Guard.StopReason);
        }
        catch (Exception exception)
        {
            // A fault of this program must not cost the results of the other payments, and says nothing of this one.
            return ConfirmationResult.Faulted(payment, exception);
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Starts nothing more, and ends what is in flight after <see cref="StopGrace"/>. Calls after the first prolong nothing; safe from any thread.</summary>
    public void Stop(StopReason reason)
    {
        Guard.Stop(reason);
        lock (_ending)
        {
            if (_stopped || _disposed)
            {
                return;
            }

            _stopped = true;
            _inFlight.CancelAfter(StopGrace);
            _notStarted.Cancel();
        }
    }

    /// <summary>Releases what the batch holds; call it when every task has ended.</summary>
    public void Dispose()
    {
        _atEndOfProcess.Dispose();
        lock (_ending)
        {
            _disposed = true;
        }

        _slots.Dispose();
        _notStarted.Dispose();
        _inFlight.Dispose();
    }

    /// <summary>Stops, and waits until nothing is in flight: every place is free then.</summary>
    private void StopAndWait()
    {
        Stop(StopReason.Cancelled);
        long start = Stopwatch.GetTimestamp();
        for (int place = 0; place < _throttleLimit; place++)
        {
            // As long as the process lasts, whatever the clock of the batch says.
            TimeSpan left = StopGrace + RecordTime - Stopwatch.GetElapsedTime(start);
            if (left <= TimeSpan.Zero || !_slots.Wait(left))
            {
                return;
            }
        }
    }
}
