namespace LianPay.HelpBuilder.Model;

/// <summary>What a <see cref="DocInline"/> is.</summary>
internal enum DocInlineKind
{
    Plain,

    /// <summary>Something that is typed: code, a value, a type, a parameter with its dash.</summary>
    Code,

    /// <summary>The name of a cmdlet of this module.</summary>
    Command,

    /// <summary>A page.</summary>
    Link,
}
