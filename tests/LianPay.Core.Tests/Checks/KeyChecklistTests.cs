using System.Security.Cryptography;
using LianPay.Core.Checks;
using LianPay.Core.Keys;
using LianPay.Core.Signing;

namespace LianPay.Core.Tests.Checks;

public sealed class KeyChecklistTests
{
    [Fact]
    public void A_long_key_that_signs_passes_with_its_length_and_fingerprint()
    {
        CheckReport report = Subject.Is(CheckResult.Passed, "2048 bits", KeyChecklist.OfMerchantKey(Subject.Of()));

        Assert.Contains(TestKeys.Merchant2048.PublicKey.Fingerprint, report.Detail, StringComparison.Ordinal);
        Assert.Equal(CheckNames.MerchantKey, report.Check);
    }

    [Fact]
    public void A_key_of_1024_bits_is_a_warning() =>
        Subject.Is(CheckResult.Warning, "1024 bits", KeyChecklist.OfMerchantKey(With(TestKeys.Merchant1024.PrivateKey)));

    [Fact]
    public void A_demo_key_fails_towards_Production_and_is_a_warning_for_a_sandbox()
    {
        using RsaPrivateKey demo = Vectors.Keys.Values.First(key => key.PrivateKeyPkcs8 is not null).ReadPrivateKey();

        Subject.Is(CheckResult.Failed, "demo key", KeyChecklist.OfMerchantKey(With(demo)));
        Subject.Is(CheckResult.Warning, "demo key", KeyChecklist.OfMerchantKey(With(demo, isProduction: false)));
    }

    [Fact]
    public void The_platforms_key_in_the_place_of_the_merchants_fails() =>
        Subject.Is(CheckResult.Failed, "own key", KeyChecklist.OfMerchantKey(With(TestKeys.Platform1024.PrivateKey)));

    [Fact]
    public void A_key_that_cannot_be_had_fails_with_the_reason() =>
        Subject.Is(CheckResult.Failed, "not there", KeyChecklist.OfMerchantKey(Subject.Without(Subject.Of(), merchantKey: true, new CheckFault("It is not there.", "Bring it."))));

    [Fact]
    public void Without_a_key_there_is_nothing_to_check() =>
        Subject.Is(CheckResult.Skipped, "No key", KeyChecklist.OfMerchantKey(Subject.Without(Subject.Of(), merchantKey: true)));

    [Fact]
    public void Platform_keys_are_listed_and_the_published_one_is_known()
    {
        CheckReport report = Subject.Is(CheckResult.Passed, "the one that LianLian publishes", KeyChecklist.OfPlatformKeys(WithPlatform(PublishedKeys.Platform, TestKeys.Other1024.PublicKey)));

        Assert.Contains(TestKeys.Other1024.PublicKey.Fingerprint, report.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void No_platform_key_fails() => Subject.Is(CheckResult.Failed, "no answer could be believed", KeyChecklist.OfPlatformKeys(WithPlatform()));

    [Fact]
    public void A_platform_that_does_what_the_protocol_needs_passes() =>
        Subject.Is(CheckResult.Passed, "MD5withRSA", KeyChecklist.OfPolicy(Subject.Of(), BouncyCastleRsa.Instance));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_policy_that_refuses_is_a_warning_whichever_key_is_there(bool hasMerchantKey)
    {
        CheckSubject subject = hasMerchantKey ? Subject.Of() : Subject.Without(Subject.Of(), merchantKey: true);

        Subject.Is(CheckResult.Warning, "BouncyCastle", KeyChecklist.OfPolicy(subject, new RefusingRsa()));
    }

    [Fact]
    public void Without_any_key_the_policy_cannot_be_tried() => Subject.Is(
        CheckResult.Skipped, "no key", KeyChecklist.OfPolicy(new CheckSubject { Address = Subject.Of().Address, IsProduction = true, PartnerId = Subject.PartnerId }, new RefusingRsa()));

    private static CheckSubject With(RsaPrivateKey key, bool isProduction = true) => new()
    {
        Address = Subject.Of().Address,
        IsProduction = isProduction,
        PartnerId = Subject.PartnerId,
        MerchantKey = key,
        PlatformKeys = [TestKeys.Platform1024.PublicKey],
    };

    private static CheckSubject WithPlatform(params RsaPublicKey[] keys) =>
        new() { Address = Subject.Of().Address, IsProduction = true, PartnerId = Subject.PartnerId, PlatformKeys = keys };

    /// <summary>RSA under a policy that refuses MD5 and SHA-1.</summary>
    private sealed class RefusingRsa : RsaEngine
    {
        internal override byte[] Sign(RsaPrivateKey key, ReadOnlySpan<byte> data) => throw new CryptographicException();

        internal override bool Verify(RsaPublicKey key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => throw new CryptographicException();

        internal override byte[] Encrypt(RsaPublicKey key, ReadOnlySpan<byte> data) => throw new CryptographicException();

        internal override byte[] Decrypt(RsaPrivateKey key, ReadOnlySpan<byte> data) => throw new CryptographicException();
    }
}
