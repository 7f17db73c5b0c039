namespace LianPay.Core.Checks;

/// <summary>The checks, in the order in which they are made. The names are stable: scripts compare with them.</summary>
public static class CheckNames
{
    /// <summary>The key that signs requests.</summary>
    public const string MerchantKey = "Merchant key";

    /// <summary>The keys whose signature is believed.</summary>
    public const string PlatformKey = "Platform key";

    /// <summary>Whether this machine's own RSA does MD5withRSA.</summary>
    public const string CryptoPolicy = "Crypto policy";

    /// <summary>Where the gateway tells of payments.</summary>
    public const string NotifyUrl = "Notify URL";

    /// <summary>The record of every confirmation.</summary>
    public const string Ledger = "Ledger";

    /// <summary>The address of the gateway's name.</summary>
    public const string NameResolution = "Name resolution";

    /// <summary>Whether anybody listens there.</summary>
    public const string Connection = "Connection";

    /// <summary>The TLS version, the certificate and its pins.</summary>
    public const string Tls = "TLS";

    /// <summary>This machine's clock against the gateway's.</summary>
    public const string Clock = "Clock";

    /// <summary>A question that the gateway answers only to this merchant.</summary>
    public const string SignedQuery = "Signed query";
}
