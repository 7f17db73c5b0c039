using System.Xml.Linq;
using LianPay.HelpBuilder;
using LianPay.Module.Tests.Help.Samples;

namespace LianPay.Module.Tests.Help;

public sealed class HelpBuildTests : IDisposable
{
    private readonly SampleModule _module = new();

    public static TheoryData<string, string, string> MissingElements => new()
    {
        { "summary", "HELP001", "no synopsis" },
        { "remarks", "HELP002", "no description" },
        { "example", "HELP003", "0 example(s)" },
        { "inputs", "HELP006", "takes pipeline input" },
        { "outputs", "HELP005", "no outputs" },
        { "error", "HELP008", "no error ids" },
    };

    [Fact]
    public void Complete_comments_are_built_into_a_help_file_named_after_the_assembly()
    {
        Assert.Equal(0, _module.Build());

        Assert.Equal("", _module.BuildErrors);
        Assert.Equal(2, XDocument.Load(_module.HelpPath).Root!.Elements().Count());
    }

    [Fact]
    public void The_same_comments_give_the_same_bytes()
    {
        _module.Build();
        byte[] first = File.ReadAllBytes(_module.HelpPath);

        _module.Build();

        Assert.Equal(first, File.ReadAllBytes(_module.HelpPath));
        Assert.DoesNotContain((byte)'\r', first);
    }

    [Theory]
    [MemberData(nameof(MissingElements))]
    public void A_command_that_lacks_a_part_of_its_help_fails_the_build(string element, string code, string message)
    {
        _module.CommandComment.Elements(element).Remove();

        AssertDefect(code, message);
    }

    [Fact]
    public void One_example_is_not_enough()
    {
        _module.CommandComment.Elements("example").Last().Remove();

        AssertDefect("HELP003", "1 example(s)");
    }

    [Fact]
    public void An_example_needs_code_that_uses_the_command()
    {
        _module.CommandComment.Element("example")!.Element("code")!.Value = "Get-Date";

        AssertDefect("HELP004", "example 1 does not use Send-SampleParcel");
    }

    [Fact]
    public void An_example_without_code_or_explanation_fails_the_build()
    {
        _module.CommandComment.Element("example")!.RemoveNodes();

        AssertDefect("HELP004", "example 1 has no <code>");
        Assert.Contains("example 1 has no explanation", _module.BuildErrors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(SendSampleParcelCommand), "Number")]
    [InlineData(nameof(SampleCmdlet), "Connection")]
    public void A_parameter_without_a_description_fails_the_build(string declaringClass, string parameter)
    {
        _module.Comment($"P:{typeof(SampleCmdlet).Namespace}.{declaringClass}.{parameter}").Element("summary")!.Remove();

        AssertDefect("HELP007", $"parameter -{parameter} has no description");
    }

    [Fact]
    public void Outputs_that_differ_from_OutputType_fail_the_build()
    {
        _module.CommandComment.Elements("outputs").Last().SetAttributeValue("cref", "T:System.Int32");

        AssertDefect("HELP005", "[OutputType] names System.String, and no <outputs> does");
        Assert.Contains("<outputs> names System.Int32, and no [OutputType] does", _module.BuildErrors, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_text_of_an_input_fails_the_build()
    {
        _module.CommandComment.Element("inputs")!.RemoveNodes();

        AssertDefect("HELP005", "SampleParcel is empty");
    }

    [Fact]
    public void An_error_category_that_the_engine_does_not_know_fails_the_build()
    {
        _module.CommandComment.Element("error")!.SetAttributeValue("category", "Bad");

        AssertDefect("HELP008", "the category 'Bad' of the <error> 'NotPacked'");
    }

    [Fact]
    public void An_error_without_a_text_fails_the_build()
    {
        _module.CommandComment.Element("error")!.RemoveNodes();

        AssertDefect("HELP008", "'NotPacked' lacks its id or its text");
    }

    [Fact]
    public void An_error_id_that_is_there_twice_fails_the_build()
    {
        _module.CommandComment.Elements("error").Last().SetAttributeValue("id", "NotPacked");

        AssertDefect("HELP008", "'NotPacked' is there more than once");
    }

    [Fact]
    public void A_module_that_cannot_be_imported_fails_the_build()
    {
        File.WriteAllText(_module.ManifestPath, "@{ ModuleVersion = '1.0.0'; RootModule = 'missing.dll' }");

        Assert.Equal(1, _module.Build());
        Assert.StartsWith("LianPay.HelpBuilder : error HELP000: ", _module.BuildErrors, StringComparison.Ordinal);
    }

    [Fact]
    public void Documentation_that_is_not_there_fails_the_build()
    {
        using var errors = new StringWriter();

        int exitCode = HelpBuild.Run(_module.ManifestPath, _module.ManifestPath + ".missing", _module.TopicFolder, _module.HelpFolder, referenceFolder: null, errors);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("LianPay.HelpBuilder : error HELP000: ", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Topics_are_copied_and_topics_that_are_gone_are_removed()
    {
        Directory.CreateDirectory(_module.TopicFolder);
        string topic = Path.Combine(_module.TopicFolder, "about_Sample.help.txt");
        string copy = Path.Combine(_module.HelpFolder, "about_Sample.help.txt");
        File.WriteAllText(topic, "about_Sample");

        _module.Build();
        Assert.Equal("about_Sample", File.ReadAllText(copy));

        File.Delete(topic);
        _module.Build();
        Assert.False(File.Exists(copy));
    }

    public void Dispose() => _module.Dispose();

    private void AssertDefect(string code, string message)
    {
        Assert.Equal(1, _module.Build());
        Assert.Contains($"LianPay.HelpBuilder : error {code}: ", _module.BuildErrors, StringComparison.Ordinal);
        Assert.Contains("Send-SampleParcel: ", _module.BuildErrors, StringComparison.Ordinal);
        Assert.Contains(message, _module.BuildErrors, StringComparison.Ordinal);
        Assert.False(File.Exists(_module.HelpPath), "Incomplete help was written.");
    }
}
