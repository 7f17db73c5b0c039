using System.Text;

namespace LianPay.Core.Messages;

/// <summary>UTF-8 that refuses what is not UTF-8, instead of writing a replacement into something that is signed.</summary>
internal static class StrictUtf8
{
    internal static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>False when the text holds half a surrogate pair, which has no UTF-8.</summary>
    internal static bool IsValid(ReadOnlySpan<char> text)
    {
        for (int high = text.IndexOfAnyInRange('\uD800', '\uDFFF'); high >= 0; high = text.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            if (high + 1 == text.Length || !char.IsSurrogatePair(text[high], text[high + 1]))
            {
                return false;
            }

            text = text[(high + 2)..];
        }

        return true;
    }
}
