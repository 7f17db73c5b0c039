using LianPay.Core.Profiles;

namespace LianPay.Core.Tests.Profiles;

public sealed class ConnectionRulesTests
{
    private static readonly string KeyText = Convert.ToBase64String(TestKeys.Merchant2048.Pkcs8);

    public static TheoryData<string, Func<ConnectionSettings>> Defects => new()
    {
        { "PartnerId", () => Settings.Least with { PartnerId = "20160622100092150" } },
        { "PartnerId", () => Settings.Least with { PartnerId = "２０１６０６２２１０００９２１５０３" } },
        { "NotifyUrl", () => Settings.Least with { NotifyUrl = "/notify" } },
        { "Gateway", () => Settings.Least with { Gateway = "http://pay.example.com/" } },
        { "Gateway", () => Settings.Least with { Gateway = "https://127.0.0.1/" } },
        { "Gateway", () => Settings.Sandbox with { Gateway = "https://pay.example.com/" } },
        { "Gateway", () => Settings.Sandbox with { Gateway = null } },
        { "CertificatePin", () => Settings.Least with { CertificatePin = [Settings.Pin, "AAAA"] } },
        { "CertificatePin", () => Settings.Sandbox with { CertificatePin = [Settings.Pin] } },
        { "PlatformKeyPath", () => Settings.Sandbox with { PlatformKeyPath = [] } },
        { "PrivateKeySecretName", () => Settings.WithFiles with { PrivateKeySecretName = "too" } },
        { "PrivateKeySecretName", () => Settings.Least with { PrivateKeySecretName = " " } },
        { "PassphraseSecretName", () => Settings.WithFiles with { PassphraseSecretName = "a\u001Bb" } },
        { "Vault", () => Settings.WithFiles with { Vault = new string('v', 257) } },
        { "Vault", () => Settings.Least with { Vault = "Payments" } },
        { "TimeoutSec", () => Settings.Least with { TimeoutSec = 0 } },
        { "TimeoutSec", () => Settings.Least with { TimeoutSec = 301 } },
    };

    public static TheoryData<string, Func<ConnectionSettings>> Keys => new()
    {
        { "PartnerId", () => Settings.Least with { PartnerId = KeyText } },
        { "PrivateKeyPath", () => Settings.Least with { PrivateKeyPath = KeyText } },
        { "PrivateKeySecretName", () => Settings.Least with { PrivateKeySecretName = KeyText } },
        { "PassphraseSecretName", () => Settings.Least with { PassphraseSecretName = KeyText } },
        { "Vault", () => Settings.Least with { Vault = KeyText } },
        { "PlatformKeyPath", () => Settings.Least with { PlatformKeyPath = [KeyText] } },
        { "Gateway", () => Settings.Least with { Gateway = KeyText } },
        { "NotifyUrl", () => Settings.Least with { NotifyUrl = KeyText } },
        { "CertificatePin", () => Settings.Least with { CertificatePin = [KeyText] } },
        { "Ledger", () => Settings.Least with { Ledger = KeyText } },
        { "LedgerKeyPath", () => Settings.Least with { LedgerKeyPath = KeyText } },
    };

    [Fact]
    public void Sound_settings_have_no_defect()
    {
        foreach (ConnectionSettings settings in (ConnectionSettings[])[Settings.Least, Settings.WithFiles, Settings.WithSecrets, Settings.Sandbox])
        {
            Assert.Null(ConnectionRules.FindDefect(settings));
        }
    }

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Defects))]
    public void A_defect_is_told_by_the_name_of_its_setting_with_an_advice(string setting, Func<ConnectionSettings> settings)
    {
        SettingDefect defect = Assert.IsType<SettingDefect>(ConnectionRules.FindDefect(settings()));

        Assert.Equal(setting, defect.Setting);
        Assert.NotEmpty(defect.Message);
        Assert.NotEmpty(defect.Advice);
    }

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Keys))]
    public void A_key_in_the_place_of_any_setting_is_refused_and_not_quoted(string setting, Func<ConnectionSettings> settings)
    {
        SettingDefect defect = Assert.IsType<SettingDefect>(ConnectionRules.FindDefect(settings()));

        Assert.Equal(setting, defect.Setting);
        Assert.DoesNotContain(KeyText[..20], defect.Message + defect.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_is_LianLians_unless_another_is_given()
    {
        Assert.Equal("https://instantpay.lianlianpay.com/paymentapi/", ConnectionRules.AddressOf(Settings.Least).AbsoluteUri);
        Assert.Equal("http://127.0.0.1:9/", ConnectionRules.AddressOf(Settings.Sandbox).AbsoluteUri);
    }
}
