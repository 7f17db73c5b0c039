using System.Reflection;
using LianPay.Core.Messages;

namespace LianPay.Core.Tests.Messages;

public sealed class FieldNamesTests
{
    private static readonly string[] Named =
        [.. typeof(FieldNames).GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void Every_name_that_this_product_uses_is_known_and_so_never_hidden_in_a_value()
    {
        Assert.Equal(18, Named.Length);
        Assert.Subset(FieldNames.Known.ToHashSet(), Named.ToHashSet());
    }

    [Fact]
    public void Every_name_is_one_that_a_message_may_have() =>
        Assert.All(FieldNames.Known, name => Assert.Single(MessageReader.Read(new MessageFields([KeyValuePair.Create(name, "1")]).ToJson())));
}
