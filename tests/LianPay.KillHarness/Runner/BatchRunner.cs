using System.Security.Cryptography;
using LianPay.Core.Confirmation;
using LianPay.Core.Gateway;
using LianPay.Core.Keys;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;

namespace LianPay.KillHarness.Runner;

/// <summary>
/// What dies: confirms a whole batch as <c>Confirm-LianPayment</c> does, then asks for what is open as
/// <c>Resolve-LianPayment</c> does.
/// </summary>
internal sealed class BatchRunner
{
    /// <summary>The exit code when every order is paid, or beyond what a program may do by itself.</summary>
    internal const int AllSettled = 0;

    /// <summary>The exit code when orders are open.</summary>
    internal const int SomeOpen = 3;

    /// <summary>The first time tells PROCESSING, the second SUCCESS.</summary>
    private const int AskRounds = 2;

    private readonly RunnerOptions _options;
    private readonly BatchPlan _plan;
    private readonly ResultPipe _pipe;
    private readonly SharedClock _clock;
    private readonly PaymentLedger _ledger;
    private readonly GatewayClient _client;

    private BatchRunner(RunnerOptions options, BatchPlan plan, ResultPipe pipe, SharedClock clock, PaymentLedger ledger, GatewayClient client)
    {
        _options = options;
        _plan = plan;
        _pipe = pipe;
        _clock = clock;
        _ledger = ledger;
        _client = client;
    }

    /// <summary>Runs to the end, if it is let.</summary>
    internal static async Task<int> RunAsync(RunnerOptions options)
    {
        BatchPlan plan = BatchPlan.Read(options.PlanPath);
        using ResultPipe pipe = new();
        using SharedClock clock = new(plan.ClockPath);
        Executioner executioner = new(options.Doom, pipe);
        await using PaymentLedger store = plan.OpenLedger(clock);
        pipe.Write(ResultPipe.Ready);
        executioner.Reach(KillPoint.Opened);

        PaymentLedger ledger = options.Control == Control.None ? store : new UnsafeLedger(store, options.Control);
        using RsaPrivateKey merchantKey = KeyReader.ReadPrivateKeyFile(plan.PrivateKeyPath);
        using HttpMessageInvoker http = new(new WatchedHandler(ConnectionPool.CreateHandler([], isLoopback: true), executioner, options.Control));
        GatewayClient client = new(
            new GatewayOptions
            {
                Address = plan.Gateway,
                PartnerId = plan.PartnerId,
                MerchantKey = merchantKey,
                PlatformKeys = [KeyReader.ReadPublicKeyFile(plan.PlatformKeyPath)],
            },
            clock,
            http);

        BatchRunner runner = new(options, plan, pipe, clock, new WatchedLedger(ledger, executioner), client);
        runner.CheckMemory();
        await runner.ConfirmAsync();
        if (options.Asks)
        {
            await runner.AskAsync();
        }

        bool isSettled = plan.Orders.All(order => runner.IsSettled(order.Number));
        executioner.Reach(KillPoint.Closing);
        return isSettled ? AllSettled : SomeOpen;
    }

    private PaymentKey KeyOf(string orderNumber) => new(_client.GatewayName, _client.PartnerId, orderNumber);

    /// <summary>What a runner has told was durable before: it must be there, whoever died since.</summary>
    private void CheckMemory()
    {
        foreach (PlannedOrder order in _plan.Orders.Where(order => order.IsSettled))
        {
            if (_ledger.Find(KeyOf(order.Number)) is not { Status: PaymentStatus.Accepted or PaymentStatus.Paid })
            {
                _pipe.Write(ResultPipe.Forgotten, order.Number);
            }
        }
    }

    private async Task ConfirmAsync()
    {
        ReviewGate gate = new(_plan.PartnerId, "https://merchant.example/notify", _client.GatewayName, _ledger, _clock);
        using ConfirmationBatch batch = new(_client, _ledger, gate, _options.ThrottleLimit, _clock);
        PlannedOrder[] orders = [.. _plan.Orders];
        RandomNumberGenerator.Shuffle(orders.AsSpan());
        await Task.WhenAll(orders.Select(order => ConfirmAsync(batch, order)));
        if (batch.Guard.StopReason != StopReason.None)
        {
            _pipe.Write(ResultPipe.BatchStopped, batch.Guard.StopReason.ToString());
        }
    }

    private async Task ConfirmAsync(ConfirmationBatch batch, PlannedOrder order)
    {
        HeldPayment payment = new()
        {
            OrderNumber = order.Number,
            ConfirmCode = order.ConfirmCode,
            RetCode = "4002",
            ReviewedBy = "kill harness",
            ReviewedAt = _plan.ReviewedAt,
            Decision = ReviewDecision.Approved,
        };
        Refusal? refusal = batch.Check(payment, out ConfirmRequest? request, out _);
        if (refusal is null && request is null)
        {
            // The ledger could not be read, and the batch has stopped.
            Tell(ConfirmationResult.Untouched(payment, batch.Guard.StopReason));
            return;
        }

        if ((refusal ?? batch.Take(request!)) is { } reason)
        {
            throw new InvalidOperationException($"The order {order.Number} was refused: {reason.Reason}.");
        }

        Tell(await batch.StartAsync(payment, request!));
    }

    private async Task AskAsync()
    {
        BatchGuard guard = new();
        Resolver resolver = new(_client, _ledger, guard, _clock);
        string[] open = [.. _plan.Orders.Select(order => order.Number).Where(IsOpen)];
        for (int round = 0; round < AskRounds && open.Length > 0; round++)
        {
            List<string> still = [];
            foreach (string[] some in open.Chunk(_options.ThrottleLimit))
            {
                foreach (ConfirmationResult result in await Task.WhenAll(some.Select(number => resolver.AskAsync(number, CancellationToken.None))))
                {
                    Tell(result);
                    if (Resolver.IsOpen(result))
                    {
                        still.Add(result.OrderNumber!);
                    }
                }
            }

            open = [.. still];
        }

        if (guard.StopReason != StopReason.None)
        {
            _pipe.Write(ResultPipe.BatchStopped, guard.StopReason.ToString());
        }
    }

    private void Tell(ConfirmationResult result) =>
        _pipe.Write(ResultPipe.Result, result.OrderNumber!, result.Status.ToString(), result.Reason ?? "-");

    private bool IsOpen(string orderNumber) =>
        _ledger.Find(KeyOf(orderNumber)) is not { } record || Resolver.OpenStatuses.Contains(record.Status);

    /// <summary>Paid, or sent as often as a program may and still held when nothing can be applied late any more.</summary>
    private bool IsSettled(string orderNumber) => _ledger.Find(KeyOf(orderNumber)) is { } record
        && (record.Status == PaymentStatus.Paid
            || (record is { Status: PaymentStatus.Held, Sends: >= SendRules.MaxSends } && record.LastCheckAt - record.LastSentAt >= SendRules.QuietPeriod));
}
