using LianPay.Sandbox;

namespace LianPay;

/// <summary>A gateway on loopback, in this process. No money moves.</summary>
public sealed class LianPaySandbox
{
    /// <summary>What a connection to a sandbox names as its notify URL when none is given: a name that leads nowhere.</summary>
    internal const string DefaultNotifyUrl = "https://merchant.invalid/lianpay/notify";

    private readonly SandboxServer _server;

    internal LianPaySandbox(SandboxServer server)
    {
        _server = server;
        Gateway = server.Gateway.AbsoluteUri;
        PartnerId = server.PartnerId;
        PrivateKeyPath = server.PrivateKeyPath!;
        PlatformKeyPath = server.PlatformKeyPath;
        HeldPayments = [.. server.HeldPayments.Select((payment, index) => new HeldPayment
        {
            OrderNumber = payment.OrderNumber,
            ConfirmCode = payment.ConfirmCode,
            RetCode = payment.RetCode,
            RetMessage = payment.RetMessage,
            PartnerId = server.PartnerId,
            Amount = payment.Amount,
            Payee = payment.Payee,
            Row = index + 1,
            Source = "sandbox",
        })];
    }

    /// <summary>The address to connect to.</summary>
    public string Gateway { get; }

    /// <summary>商户编号 that it knows.</summary>
    public string PartnerId { get; }

    /// <summary>The file of the merchant's private key, deleted with the sandbox.</summary>
    public string PrivateKeyPath { get; }

    /// <summary>The file of the public key with which it signs, deleted with the sandbox.</summary>
    public string PlatformKeyPath { get; }

    /// <summary>The payments that it holds, with their confirm codes, waiting for a review.</summary>
    public HeldPayment[] HeldPayments { get; }

    /// <summary>How many requests have reached it.</summary>
    public long Requests => _server.Requests;

    /// <summary>The ledger of this sandbox's own, deleted with it: a second run begins anew.</summary>
    internal string LedgerPath => Path.Combine(Path.GetDirectoryName(PlatformKeyPath)!, "ledger.db");

    /// <summary>The gateway's address.</summary>
    public override string ToString() => Gateway;

    /// <summary>How often a confirmation of this order took effect: more than once means that it was paid twice.</summary>
    /// <param name="orderNumber">商户付款流水号.</param>
    public int GetEffects(string orderNumber) => _server.EffectsOf(orderNumber);

    internal void Stop() => _server.Dispose();
}
