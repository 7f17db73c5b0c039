using System.Management.Automation;
using LianPay.Module.Tests.Conventions.Samples;
using LianPay.Module.Tests.Help.Samples;

namespace LianPay.Module.Tests.Conventions;

/// <summary>The rules find what they are there to find: shown on a cmdlet that breaks them all, and on one that keeps them.</summary>
public sealed class CommandRulesTests : IDisposable
{
    private readonly Engine _engine = new(typeof(PickThingsCmdlet).Assembly.Location);

    private CmdletInfo Bad => Find("Pick-Things");

    private CmdletInfo Good => Find("Get-SampleParcel");

    [Fact]
    public void A_verb_of_ones_own_is_found()
    {
        Assert.Single(CommandRules.VerbIsApproved(Bad));
        Assert.Empty(CommandRules.VerbIsApproved(Good));
    }

    [Fact]
    public void A_plural_and_a_missing_prefix_are_found() => Assert.Equal(2, CommandRules.NounIsSingularAndPrefixed(Bad).Count());

    [Fact]
    public void A_class_that_is_open_and_named_otherwise_is_found() => Assert.Equal(2, CommandRules.ClassIsSealedAndNamedAfterTheCommand(Bad).Count());

    [Fact]
    public void Missing_files_are_found()
    {
        Assert.Contains("PickThingsCommand.cs", Assert.Single(CommandRules.HasItsOwnFile(Bad)), StringComparison.Ordinal);
        Assert.Contains("PickThingsTests.cs", Assert.Single(CommandRules.HasItsOwnTestFile(Bad)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_set_without_an_output_type_is_found()
    {
        Assert.Contains("'Key'", Assert.Single(CommandRules.OutputTypeIsDeclaredForEachParameterSet(Bad)), StringComparison.Ordinal);
        Assert.Empty(CommandRules.OutputTypeIsDeclaredForEachParameterSet(Good));
        Assert.Empty(CommandRules.OutputTypeIsDeclaredForEachParameterSet(Find("Send-SampleParcel")));
    }

    [Fact]
    public void A_default_parameter_set_without_a_name_is_found()
    {
        Assert.Single(CommandRules.DefaultParameterSetIsNamed(Bad));
        Assert.Empty(CommandRules.DefaultParameterSetIsNamed(Good));
        Assert.Empty(CommandRules.DefaultParameterSetIsNamed(Find("Send-SampleParcel")));
    }

    [Fact]
    public void A_secret_as_a_plain_string_is_found_and_the_path_of_one_is_not() =>
        Assert.Contains("-PrivateKey is", Assert.Single(CommandRules.NoSecretIsAPlainString(Bad)), StringComparison.Ordinal);

    [Fact]
    public void A_pipeline_parameter_that_is_mandatory_or_validated_is_found()
    {
        Assert.Equal(2, CommandRules.NoPipelineParameterFailsToBind(Bad).Count());
        Assert.Empty(CommandRules.NoPipelineParameterFailsToBind(Good));
    }

    public void Dispose() => _engine.Dispose();

    private CmdletInfo Find(string name) => _engine.Cmdlets(typeof(SampleCmdlet).Assembly.GetName().Name!).Single(cmdlet => cmdlet.Name == name);
}
