using System.Text;
using System.Text.RegularExpressions;
using LianPay.HelpBuilder.Model;

namespace LianPay.HelpBuilder.Markdown;

/// <summary>Texts in Markdown. A cmdlet of the module that is named in a text leads to its page.</summary>
/// <param name="commandNames">The names of the module's cmdlets.</param>
/// <param name="self">The cmdlet whose page it is: it does not lead to itself.</param>
internal sealed partial class MarkdownText(IReadOnlyCollection<string> commandNames, string self)
{
    private readonly Regex _command = new($@"(?<![\w-])({string.Join('|', commandNames.Select(Regex.Escape))})(?![\w-])", RegexOptions.CultureInvariant);

    /// <summary>The blocks of a text, with blank lines between them.</summary>
    public string Blocks(DocText text)
    {
        StringBuilder page = new();
        DocBlockKind? previous = null;
        int number = 0;
        foreach (DocBlock block in text.Blocks)
        {
            bool continuesList = block.Kind == previous && block.Kind is DocBlockKind.Bullet or DocBlockKind.Numbered;
            page.Append(previous is null || continuesList ? "" : "\n");
            number = block.Kind == DocBlockKind.Numbered ? number + 1 : 0;
            page.Append(block.Kind switch
            {
                DocBlockKind.Bullet => $"- {Inlines(block)}\n",
                DocBlockKind.Numbered => $"{number}. {Inlines(block)}\n",
                DocBlockKind.Code => Code(block.PlainText),
                _ => BlockStart().Replace(Inlines(block), @"\$0") + "\n",
            });
            previous = block.Kind;
        }

        return page.ToString();
    }

    /// <summary>A text in one line, for the cell of a table.</summary>
    public string Cell(DocText text) => CellOf(string.Join(' ', text.Blocks.Select(Inlines)));

    /// <summary>Plain text as it must be written to be read as it is.</summary>
    public static string Escape(string text) => Special().Replace(text, @"\$0");

    /// <summary>Text that is typed, between as many backticks as it needs.</summary>
    public static string Typed(string text) => text.Contains('`', StringComparison.Ordinal) ? $"`` {text} ``" : $"`{text}`";

    /// <summary>Markdown that is already written, fit for the cell of a table.</summary>
    public static string CellOf(string markdown) => markdown.ReplaceLineEndings(" ").Replace("|", @"\|", StringComparison.Ordinal);

    /// <summary>Lines of PowerShell.</summary>
    public static string Code(string lines) => $"```powershell\n{lines}\n```\n";

    private string Inlines(DocBlock block) => string.Concat(block.Inlines.Select(inline => inline.Kind switch
    {
        DocInlineKind.Code => Typed(inline.Text),
        DocInlineKind.Command => Link(inline.Text),
        DocInlineKind.Link => $"[{Escape(inline.Text)}]({inline.Uri})",
        _ => Plain(inline.Text),
    })).Trim();

    private string Plain(string text) => string.Concat(_command.Split(text).Select(part => commandNames.Contains(part) ? Link(part) : Escape(part)));

    /// <summary>A link to the page of a cmdlet.</summary>
    public string Link(string command) => command == self ? command : $"[{command}]({command}.md)";

    // An underscore inside of a word, as in ret_code, marks nothing up.
    [GeneratedRegex(@"[\\`*<>\[\]~]|(?<!\w)_|_(?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Special();

    [GeneratedRegex(@"^(?:[#+-](?= )|(?<=\d)\.(?= ))", RegexOptions.CultureInvariant)]
    private static partial Regex BlockStart();
}
