namespace LianPay.HelpBuilder.Model;

/// <summary>A text in blocks, whose inline parts still know what they are: each writer marks code and names in its own way.</summary>
/// <param name="Blocks">In reading order.</param>
internal sealed record DocText(IReadOnlyList<DocBlock> Blocks)
{
    public static DocText Empty { get; } = new([]);

    public bool IsEmpty => Blocks.Count == 0;

    /// <summary>A text of one plain paragraph.</summary>
    public static DocText Plain(string text) => new([new DocBlock(DocBlockKind.Paragraph, [new DocInline(DocInlineKind.Plain, text)])]);

    /// <summary>This text with a paragraph after it.</summary>
    public DocText With(DocBlock block) => new([.. Blocks, block]);
}
