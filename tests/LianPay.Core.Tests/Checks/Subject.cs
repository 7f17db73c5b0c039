using LianPay.Core.Checks;
using LianPay.Core.Ledger;

namespace LianPay.Core.Tests.Checks;

/// <summary>A sound subject of the check list, which a test spoils in one place.</summary>
internal static class Subject
{
    internal const string PartnerId = Gateway.GatewayCaller.PartnerId;

    internal static CheckSubject Of(Uri? address = null, params string[] pins) => new()
    {
        Address = address ?? new Uri("https://gateway.example/paymentapi/"),
        IsProduction = true,
        PartnerId = PartnerId,
        MerchantKey = TestKeys.Merchant2048.PrivateKey,
        PlatformKeys = [TestKeys.Platform1024.PublicKey],
        NotifyUrl = "https://merchant.example/notify",
        CertificatePins = pins,
    };

    internal static CheckSubject Without(CheckSubject subject, bool merchantKey = false, CheckFault? fault = null) => new()
    {
        Address = subject.Address,
        IsProduction = subject.IsProduction,
        PartnerId = subject.PartnerId,
        MerchantKey = merchantKey ? null : subject.MerchantKey,
        MerchantKeyFault = fault,
        PlatformKeys = subject.PlatformKeys,
        CertificatePins = subject.CertificatePins,
        Timeout = subject.Timeout,
    };

    internal static CheckSubject WithLedger(LedgerOptions? options, bool isOpen = false, CheckFault? fault = null) => new()
    {
        Address = new Uri("https://gateway.example/paymentapi/"),
        IsProduction = true,
        PartnerId = PartnerId,
        Ledger = options,
        LedgerFault = fault,
        HasOpenLedger = isOpen,
    };

    /// <summary>A failed or doubtful check says what to do; one that passed or was skipped does not.</summary>
    internal static CheckReport Is(CheckResult result, string part, CheckReport report)
    {
        Assert.Equal(result, report.Result);
        Assert.Contains(part, report.Detail, StringComparison.Ordinal);
        Assert.Equal(result is CheckResult.Warning or CheckResult.Failed, !string.IsNullOrWhiteSpace(report.Advice));
        return report;
    }
}
