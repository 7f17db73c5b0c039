using LianPay.Core.Keys;

namespace LianPay.Core.Tests.Keys;

public sealed class MerchantKeyRulesTests
{
    public static TheoryData<string> DemoPairs => [.. Vectors.Keys.Where(entry => entry.Value.PrivateKeyPkcs8 is not null).Select(entry => entry.Key)];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_key_of_ones_own_beside_the_platforms_is_right(bool isProduction) =>
        Assert.Null(Record.Exception(() => MerchantKeyRules.Check(
            TestKeys.Merchant1024.PrivateKey, [PublishedKeys.Platform, TestKeys.Platform1024.PublicKey], isProduction)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_merchants_own_key_as_any_of_the_platforms_is_refused(bool isProduction)
    {
        KeyException exception = Assert.Throws<KeyException>(() => MerchantKeyRules.Check(
            TestKeys.Merchant1024.PrivateKey, [PublishedKeys.Platform, TestKeys.Merchant1024.PublicKey], isProduction));

        Assert.Equal(KeyError.SameAsPlatformKey, exception.Error);
    }

    [Theory]
    [MemberData(nameof(DemoPairs))]
    public void A_published_demo_key_is_refused_in_production_and_good_enough_for_a_sandbox(string id)
    {
        using RsaPrivateKey demo = Vectors.Keys[id].ReadPrivateKey();

        Assert.Equal(
            KeyError.PublishedDemoKey,
            Assert.Throws<KeyException>(() => MerchantKeyRules.Check(demo, [PublishedKeys.Platform], isProduction: true)).Error);
        Assert.Null(Record.Exception(() => MerchantKeyRules.Check(demo, [PublishedKeys.Platform], isProduction: false)));
    }

    [Fact]
    public void Less_than_2048_bits_is_below_what_is_advised()
    {
        Assert.True(MerchantKeyRules.IsBelowAdvisedLength(TestKeys.Merchant1024.PublicKey));
        Assert.False(MerchantKeyRules.IsBelowAdvisedLength(TestKeys.Merchant2048.PublicKey));
    }
}
