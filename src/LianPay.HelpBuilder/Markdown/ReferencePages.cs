using System.Globalization;
using System.Text;
using LianPay.HelpBuilder.Model;

namespace LianPay.HelpBuilder.Markdown;

/// <summary>The pages that are read on the web: one for each cmdlet, and an index. They are committed, and a test tells when they have drifted.</summary>
internal static class ReferencePages
{
    /// <summary>The command that writes them anew.</summary>
    internal const string Command = "dotnet build src/LianPay.HelpBuilder -t:WriteReference";

    private const string Index = "README.md";
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The pages by file name. The same model gives the same bytes.</summary>
    /// <param name="module">The help.</param>
    /// <param name="topicFolder">The folder of <c>about_*.help.txt</c>, which the index leads to. May be missing.</param>
    /// <param name="folder">The folder of the pages.</param>
    public static IReadOnlyDictionary<string, byte[]> Write(ModuleHelp module, string topicFolder, string folder)
    {
        string[] names = [.. module.Commands.Select(command => command.Name)];
        SortedDictionary<string, byte[]> pages = new(StringComparer.Ordinal) { [Index] = Utf8.GetBytes(WriteIndex(module, names, LinksToTopics(topicFolder, folder))) };
        foreach (CommandHelp command in module.Commands)
        {
            pages[command.Name + ".md"] = Utf8.GetBytes(CommandPage.Write(command, names));
        }

        return pages;
    }

    /// <summary>Writes the pages into their folder, and takes away those of cmdlets that are gone.</summary>
    public static void Save(ModuleHelp module, string topicFolder, string folder)
    {
        IReadOnlyDictionary<string, byte[]> pages = Write(module, topicFolder, folder);
        Directory.CreateDirectory(folder);
        foreach (string stale in Directory.EnumerateFiles(folder, "*.md").Where(path => !pages.ContainsKey(Path.GetFileName(path))))
        {
            File.Delete(stale);
        }

        foreach ((string name, byte[] content) in pages)
        {
            File.WriteAllBytes(Path.Combine(folder, name), content);
        }
    }

    private static string[] LinksToTopics(string topicFolder, string folder) => !Directory.Exists(topicFolder) ? [] :
    [
        .. Directory.EnumerateFiles(topicFolder, "about_*.help.txt").Order(StringComparer.Ordinal).Select(path =>
            $"- [{Path.GetFileName(path).Split('.')[0]}]({Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/')})\n"),
    ];

    private static string WriteIndex(ModuleHelp module, string[] names, string[] topics)
    {
        MarkdownText text = new(names, self: "");
        StringBuilder page = new("# Reference\n\n");
        page.Append("What `Get-Help` shows, to be read without PowerShell. Both are built from the doc comments of the cmdlets;\n");
        page.Append(CultureInfo.InvariantCulture, $"after a change there, `{Command}` writes these pages anew.\n\n| cmdlet | what it does |\n|---|---|\n");
        foreach (CommandHelp command in module.Commands)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {text.Link(command.Name)} | {text.Cell(command.Synopsis)} |\n");
        }

        if (topics.Length > 0)
        {
            page.Append("\nWhat is behind them, as topics of `Get-Help`:\n\n").AppendJoin("", topics);
        }

        return page.ToString();
    }
}
