using System.Security.Cryptography.X509Certificates;
using LianPay.Core.Confirmation;
using LianPay.Core.Keys;
using LianPay.Core.Ledger;
using LianPay.Core.Tests.Gateway;
using LianPay.Core.Tests.Ledger;
using LianPay.Sandbox;

namespace LianPay.Core.Tests.Confirmation;

/// <summary>A merchant with a ledger, at a sandbox, on one clock that a test moves.</summary>
internal sealed class LedgerCaller : IAsyncDisposable
{
    internal const string Order = GatewayCaller.OrderNumber;
    internal const string Code = GatewayCaller.ConfirmCode;

    private readonly List<GatewayCaller> _callers = [];
    private readonly Action<SocketsHttpHandler>? _trust;

    internal LedgerCaller(
        Func<SandboxRequest, SandboxFault>? chooseFault = null,
        TimeProvider? clock = null,
        int orders = 1,
        bool appliesLateOnCall = false,
        X509Certificate2? certificate = null,
        Action<SocketsHttpHandler>? trust = null)
    {
        _trust = trust;
        Clock = clock ?? new ImpatientClock();
        Sandbox = SandboxServer.Start(new SandboxOptions
        {
            KeyBits = 1024,
            MerchantKeys = [TestKeys.Merchant1024.PublicKey],
            HeldPayments = [GatewayCaller.Held(), .. BatchCaller.Orders(orders - 1).Select(GatewayCaller.Held)],
            ChooseFault = chooseFault,

            // Which fault it is, the choice above says; this is how long a late one takes: until the test asks for it.
            Fault = appliesLateOnCall ? SandboxFault.LateApply : SandboxFault.None,
            FaultArgument = appliesLateOnCall ? -1 : null,
            Certificate = certificate,
            Clock = Clock,
        });
    }

    internal TimeProvider Clock { get; }

    internal SandboxServer Sandbox { get; }

    internal MemoryLedger Ledger { get; } = new();

    internal BatchGuard Guard { get; } = new();

    internal PaymentKey Key => new($"127.0.0.1:{Sandbox.Gateway.Port}", GatewayCaller.PartnerId, Order);

    internal LedgerRecord Record => Ledger.Find(Key)!;

    internal int Confirmations => Sandbox.GetRequests().Count(request => request.Path.EndsWith("confirmPayment.htm", StringComparison.Ordinal));

    internal int Queries => Sandbox.GetRequests().Count - Confirmations;

    internal IEnumerable<LedgerEventKind> History => Ledger.ReadHistory(Key).Select(item => item.Kind);

    /// <summary>A fault of the first confirmation alone.</summary>
    internal static Func<SandboxRequest, SandboxFault> Once(SandboxFault fault) => request =>
        request is { Attempt: 1 } && request.Path.EndsWith("confirmPayment.htm", StringComparison.Ordinal) ? fault : SandboxFault.None;

    /// <summary>The gateway, through a handler that a test may bend.</summary>
    internal GatewayCaller Gateway(Action<SocketsHttpHandler>? bend = null)
    {
        GatewayCaller caller = new(Sandbox.Gateway, Clock, _trust + bend, KeyReader.ReadPublicKeyFile(Sandbox.PlatformKeyPath));
        _callers.Add(caller);
        return caller;
    }

    internal Confirmer Confirmer(PaymentLedger? ledger = null, BatchGuard? guard = null, Action<SocketsHttpHandler>? bend = null) =>
        new(Gateway(bend).Client, ledger ?? Ledger, guard ?? Guard, Clock);

    internal Resolver Resolver(PaymentLedger? ledger = null) => new(Gateway().Client, ledger ?? Ledger, Guard, Clock);

    /// <summary>Confirms a payment that was reviewed a minute ago.</summary>
    internal Task<ConfirmationResult> ConfirmAsync(
        PaymentLedger? ledger = null, string order = Order, string code = Code, Action<SocketsHttpHandler>? bend = null, CancellationTokenSource? stop = null) =>
        Confirmer(ledger, bend: bend).ConfirmAsync(BatchCaller.Reviewed(Clock, order, code), GatewayCaller.Request(order, code), stop?.Token ?? TestContext.Current.CancellationToken);

    internal Task<ConfirmationResult> ResolveAsync() => Resolver().AskAsync(Order, TestContext.Current.CancellationToken);

    /// <summary>Leaves an intent that no outcome follows, as a process does that dies in between.</summary>
    internal async Task<MemoryLedger> DieInFlightAsync()
    {
        MemoryLedger dying = Ledger.Reopen();
        ClaimDesk desk = new(dying, TimeSpan.FromSeconds(90), Clock);
        Claim claim = await desk.TakeAsync(Key, BatchCaller.Reviewed(Clock), dying.MacOf(Key, Code));
        Assert.Equal(SendVerdict.Send, claim.Verdict);
        return dying;
    }

    public async ValueTask DisposeAsync()
    {
        _callers.ForEach(caller => caller.Dispose());
        await Sandbox.DisposeAsync();
    }
}
