namespace LianPay.ScriptHost;

/// <summary>The label of a choice: <c>Yes to &amp;All</c> has the text "Yes to All" and the hot key A.</summary>
/// <param name="Text">The label without its ampersand.</param>
/// <param name="HotKey">The character after the ampersand in upper case; empty when the label has none.</param>
internal sealed record ChoiceLabel(string Text, string HotKey)
{
    /// <summary>The shortest answer that means this choice.</summary>
    public string Key => HotKey.Length > 0 ? HotKey : Text;

    /// <summary>Splits a label at its first ampersand.</summary>
    public static ChoiceLabel Parse(string label)
    {
        int ampersand = label.IndexOf('&', StringComparison.Ordinal);
        if (ampersand < 0)
        {
            return new ChoiceLabel(label, string.Empty);
        }

        string text = label.Remove(ampersand, 1);
        string hotKey = ampersand < text.Length ? text.Substring(ampersand, 1).Trim().ToUpperInvariant() : string.Empty;
        return new ChoiceLabel(text, hotKey);
    }

    /// <summary>True when the answer is the hot key or the whole text, in any case.</summary>
    public bool IsMeantBy(string answer) =>
        answer.Length > 0
        && (answer.Equals(HotKey, StringComparison.OrdinalIgnoreCase) || answer.Equals(Text, StringComparison.OrdinalIgnoreCase));
}
