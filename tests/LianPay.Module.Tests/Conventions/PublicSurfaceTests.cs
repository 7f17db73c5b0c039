using LianPay.Module.Tests.Conventions.Samples;

namespace LianPay.Module.Tests.Conventions;

public sealed class PublicSurfaceTests(ImportedModule module) : IClassFixture<ImportedModule>
{
    [Fact]
    public void No_public_type_of_the_module_shows_a_type_of_a_dependency() => Assert.Empty(PublicSurface.ForeignTypes(module.Assembly));

    [Theory]
    [InlineData("SurfaceSample inherits: Xunit.TheoryData`1")]
    [InlineData("SurfaceSample implements: Xunit.IAsyncLifetime")]
    [InlineData("SurfaceSample is marked with: Xunit.CollectionAttribute")]
    [InlineData("SurfaceSample is marked with: Xunit.Record")]
    [InlineData("SurfaceSample.Items: Xunit.TheoryDataRow")]
    [InlineData("SurfaceSample.Find: Xunit.TestContext")]
    [InlineData("SurfaceSample.Hidden: Xunit.Assert")]
    public void A_foreign_type_is_found_wherever_it_stands(string expected)
    {
        string[] found = [.. PublicSurface.ForeignTypes(typeof(SurfaceSample).Assembly)];

        Assert.Contains(found, line => line.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_private_member_may_use_any_type() =>
        Assert.DoesNotContain(PublicSurface.ForeignTypes(typeof(SurfaceSample).Assembly), line => line.Contains("SurfaceSample.Secret", StringComparison.Ordinal));
}
