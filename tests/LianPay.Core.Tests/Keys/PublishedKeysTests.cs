using LianPay.Core.Keys;

namespace LianPay.Core.Tests.Keys;

public sealed class PublishedKeysTests
{
    private const string Platform = "lianlian-platform";

    public static TheoryData<string> DemoKeys => [.. Vectors.Keys.Keys.Where(id => id != Platform)];

    [Fact]
    public void The_platform_key_is_the_one_of_the_official_demos() =>
        Assert.Equal(Vectors.Keys[Platform].ReadPublicKey().Fingerprint, PublishedKeys.Platform.Fingerprint);

    [Theory]
    [MemberData(nameof(DemoKeys))]
    public void Every_published_pair_is_known(string id) => Assert.True(PublishedKeys.IsDemoKey(Vectors.Keys[id].ReadPublicKey()));

    [Fact]
    public void A_key_of_ones_own_and_the_platform_key_are_no_demo_keys()
    {
        Assert.False(PublishedKeys.IsDemoKey(TestKeys.Merchant1024.PublicKey));
        Assert.False(PublishedKeys.IsDemoKey(PublishedKeys.Platform));
    }
}
