namespace LianPay.HelpBuilder.Model;

/// <summary>A run of text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As plain text.</param>
/// <param name="Uri">The address, of a <see cref="DocInlineKind.Link"/> alone.</param>
internal sealed record DocInline(DocInlineKind Kind, string Text, string? Uri = null);
