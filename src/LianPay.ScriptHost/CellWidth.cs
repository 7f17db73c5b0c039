using System.Management.Automation;
using System.Management.Automation.Internal;

namespace LianPay.ScriptHost;

/// <summary>How many cells of a terminal a text takes: a Chinese character takes two, a colour none.</summary>
internal static class CellWidth
{
    /// <summary>The width of a text. Escape sequences of colours count as nothing.</summary>
    public static int Of(string text)
    {
        string plain = text.Contains('\e', StringComparison.Ordinal)
            ? new StringDecorated(text).ToString(OutputRendering.PlainText)
            : text;
        int cells = 0;
        foreach (char c in plain)
        {
            cells += Of(c);
        }

        return cells;
    }

    /// <summary>
    /// The width of a character: the wide ranges of Markus Kuhn's wcwidth below U+10000, which pwsh uses too. The two
    /// halves of a surrogate pair count as one each, which is right for the ideographs and emoji up there.
    /// </summary>
    public static int Of(char c) => c is
        (>= '\u1100' and <= '\u115f')
        or '\u2329' or '\u232a'
        or (>= '\u2e80' and <= '\ua4cf' and not '\u303f')
        or (>= '\uac00' and <= '\ud7a3')
        or (>= '\uf900' and <= '\ufaff')
        or (>= '\ufe10' and <= '\ufe19')
        or (>= '\ufe30' and <= '\ufe6f')
        or (>= '\uff00' and <= '\uff60')
        or (>= '\uffe0' and <= '\uffe6')
        ? 2 : 1;

    /// <summary>The longest start of a text that fits into the cells.</summary>
    public static string Truncate(string text, int cells)
    {
        int used = 0;
        for (int i = 0; i < text.Length; i++)
        {
            used += Of(text[i]);
            if (used > cells)
            {
                return text[..i];
            }
        }

        return text;
    }
}
