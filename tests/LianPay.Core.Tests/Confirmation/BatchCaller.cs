using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using LianPay.Core.Confirmation;
using LianPay.Core.Ledger;
using LianPay.Core.Messages;
using LianPay.Core.Tests.Gateway;
using LianPay.Core.Tests.Ledger;
using LianPay.Sandbox;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>A batch of reviewed payments at an address.</summary>
internal sealed class BatchCaller : IDisposable
{
    private readonly GatewayCaller _caller;
    private readonly TimeProvider _clock;

    internal BatchCaller(GatewayCaller caller, TimeProvider clock, int throttleLimit = 1)
    {
        _caller = caller;
        _clock = clock;
        Batch = new ConfirmationBatch(caller.Client, new MemoryLedger(), GateAt(clock), throttleLimit, clock);
    }

    internal BatchCaller(SandboxServer sandbox, TimeProvider? clock = null, int throttleLimit = 1, Action<SocketsHttpHandler>? bend = null)
        : this(new GatewayCaller(sandbox, clock ??= new ImpatientClock(), bend), clock, throttleLimit)
    {
    }

    internal BatchCaller(Uri address, TimeProvider? clock = null, int throttleLimit = 1, Action<SocketsHttpHandler>? bend = null)
        : this(new GatewayCaller(address, clock ??= new ImpatientClock(), bend), clock, throttleLimit)
    {
    }

    internal ConfirmationBatch Batch { get; }

    /// <summary>A gate whose ledger knows nothing, unless one is given.</summary>
    internal static ReviewGate GateAt(TimeProvider clock, PaymentLedger? ledger = null) =>
        new(GatewayCaller.PartnerId, "https://merchant.example/notify", "127.0.0.1:1", ledger ?? new MemoryLedger(), clock);

    /// <summary>A handler that connects nowhere, and counts how often it was asked to.</summary>
    internal static Action<SocketsHttpHandler> Refusing(Action counted, SocketError error = SocketError.ConnectionRefused) => handler =>
        handler.ConnectCallback = (_, _) =>
        {
            counted();
            throw new SocketException((int)error);
        };

    /// <summary>A payment that a person has reviewed a minute ago.</summary>
    internal static HeldPayment Reviewed(TimeProvider clock, string orderNumber = GatewayCaller.OrderNumber, string confirmCode = GatewayCaller.ConfirmCode) => new()
    {
        OrderNumber = orderNumber,
        ConfirmCode = confirmCode,
        RetCode = "4002",
        ReviewedBy = "Li Lei",
        ReviewedAt = clock.GetUtcNow() - TimeSpan.FromMinutes(1),
    };

    /// <summary>Confirms one payment as the cmdlet does: checked, taken, started.</summary>
    internal Task<ConfirmationResult> StartAsync(string orderNumber = GatewayCaller.OrderNumber, string confirmCode = GatewayCaller.ConfirmCode)
    {
        HeldPayment payment = Reviewed(_clock, orderNumber, confirmCode);
        Assert.Null(Batch.Check(payment, out ConfirmRequest? request, out _));
        Assert.Null(Batch.Take(request!));
        return Batch.StartAsync(payment, request!);
    }

    /// <summary>Confirms so many payments and waits for all.</summary>
    internal Task<ConfirmationResult[]> RunAsync(int count) => Task.WhenAll(Orders(count).Select(order => StartAsync(order)).ToArray());

    internal static IEnumerable<string> Orders(int count) => Enumerable.Range(1, count).Select(number => $"ORDER-{number}");

    /// <summary>A sandbox that holds <see cref="Orders"/>.</summary>
    internal static SandboxServer SandboxOf(int count, SandboxFault fault = SandboxFault.None, int? argument = null, X509Certificate2? certificate = null) =>
        SandboxServer.Start(GatewayCaller.SandboxFor(fault, argument, certificate, [.. Orders(count).Select(GatewayCaller.Held)]));

    public void Dispose()
    {
        Batch.Dispose();
        _caller.Dispose();
    }
}
