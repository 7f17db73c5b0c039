using System.Management.Automation;
using System.Text.RegularExpressions;

namespace LianPay.Module.Tests.Conventions;

/// <summary>Ids are text (DESIGN section 3): no parameter of the module lets the engine make text of a number without a mark.</summary>
public sealed partial class IdParameterTests(ImportedModule module) : IClassFixture<ImportedModule>
{
    private static readonly string[] Marking = ["IdArgumentAttribute", "IdListArgumentAttribute"];

    [Fact]
    public void Every_parameter_that_holds_an_id_marks_what_is_no_text()
    {
        CommandParameterInfo[] ids = [.. Ids()];

        Assert.True(ids.Length >= 10);
        Assert.Empty(ids.Where(parameter => !parameter.Attributes.Any(attribute => Marking.Contains(attribute.GetType().Name))).Select(parameter => parameter.Name));
    }

    [Fact]
    public void Every_parameter_that_holds_an_id_is_text()
    {
        Assert.Empty(Ids().Where(parameter => parameter.ParameterType != typeof(string) && parameter.ParameterType != typeof(string[])).Select(parameter => parameter.Name));
        Assert.All(Ids(), parameter => Assert.Equal(
            parameter.ParameterType.IsArray, parameter.Attributes.Any(attribute => attribute.GetType().Name == "IdListArgumentAttribute")));
    }

    private IEnumerable<CommandParameterInfo> Ids() =>
        module.Cmdlets.SelectMany(cmdlet => cmdlet.ParameterSets).SelectMany(set => set.Parameters).Where(parameter => IdName().IsMatch(parameter.Name));

    [GeneratedRegex("^(OrderNumber|ConfirmCode|RetCode|PartnerId|PaybillId)$", RegexOptions.CultureInvariant)]
    private static partial Regex IdName();
}
