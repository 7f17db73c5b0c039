using System.Xml.Linq;
using LianPay.HelpBuilder.Model;
using static LianPay.HelpBuilder.Maml.MamlNames;

namespace LianPay.HelpBuilder.Maml;

/// <summary>Texts as paragraphs of the help format, which knows no lists and no marks.</summary>
internal static class MamlText
{
    /// <summary>A description element around the paragraphs of a text.</summary>
    public static XElement Description(DocText text) => new(Common + "description", Paragraphs(text));

    /// <summary>A single paragraph.</summary>
    public static XElement Paragraph(string text) => new(Common + "para", text);

    /// <summary>The blocks of a text, one paragraph each; list items begin with a dash or their number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="lead">What the first paragraph begins with.</param>
    public static IEnumerable<XElement> Paragraphs(DocText text, string lead = "")
    {
        int number = 0;
        foreach (DocBlock block in text.Blocks)
        {
            number = block.Kind == DocBlockKind.Numbered ? number + 1 : 0;
            yield return Paragraph(lead + block.Kind switch
            {
                DocBlockKind.Bullet => "- " + PlainText(block),
                DocBlockKind.Numbered => $"{number}. {PlainText(block)}",
                _ => PlainText(block),
            });
            lead = "";
        }
    }

    private static string PlainText(DocBlock block) => string.Concat(block.Inlines.Select(inline =>
        inline.Kind == DocInlineKind.Link && inline.Text != inline.Uri ? $"{inline.Text} ({inline.Uri})" : inline.Text));
}
