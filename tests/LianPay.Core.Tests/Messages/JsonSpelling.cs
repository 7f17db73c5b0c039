using System.Globalization;
using System.Text;

namespace LianPay.Core.Tests.Messages;

/// <summary>One text in the many spellings that JSON has for it.</summary>
internal static class JsonSpelling
{
    /// <param name="text">What is spelled.</param>
    /// <param name="choices">For each character in turn, begun again when they end: 1 and 2 escape it in lower and in upper case, any other writes it as it is if JSON allows that.</param>
    /// <returns>The string of JSON, in its quotes.</returns>
    internal static string Of(string text, int[] choices)
    {
        StringBuilder json = new("\"");
        for (int index = 0; index < text.Length; index++)
        {
            char character = text[index];
            int choice = choices[index % choices.Length];
            if (choice == 2)
            {
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
            }
            else if (choice == 1 || character is < ' ' or '"' or '\\' || char.IsSurrogate(character))
            {
                // One half of a pair as it is, beside the other escaped, would be no text.
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                json.Append(character);
            }
        }

        return json.Append('"').ToString();
    }
}
