using System.Globalization;
using System.Management.Automation;

namespace LianPay.Arguments;

/// <summary>Text of an argument that was no text. The mark is a character that no id can have.</summary>
internal static class MarkedText
{
    private const char Sign = '\0';

    /// <summary>The text itself, or marked text for anything that is no text.</summary>
    internal static string? Of(object? input) => (input is PSObject wrapped ? wrapped.BaseObject : input) switch
    {
        null => null,
        string text => text,
        var other => Mark(other),
    };

    internal static string Mark(object value) => Sign + Convert.ToString(value, CultureInfo.InvariantCulture);

    internal static bool IsMarked(string? text) => text is { Length: > 0 } && text[0] == Sign;

    internal static string Unmark(string text) => text[1..];
}
