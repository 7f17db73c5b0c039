using System.Text;
using System.Xml.Linq;
using LianPay.HelpBuilder.Model;

namespace LianPay.HelpBuilder.Documentation;

/// <summary>Turns the content of an element of a doc comment into a <see cref="DocText"/>.</summary>
internal sealed class DocTextReader(NameResolver names)
{
    /// <summary>Reads an element; an absent one is an empty text.</summary>
    public DocText Read(XElement? element) => element is null ? DocText.Empty : Read(element.Nodes());

    /// <summary>Reads a run of sibling nodes.</summary>
    public DocText Read(IEnumerable<XNode> nodes)
    {
        var blocks = new List<DocBlock>();
        ReadBlocks(nodes, blocks);
        return new DocText(blocks);
    }

    /// <summary>The text of a <c>code</c> element without the indentation of the comment around it, with line feeds.</summary>
    public static string ReadCode(XElement code)
    {
        string[] lines = code.Value.ReplaceLineEndings("\n").Split('\n');

        // The first line follows the tag, so its indentation says nothing about the block's.
        int indentation = lines.Skip(1).Where(line => !string.IsNullOrWhiteSpace(line))
            .Select(line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        IEnumerable<string> dedented = lines.Select((line, index) =>
            index == 0 ? line.Trim() : line.Length > indentation ? line[indentation..].TrimEnd() : "");
        return string.Join('\n', dedented).Trim('\n');
    }

    private static bool IsBlock(XNode node) => node is XElement { Name.LocalName: "para" or "list" or "code" };

    private void ReadBlocks(IEnumerable<XNode> nodes, List<DocBlock> blocks)
    {
        var pending = new List<XNode>();
        foreach (XNode node in nodes)
        {
            if (!IsBlock(node))
            {
                pending.Add(node);
                continue;
            }

            AddInlineBlock(DocBlockKind.Paragraph, pending, blocks);
            pending.Clear();
            ReadBlock((XElement)node, blocks);
        }

        AddInlineBlock(DocBlockKind.Paragraph, pending, blocks);
    }

    private void ReadBlock(XElement element, List<DocBlock> blocks)
    {
        switch (element.Name.LocalName)
        {
            case "para":
                ReadBlocks(element.Nodes(), blocks);
                break;
            case "code":
                blocks.Add(new DocBlock(DocBlockKind.Code, [new DocInline(DocInlineKind.Plain, ReadCode(element))]));
                break;
            default:
                DocBlockKind kind = (string?)element.Attribute("type") == "number" ? DocBlockKind.Numbered : DocBlockKind.Bullet;
                foreach (XElement item in element.Elements("item"))
                {
                    AddInlineBlock(kind, ItemNodes(item), blocks);
                }

                break;
        }
    }

    private static IEnumerable<XNode> ItemNodes(XElement item) =>
        (item.Element("term"), item.Element("description")) switch
        {
            (null, null) => item.Nodes(),
            (null, { } description) => description.Nodes(),
            ({ } term, null) => term.Nodes(),
            ({ } term, { } description) => [.. term.Nodes(), new XText(": "), .. description.Nodes()],
        };

    private void AddInlineBlock(DocBlockKind kind, IEnumerable<XNode> nodes, List<DocBlock> blocks)
    {
        var inlines = new List<DocInline>();
        foreach (XNode node in nodes)
        {
            ReadInline(node, inlines);
        }

        Trim(inlines);
        if (inlines.Count > 0)
        {
            blocks.Add(new DocBlock(kind, inlines));
        }
    }

    private void ReadInline(XNode node, List<DocInline> inlines)
    {
        switch (node)
        {
            case XText text:
                Append(inlines, new DocInline(DocInlineKind.Plain, Collapse(text.Value)));
                break;
            case XElement { Name.LocalName: "c" or "paramref" or "see" } element:
                Append(inlines, names.Resolve(element));
                break;
            case XElement element:
                foreach (XNode child in element.Nodes())
                {
                    ReadInline(child, inlines);
                }

                break;
        }
    }

    private static void Append(List<DocInline> inlines, DocInline next)
    {
        if (next.Kind == DocInlineKind.Plain && inlines is [.., { Kind: DocInlineKind.Plain } last])
        {
            inlines[^1] = last with { Text = Collapse(last.Text + next.Text) };
        }
        else
        {
            inlines.Add(next);
        }
    }

    private static void Trim(List<DocInline> inlines)
    {
        if (inlines is [{ Kind: DocInlineKind.Plain } first, ..])
        {
            inlines[0] = first with { Text = first.Text.TrimStart() };
        }

        if (inlines is [.., { Kind: DocInlineKind.Plain } last])
        {
            inlines[^1] = last with { Text = last.Text.TrimEnd() };
        }

        inlines.RemoveAll(inline => inline.Text.Length == 0);
    }

    private static string Collapse(string text)
    {
        var collapsed = new StringBuilder(text.Length);
        foreach (char character in text)
        {
            if (!char.IsWhiteSpace(character))
            {
                collapsed.Append(character);
            }
            else if (collapsed.Length == 0 || collapsed[^1] != ' ')
            {
                collapsed.Append(' ');
            }
        }

        return collapsed.ToString();
    }
}
