namespace LianPay.Core.Gateway;

/// <summary>A valid certificate whose key is not a pinned one.</summary>
internal sealed class CertificatePinException() : IOException("The gateway's certificate has another key than the pinned ones.");
