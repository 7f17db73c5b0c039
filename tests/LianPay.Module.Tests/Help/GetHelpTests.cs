namespace LianPay.Module.Tests.Help;

/// <summary>What a user reads of the built help, on the screen of the real engine.</summary>
public sealed class GetHelpTests : IDisposable
{
    private readonly SampleModule _module = new();
    private readonly Engine _engine;
    private readonly string _full;

    public GetHelpTests()
    {
        Assert.Equal(0, _module.Build());
        _engine = new Engine(_module.ManifestPath);
        _full = Show("Get-Help Send-SampleParcel -Full");
    }

    [Fact]
    public void The_synopsis_names_commands_as_a_user_types_them() =>
        Assert.Contains(
            """
            SYNOPSIS
                Sends a parcel, once, as Get-SampleParcel shows it.

            """,
            _full,
            StringComparison.Ordinal);

    [Fact]
    public void The_description_is_plain_text_with_lists_and_the_words_of_PowerShell() =>
        AssertInOrder(
            _full,
            "DESCRIPTION",
            "The parcel is taken by its -Number. Without one, $null is sent as none under Red.",
            "- Red: at once",
            "- Blue: tomorrow, see the terms (https://example.org/terms)",
            "1. first",
            "2. second",
            "PARAMETERS");

    [Fact]
    public void The_syntax_has_a_line_for_each_parameter_set_the_default_one_first() =>
        AssertInOrder(
            _full,
            "Send-SampleParcel [-Number] <String> [-Paper {Plain | Striped}] [-Speed {Slow | Fast}] [-Days <Int32>] [-Connection <Object>] [-WhatIf] [-Confirm]",
            "Send-SampleParcel [-Number] <String> -Brief [-Speed {Slow | Fast}]");

    [Fact]
    public void A_parameter_shows_its_description_position_alias_and_pipeline_input() =>
        AssertInOrder(
            Show("Get-Help Send-SampleParcel -Parameter Number"),
            "-Number <String>",
            "The number of the parcel.",
            "Required?                    true",
            "Position?                    0",
            "Default value                None",
            "Accept pipeline input?       True (ByPropertyName)",
            "Aliases                      no_parcel");

    [Fact]
    public void Paragraphs_accepted_values_and_the_default_of_an_enum_array_are_shown() =>
        AssertInOrder(
            Show("Get-Help Send-SampleParcel -Parameter Paper"),
            "-Paper <SamplePaper[]>",
            "The colours of the paper.",
            "The first is outside.",
            "Accepted values: Plain, Striped.",
            "Default value                Plain, Striped");

    [Theory]
    [InlineData("Speed", "Slow")]
    [InlineData("Days", "3")]
    [InlineData("Brief", "False")]
    [InlineData("Connection", "The connection of this runspace.")]
    public void The_default_is_the_value_of_a_new_instance_or_the_words_of_the_comment(string parameter, string value) =>
        Assert.Contains($"Default value                {value}\n", Show($"Get-Help Send-SampleParcel -Parameter {parameter}"), StringComparison.Ordinal);

    [Fact]
    public void An_inherited_parameter_is_described_where_it_is_declared() =>
        Assert.Contains("The connection to use.", Show("Get-Help Get-SampleParcel -Parameter Connection"), StringComparison.Ordinal);

    [Theory]
    [InlineData("WhatIf", "Nothing is sent and nothing is written.")]
    [InlineData("Confirm", "write -Confirm:$false.")]
    public void The_parameters_that_the_engine_adds_are_described(string parameter, string text) =>
        Assert.Contains(text, Show($"Get-Help Send-SampleParcel -Parameter {parameter}"), StringComparison.Ordinal);

    [Fact]
    public void Inputs_and_outputs_are_named_and_described() =>
        AssertInOrder(
            _full,
            "INPUTS",
            "LianPay.Module.Tests.Help.Samples.SampleParcel",
            "A parcel whose Number binds by name.",
            "OUTPUTS",
            "LianPay.Module.Tests.Help.Samples.SampleParcel",
            "The parcel that was sent.",
            "System.String",
            "The number alone, with -Brief.");

    [Fact]
    public void The_notes_list_the_error_ids_with_their_categories() =>
        AssertInOrder(
            _full,
            "NOTES",
            "FullyQualifiedErrorId",
            "NotPacked (InvalidData): The parcel is not packed. Pack it and send it again.",
            "NoStamp (ResourceUnavailable): The stamps ran out.",
            "Buy some.");

    [Fact]
    public void Examples_show_their_titles_and_their_code_line_by_line() =>
        AssertInOrder(
            Show("Get-Help Send-SampleParcel -Examples"),
            "-------- Example 1: Send one parcel --------",
            """
                foreach ($number in '007', '008') {
                    Send-SampleParcel -Number $number -Confirm:$false
                }
            """,
            "Sends two parcels & waits for none.",
            "-------- Example 2 --------",
            "Get-SampleParcel | Send-SampleParcel -WhatIf",
            "Shows what would be sent.");

    [Fact]
    public void Related_commands_and_pages_are_links() =>
        AssertInOrder(_full, "RELATED LINKS", "Get-SampleParcel", "The post https://example.org/post");

    [Fact]
    public void A_command_without_input_output_or_errors_says_so() =>
        AssertInOrder(
            Show("Get-Help Get-SampleParcel -Full"),
            "INPUTS",
            "None",
            "You cannot pipe objects to this cmdlet.",
            "OUTPUTS",
            "None",
            "NOTES",
            "This cmdlet writes no errors of its own.");

    public void Dispose()
    {
        _engine.Dispose();
        _module.Dispose();
    }

    private static void AssertInOrder(string text, params string[] parts)
    {
        int start = 0;
        foreach (string part in parts)
        {
            int found = text.IndexOf(part, start, StringComparison.Ordinal);
            Assert.True(found >= 0, $"'{part}' is not in its place in:\n{text}");
            start = found + part.Length;
        }
    }

    private string Show(string command) => _engine.Run(command + " | Out-Host").Screen;
}
