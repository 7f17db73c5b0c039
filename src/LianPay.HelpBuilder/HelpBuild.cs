using System.Xml;
using LianPay.HelpBuilder.Documentation;
using LianPay.HelpBuilder.Maml;
using LianPay.HelpBuilder.Markdown;
using LianPay.HelpBuilder.Model;

namespace LianPay.HelpBuilder;

/// <summary>Builds the help of a module: from its doc comments and the engine's description of it, to the files that ship.</summary>
/// <remarks>
/// <para>The conventions for the doc comment of a cmdlet's class:</para>
/// <list type="table">
/// <item><term>summary</term><description>The synopsis: one sentence.</description></item>
/// <item><term>remarks</term><description>The description, in para elements.</description></item>
/// <item><term>example</term><description>At least two. A para with the title, a code with the command lines as they are typed, then para elements that explain.</description></item>
/// <item><term>inputs, outputs</term><description>One for each type, named by <c>cref</c> (checked by the compiler) or by <c>type</c> (an array, or <c>None</c>), with the text inside.
/// Outputs agree with <c>[OutputType]</c>, where <c>typeof(void)</c> stands for <c>None</c>. Inputs may be left out when no parameter takes pipeline input.</description></item>
/// <item><term>error</term><description>One for each error id, with <c>id</c> and <c>category</c> (an <c>ErrorCategory</c>), inside what it means and what to do.
/// A cmdlet that writes none says so: <c>error id="None"</c>.</description></item>
/// <item><term>seealso</term><description>A related command by <c>cref</c> of its class, or a page by <c>href</c>.</description></item>
/// </list>
/// <para>
/// For a parameter: the property's summary is its description. The default is the value of the property in a new instance; a <c>value</c> element says it in words where
/// that is not a constant. A property that is inherited is documented where it is declared. Accepted values, aliases, positions and pipeline input come from the engine.
/// </para>
/// <para>
/// In the text: <c>c</c>, <c>see cref</c> (a cmdlet's class becomes its name, its property the parameter), <c>see href</c>, <c>see langword</c>
/// (<c>null</c> becomes <c>$null</c>), <c>paramref</c>, <c>para</c>, <c>list</c> and <c>code</c>.
/// </para>
/// </remarks>
internal static class HelpBuild
{
    /// <summary>Reads, checks and writes. Nothing is written when a check fails.</summary>
    /// <param name="modulePath">The manifest or assembly to import.</param>
    /// <param name="documentationPath">The XML file that the compiler made of the doc comments of the module's assembly.</param>
    /// <param name="topicFolder">The folder of <c>about_*.help.txt</c>. May be missing.</param>
    /// <param name="outputFolder">The culture's folder that the help is written to, such as <c>en-US</c>.</param>
    /// <param name="referenceFolder">The folder of the reference pages, or null to leave them as they are.</param>
    /// <param name="errors">Takes one line for each defect, in the format in which MSBuild expects errors.</param>
    /// <returns>The exit code: 0 when the help was written, 1 when something is wrong.</returns>
    public static int Run(string modulePath, string documentationPath, string topicFolder, string outputFolder, string? referenceFolder, TextWriter errors)
    {
        ModuleHelp module;
        try
        {
            module = ModuleReader.Read(modulePath, XmlDocumentation.Load(documentationPath));
        }
        catch (Exception error) when (error is HelpBuildException or IOException or XmlException)
        {
            errors.WriteLine(new HelpDefect("HELP000", modulePath, error.Message));
            return 1;
        }

        List<HelpDefect> defects = [.. module.Commands.SelectMany(Completeness.Check)];
        if (defects.Count > 0)
        {
            defects.ForEach(errors.WriteLine);
            return 1;
        }

        Directory.CreateDirectory(outputFolder);
        CopyTopics(topicFolder, outputFolder);
        MamlWriter.Write(module.Commands, Path.Combine(outputFolder, module.AssemblyFileName + "-Help.xml"));
        if (referenceFolder is not null)
        {
            ReferencePages.Save(module, topicFolder, referenceFolder);
        }

        return 0;
    }

    private static void CopyTopics(string topicFolder, string outputFolder)
    {
        const string Topics = "about_*.help.txt";
        foreach (string stale in Directory.EnumerateFiles(outputFolder, Topics))
        {
            File.Delete(stale);
        }

        if (Directory.Exists(topicFolder))
        {
            foreach (string topic in Directory.EnumerateFiles(topicFolder, Topics))
            {
                File.Copy(topic, Path.Combine(outputFolder, Path.GetFileName(topic)));
            }
        }
    }
}
