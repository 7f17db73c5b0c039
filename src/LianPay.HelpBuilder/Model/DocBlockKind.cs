namespace LianPay.HelpBuilder.Model;

/// <summary>What a <see cref="DocBlock"/> is.</summary>
internal enum DocBlockKind
{
    Paragraph,
    Bullet,
    Numbered,
    Code,
}
