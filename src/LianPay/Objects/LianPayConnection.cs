using LianPay.Core.Confirmation;
using LianPay.Core.Gateway;
using LianPay.Core.Ledger;
using LianPay.Core.Profiles;

namespace LianPay;

/// <summary>A connection to one gateway as one merchant. Immutable: its environment cannot be switched.</summary>
public sealed class LianPayConnection
{
    private readonly GatewayOptions _options;

    internal LianPayConnection(ConnectionSettings settings, string? profile, GatewayOptions options, LedgerOptions ledger)
    {
        _options = options;
        Settings = settings;
        Profile = profile;
        Environment = settings.IsProduction ? LianPayEnvironment.Production : LianPayEnvironment.Sandbox;
        NotifyUrl = settings.NotifyUrl;
        LedgerOptions = ledger;
        PaymentLedger = ledger.Open();
        Client = new GatewayClient(options, TimeProvider.System);
    }

    /// <summary>Whether money moves.</summary>
    public LianPayEnvironment Environment { get; }

    /// <summary>The gateway's address.</summary>
    public string Gateway => _options.Address.AbsoluteUri;

    /// <summary>商户编号, 18 digits.</summary>
    public string PartnerId => _options.PartnerId;

    /// <summary>服务器异步通知地址 for payments that name none, or null.</summary>
    public string? NotifyUrl { get; }

    /// <summary>Base64 SHA-256 of the public half of the merchant's key.</summary>
    public string KeyFingerprint => _options.MerchantKey.PublicKey.Fingerprint;

    /// <summary>Base64 SHA-256 of each platform key whose signature is believed.</summary>
    public string[] PlatformKeyFingerprint => [.. _options.PlatformKeys.Select(key => key.Fingerprint)];

    /// <summary>Where every confirmation is recorded: the path of the ledger, or its server and database.</summary>
    public string Ledger => PaymentLedger.Name;

    /// <summary>What that ledger asks of reviews, read anew; null after Disconnect-LianPay.</summary>
    public LianPayPolicy? Policy => IsClosed ? null : new(PaymentLedger.Policy, Ledger);

    /// <summary>The name of the profile that it was made from, or null.</summary>
    public string? Profile { get; }

    /// <summary>What it was made from, without a secret.</summary>
    internal ConnectionSettings Settings { get; }

    /// <summary>Which ledger, and how it was opened.</summary>
    internal LedgerOptions LedgerOptions { get; }

    /// <summary>The ledger.</summary>
    internal PaymentLedger PaymentLedger { get; }

    /// <summary>The client of the gateway.</summary>
    internal GatewayClient Client { get; }

    /// <summary>Keys and limits.</summary>
    internal GatewayOptions Options => _options;

    /// <summary>True after Disconnect-LianPay.</summary>
    internal bool IsClosed { get; private set; }

    /// <summary>What a prompt and a result say of the place: environment, gateway and merchant.</summary>
    public override string ToString() => $"{Environment} ({_options.Address.Authority}, merchant {PartnerId})";

    internal ReviewDesk CreateReviewDesk() => new(PaymentLedger, Client.GatewayName, PartnerId, TimeProvider.System);

    internal ReviewGate CreateGate() => new(PartnerId, NotifyUrl, Client.GatewayName, PaymentLedger, TimeProvider.System);

    internal void Close()
    {
        if (IsClosed)
        {
            return;
        }

        IsClosed = true;
        _options.MerchantKey.Dispose();
        PaymentLedger.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
