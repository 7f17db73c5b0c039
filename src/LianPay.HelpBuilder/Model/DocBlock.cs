namespace LianPay.HelpBuilder.Model;

/// <summary>A paragraph, list item or block of code.</summary>
/// <param name="Kind">Which of them.</param>
/// <param name="Inlines">Its content; a block of code has one, with line feeds in it.</param>
internal sealed record DocBlock(DocBlockKind Kind, IReadOnlyList<DocInline> Inlines)
{
    /// <summary>The content without any marks.</summary>
    public string PlainText => string.Concat(Inlines.Select(inline => inline.Text));
}
