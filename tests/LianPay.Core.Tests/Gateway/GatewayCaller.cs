using System.Security.Cryptography.X509Certificates;
using LianPay.Core.Gateway;
using LianPay.Core.Keys;
using LianPay.Core.Messages;
using LianPay.Sandbox;

namespace LianPay.Core.Tests.Gateway;

/// <summary>A merchant that calls an address on the product's own handler, which a test may bend.</summary>
internal sealed class GatewayCaller : IDisposable
{
    internal const string PartnerId = SandboxOptions.DefaultPartnerId;
    internal const string OrderNumber = "20170208165924";
    internal const string ConfirmCode = "137007";
    internal const string PaybillId = "2017020800000001";

    private readonly HttpMessageInvoker _http;

    /// <param name="address">The gateway.</param>
    /// <param name="clock">Drives the deadline; null: the system's.</param>
    /// <param name="bend">Changes the handler before its first call.</param>
    /// <param name="platformKey">Believed; null: the key of <see cref="PlatformReply"/>.</param>
    /// <param name="pins">See <see cref="GatewayOptions.CertificatePins"/>.</param>
    internal GatewayCaller(
        Uri address, TimeProvider? clock = null, Action<SocketsHttpHandler>? bend = null, RsaPublicKey? platformKey = null, params string[] pins)
    {
        SocketsHttpHandler handler = ConnectionPool.CreateHandler(pins, isLoopback: true);
        bend?.Invoke(handler);
        _http = new HttpMessageInvoker(handler);
        Client = new GatewayClient(
            new GatewayOptions
            {
                Address = address,
                PartnerId = PartnerId,
                MerchantKey = TestKeys.Merchant1024.PrivateKey,
                PlatformKeys = [platformKey ?? TestKeys.Platform1024.PublicKey],
            },
            clock ?? TimeProvider.System,
            _http);
    }

    /// <summary>For a sandbox that was started with <see cref="SandboxFor"/>.</summary>
    internal GatewayCaller(SandboxServer sandbox, TimeProvider? clock = null, Action<SocketsHttpHandler>? bend = null)
        : this(sandbox.Gateway, clock, bend, KeyReader.ReadPublicKeyFile(sandbox.PlatformKeyPath))
    {
    }

    internal GatewayClient Client { get; }

    /// <summary>The options of a sandbox that knows this merchant.</summary>
    internal static SandboxOptions SandboxFor(
        SandboxFault fault = SandboxFault.None, int? argument = null, X509Certificate2? certificate = null, params SandboxPayment[] payments) => new()
        {
            KeyBits = 1024,
            MerchantKeys = [TestKeys.Merchant1024.PublicKey],
            HeldPayments = payments.Length > 0 ? payments : [Held()],
            Fault = fault,
            FaultArgument = argument,
            Certificate = certificate,
        };

    internal static SandboxPayment Held(string orderNumber = OrderNumber) => new() { OrderNumber = orderNumber, ConfirmCode = ConfirmCode, Amount = 49.65m };

    internal static ConfirmRequest Request(string orderNumber = OrderNumber, string confirmCode = ConfirmCode) =>
        new(PartnerId, orderNumber, confirmCode, "https://merchant.example/notify");

    internal Task<ConfirmReply> ConfirmAsync(string orderNumber = OrderNumber, string confirmCode = ConfirmCode) =>
        Client.ConfirmAsync(Request(orderNumber, confirmCode), TestContext.Current.CancellationToken);

    internal Task<QueryReply> QueryAsync(string? orderNumber = OrderNumber, string? paybillId = null) =>
        Client.QueryAsync(new QueryRequest(PartnerId, orderNumber, paybillId), TestContext.Current.CancellationToken);

    public void Dispose() => _http.Dispose();
}
