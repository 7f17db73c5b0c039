using System.Reflection;

namespace LianPay.Module.Tests;

public sealed class ErrorIdTests
{
    [Fact]
    public void Every_documented_error_id_of_every_cmdlet_has_a_test_and_every_tested_one_is_documented()
    {
        HashSet<(string, string)> claimed = [.. typeof(ErrorIdTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods())
            .SelectMany(method => method.GetCustomAttributes<ErrorIdAttribute>().SelectMany(claim => IdsOf(claim, method).Select(id => (claim.Cmdlet, id))))];
        HashSet<(string, string)> documented = [.. ErrorDocumentation.All];

        Assert.NotEmpty(documented);
        Assert.Empty(documented.Except(claimed));
        Assert.Empty(claimed.Except(documented));
    }

    private static IEnumerable<string> IdsOf(ErrorIdAttribute claim, MethodInfo method) =>
        claim.Ids.Count > 0 ? claim.Ids : method.GetCustomAttributes<InlineDataAttribute>().Select(data => (string)data.Data[0]!);
}
