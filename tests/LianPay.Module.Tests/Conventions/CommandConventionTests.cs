using System.Management.Automation;

namespace LianPay.Module.Tests.Conventions;

public sealed class CommandConventionTests(ImportedModule module) : IClassFixture<ImportedModule>
{
    [Fact]
    public void The_rules_see_every_cmdlet_of_the_manifest() => Assert.Equal(module.ManifestCmdlets.Count, module.Cmdlets.Count);

    [Fact]
    public void Every_verb_is_approved() => AssertKept(CommandRules.VerbIsApproved);

    [Fact]
    public void Every_noun_is_singular_and_begins_with_LianPay() => AssertKept(CommandRules.NounIsSingularAndPrefixed);

    [Fact]
    public void Every_class_is_sealed_and_named_after_its_command() => AssertKept(CommandRules.ClassIsSealedAndNamedAfterTheCommand);

    [Fact]
    public void Every_cmdlet_has_a_file_of_its_own() => AssertKept(CommandRules.HasItsOwnFile);

    [Fact]
    public void Every_cmdlet_has_a_test_file_of_its_own() => AssertKept(CommandRules.HasItsOwnTestFile);

    [Fact]
    public void Every_parameter_set_declares_its_output_type() => AssertKept(CommandRules.OutputTypeIsDeclaredForEachParameterSet);

    [Fact]
    public void A_cmdlet_of_several_parameter_sets_names_the_default_one() => AssertKept(CommandRules.DefaultParameterSetIsNamed);

    [Fact]
    public void No_secret_is_taken_as_a_plain_string() => AssertKept(CommandRules.NoSecretIsAPlainString);

    [Fact]
    public void No_pipeline_parameter_is_mandatory_or_validated_by_the_engine() => AssertKept(CommandRules.NoPipelineParameterFailsToBind);

    private void AssertKept(Func<CmdletInfo, IEnumerable<string>> rule) => Assert.Empty(module.Cmdlets.SelectMany(rule).Distinct(StringComparer.Ordinal));
}
