using System.Xml.Linq;
using LianPay.HelpBuilder;
using LianPay.Module.Tests.Help.Samples;

namespace LianPay.Module.Tests.Help;

/// <summary>A module of the sample cmdlets in a folder of its own, whose doc comments a test may bend before its help is built.</summary>
internal sealed class SampleModule : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lianpay-help-");
    private readonly XDocument _documentation = XDocument.Load(
        Path.ChangeExtension(typeof(SampleModule).Assembly.Location, ".xml"), LoadOptions.PreserveWhitespace);

    internal SampleModule() => File.WriteAllText(
        ManifestPath,
        $$"""
        @{
            ModuleVersion   = '1.0.0'
            RootModule      = '{{typeof(SampleModule).Assembly.Location}}'
            CmdletsToExport = @('Send-SampleParcel', 'Get-SampleParcel')
        }
        """);

    /// <summary>What the last build reported.</summary>
    internal string BuildErrors { get; private set; } = "";

    internal string ManifestPath => Path.Combine(_folder.FullName, "Sample.psd1");

    internal string TopicFolder => Path.Combine(_folder.FullName, "Help");

    internal string HelpFolder => Path.Combine(_folder.FullName, "en-US");

    internal string ReferenceFolder => Path.Combine(_folder.FullName, "reference");

    internal string HelpPath => Path.Combine(HelpFolder, Path.GetFileName(typeof(SampleModule).Assembly.Location) + "-Help.xml");

    /// <summary>The doc comment of <c>Send-SampleParcel</c>.</summary>
    internal XElement CommandComment => Comment("T:" + typeof(SendSampleParcelCommand).FullName);

    /// <summary>A doc comment by the id that the compiler gave it.</summary>
    internal XElement Comment(string id) => _documentation.Descendants("member").Single(member => (string?)member.Attribute("name") == id);

    /// <summary>Builds the help and returns the builder's exit code.</summary>
    internal int Build(string? referenceFolder = null)
    {
        string documentationPath = Path.Combine(_folder.FullName, "Sample.xml");
        _documentation.Save(documentationPath, SaveOptions.DisableFormatting);
        using var errors = new StringWriter();
        int exitCode = HelpBuild.Run(ManifestPath, documentationPath, TopicFolder, HelpFolder, referenceFolder, errors);
        BuildErrors = errors.ToString();
        return exitCode;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
