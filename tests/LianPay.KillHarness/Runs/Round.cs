using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using LianPay.Core.Ledger;
using LianPay.KillHarness.Oracle;
using LianPay.KillHarness.Runner;
using LianPay.Sandbox;

namespace LianPay.KillHarness.Runs;

/// <summary>One batch: its orders, a sandbox that holds them, and what runners tell of them.</summary>
internal sealed class Round : IAsyncDisposable
{
    // The platform's own key has as many bits, and they cost a quarter of 2048.
    private const int KeyBits = 1024;

    /// <summary>A lost request is applied at most so long after it was received; the quiet period is 120 s.</summary>
    private static readonly TimeSpan LatestApply = TimeSpan.FromSeconds(80);

    private readonly SharedClock _clock;
    private readonly SandboxServer _sandbox;
    private readonly BatchPlan _plan;
    private readonly string _planPath;
    private readonly ConcurrentDictionary<string, OrderReports> _reports = new(StringComparer.Ordinal);
    private DateTimeOffset _lastApplied;

    private Round(SharedClock clock, SandboxServer sandbox, BatchPlan plan, string planPath)
    {
        _clock = clock;
        _sandbox = sandbox;
        _plan = plan;
        _planPath = planPath;
        _lastApplied = clock.GetUtcNow();
    }

    /// <summary>The file of the plan.</summary>
    internal string PlanPath => _planPath;

    /// <summary>The orders.</summary>
    internal IEnumerable<string> Orders => _plan.Orders.Select(order => order.Number);

    /// <summary>How many confirmations the sandbox has received so far.</summary>
    internal int Receipts => _sandbox.GetRequests().Count(IsConfirmation);

    /// <summary>True for a confirmation, false for a query.</summary>
    internal static bool IsConfirmation(SandboxRequest request) => request.Path.EndsWith("/confirmPayment.htm", StringComparison.Ordinal);

    /// <summary>Starts the sandbox of a batch.</summary>
    /// <param name="folder">Where the ledger, the clock and the plan lie.</param>
    /// <param name="clock">The clock of all.</param>
    /// <param name="ledger">The ledger: a path, or settings of PostgreSQL.</param>
    /// <param name="orders">How many orders.</param>
    /// <param name="hasFaults">True: the gateway goes wrong as <see cref="FaultMix"/> says.</param>
    internal static Round Start(string folder, SharedClock clock, string ledger, int orders, bool hasFaults)
    {
        DateTimeOffset now = clock.GetUtcNow();
        SandboxServer sandbox = SandboxServer.Start(new SandboxOptions
        {
            KeyBits = KeyBits,
            HeldPayments = [.. Enumerable.Range(1, orders).Select(number => new SandboxPayment
            {
                OrderNumber = string.Create(CultureInfo.InvariantCulture, $"K{number:D5}"),
                ConfirmCode = RandomNumberGenerator.GetString("0123456789", 6),
            })],
            Clock = clock,
            Fault = SandboxFault.LateApply,
            FaultArgument = -1,
            ChooseFault = hasFaults ? FaultMix.Choose : _ => SandboxFault.None,
        });
        BatchPlan plan = new()
        {
            Gateway = sandbox.Gateway,
            PartnerId = sandbox.PartnerId,
            PrivateKeyPath = sandbox.PrivateKeyPath!,
            PlatformKeyPath = sandbox.PlatformKeyPath,
            Ledger = ledger,
            LedgerKeyPath = Path.Combine(folder, "ledger.key"),
            ClockPath = Path.Combine(folder, "clock"),
            ReviewedAt = now,
            Orders = [.. sandbox.HeldPayments.Select(payment => new PlannedOrder(payment.OrderNumber, payment.ConfirmCode, IsSettled: false))],
        };
        Round round = new(clock, sandbox, plan, Path.Combine(folder, "plan"));
        round.WritePlan();
        return round;
    }

    /// <summary>Opens the ledger that the runners use.</summary>
    internal PaymentLedger OpenLedger() => _plan.OpenLedger(_clock);

    /// <summary>Takes a line that a runner has told.</summary>
    internal void Hear(string[] words)
    {
        OrderReports reports = _reports.GetOrAdd(words[1], _ => new OrderReports());
        switch (words[0])
        {
            case ResultPipe.Result:
                reports.Add(words[2], words[3]);
                break;
            case ResultPipe.Forgotten:
                reports.AddForgotten();
                break;
            default:
                throw new InvalidOperationException($"A runner told an unknown thing: {words[0]}.");
        }
    }

    /// <summary>What was told of an order.</summary>
    internal OrderReports ReportsOf(string orderNumber) => _reports.GetOrAdd(orderNumber, _ => new OrderReports());

    /// <summary>Writes the plan again, with what has been told since.</summary>
    internal void WritePlan() =>
        (_plan with { Orders = [.. _plan.Orders.Select(order => order with { IsSettled = ReportsOf(order.Number).IsDone })] }).Write(_planPath);

    /// <summary>Waits until the sandbox has read what dead runners have left on the wire: a jump of the clock must not make it late.</summary>
    internal async Task QuiesceAsync()
    {
        long seen;
        do
        {
            seen = _sandbox.Requests;
            await Task.Delay(50);
        }
        while (_sandbox.Requests != seen);
    }

    /// <summary>Lets a short time pass, in which nothing may be sent again.</summary>
    internal void PassShortTime(TimeSpan time)
    {
        if (_clock.GetUtcNow() + time - _lastApplied > LatestApply)
        {
            ApplyLate();
        }

        _clock.Advance(time);
    }

    /// <summary>Lets more than a quiet period pass, and what was late be applied within it.</summary>
    internal void PassLongTime()
    {
        TimeSpan toApply = LatestApply - (_clock.GetUtcNow() - _lastApplied);
        TimeSpan total = TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(125, 300));
        _clock.Advance(toApply > TimeSpan.Zero ? toApply : TimeSpan.Zero);
        ApplyLate();
        _clock.Advance(total);
    }

    /// <summary>Holds each order against the ledger.</summary>
    internal void Judge(Judge judge, PaymentLedger ledger)
    {
        ApplyLate();
        string gateway = $"{_plan.Gateway.IdnHost}:{_plan.Gateway.Port}";
        ILookup<string, SandboxRequest> receipts = _sandbox.GetRequests()
            .Where(request => IsConfirmation(request) && request.OrderNumber is not null)
            .OrderBy(request => request.Number)
            .ToLookup(request => request.OrderNumber!, StringComparer.Ordinal);
        foreach (string order in Orders)
        {
            judge.OfOrder(
                order, [.. receipts[order]], _sandbox.EffectsOf(order), ledger.Find(new PaymentKey(gateway, _plan.PartnerId, order)), ReportsOf(order));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _sandbox.DisposeAsync();

    /// <summary>Applies what was received and lost: no gateway takes longer than <see cref="LatestApply"/>.</summary>
    internal void ApplyLate()
    {
        _sandbox.ApplyLate();
        _lastApplied = _clock.GetUtcNow();
    }
}
