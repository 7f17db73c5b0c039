using System.Globalization;
using LianPay.Core.Keys;

namespace LianPay.Core.Profiles;

/// <summary>The settings of a connection under a name.</summary>
/// <param name="Name">As <see cref="IsName"/> takes it. Upper and lower case are the same name.</param>
/// <param name="Settings">The settings.</param>
public sealed record ConnectionProfile(string Name, ConnectionSettings Settings)
{
    /// <summary>The longest name, in characters.</summary>
    public const int NameMaxLength = 64;

    /// <summary>How names are compared.</summary>
    public static StringComparer NameComparer => StringComparer.OrdinalIgnoreCase;

    /// <summary>Whether a text may name a profile: 1 to 64 letters or digits of any script, <c>.</c>, <c>_</c>, <c>-</c> and inner blanks.</summary>
    public static bool IsName(string? text) =>
        text is { Length: >= 1 and <= NameMaxLength }
        && text[0] != ' ' && text[^1] != ' '
        && text.All(IsNameCharacter)
        && !KeyPath.IsKeyText(text);

    private static bool IsNameCharacter(char character) => character is ' ' or '.' or '_' or '-' || CharUnicodeInfo.GetUnicodeCategory(character) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber;
}
