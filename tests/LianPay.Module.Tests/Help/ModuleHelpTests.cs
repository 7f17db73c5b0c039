using System.Management.Automation;
using System.Xml.Linq;
using LianPay.Module.Tests.Conventions;

namespace LianPay.Module.Tests.Help;

/// <summary>The help that ships, as a user of the imported module reads it.</summary>
public sealed class ModuleHelpTests(ImportedModule module) : IClassFixture<ImportedModule>
{
    private static readonly string HelpFolder = Path.Combine(Engine.ModuleRoot, "en-US");

    private static readonly string TopicFolder = Path.Combine(Engine.CheckoutRoot, "src", "LianPay", "Help");

    public static TheoryData<string> Commands
    {
        get
        {
            using var imported = new ImportedModule();
            return [.. imported.ManifestCmdlets];
        }
    }

    public static TheoryData<string> Topics => Directory.Exists(TopicFolder)
        ? [.. Directory.EnumerateFiles(TopicFolder, "about_*.help.txt").Select(path => Path.GetFileName(path).Replace(".help.txt", "", StringComparison.Ordinal))]
        : [];

    [Fact]
    public void There_is_one_item_for_each_cmdlet_of_the_manifest()
    {
        XElement items = XDocument.Load(Path.Combine(HelpFolder, "LianPay.dll-Help.xml")).Root!;

        Assert.Equal(
            module.ManifestCmdlets,
            items.Descendants(XName.Get("details", "http://schemas.microsoft.com/maml/dev/command/2004/10")).Select(details => details.Elements().First().Value));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Commands))]
    public void Help_is_complete(string command)
    {
        module.Engine.Set("name", command);
        EngineRun run = module.Engine.Run("""
            $help = Get-Help $name -Full
            @{
                Synopsis    = $help.Synopsis
                Description = @($help.description.Text) -join ' '
                Documented  = @($help.parameters.parameter | Where-Object { $_.description.Text } | ForEach-Object name)
                Examples    = @($help.examples.example | Where-Object { $_.code -and $_.remarks.Text }).Count
                Inputs      = @($help.inputTypes.inputType.type.name) -join ' '
                Outputs     = @($help.returnValues.returnValue.type.name) -join ' '
                Notes       = @($help.alertSet.alert.Text) -join ' '
            }
            """);

        var help = (System.Collections.Hashtable)Assert.Single(run.Output).BaseObject;
        Assert.NotEqual("", (string)help["Synopsis"]!);
        Assert.DoesNotContain(command + " [", (string)help["Synopsis"]!, StringComparison.Ordinal); // what the engine says without a help file
        Assert.NotEqual("", (string)help["Description"]!);
        Assert.Empty(ParametersOf(command).Except(((object[])help["Documented"]!).Select(name => name.ToString()!), StringComparer.Ordinal));
        Assert.True((int)help["Examples"]! >= 2);
        Assert.NotEqual("", (string)help["Inputs"]!);
        Assert.NotEqual("", (string)help["Outputs"]!);
        Assert.Matches("FullyQualifiedErrorId|no errors of its own", (string)help["Notes"]!);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Topics))]
    public void A_topic_is_found_by_its_name(string topic)
    {
        module.Engine.Set("topic", topic);

        string text = Assert.Single(module.Engine.Run("Get-Help $topic").Output).ToString();

        Assert.Equal(File.ReadAllText(Path.Combine(TopicFolder, topic + ".help.txt")).Trim(), text.Trim());
    }

    private IEnumerable<string> ParametersOf(string command) =>
        module.Cmdlets.Single(cmdlet => cmdlet.Name == command).ParameterSets
            .SelectMany(set => set.Parameters).Select(parameter => parameter.Name).Distinct(StringComparer.Ordinal)
            .Except(Cmdlet.CommonParameters, StringComparer.OrdinalIgnoreCase);
}
