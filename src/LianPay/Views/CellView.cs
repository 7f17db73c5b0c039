using System.Management.Automation.Host;
using System.Text;

namespace LianPay.Views;

/// <summary>How the default tables lay long text out: by itself a table breaks a cell in the middle of a word.</summary>
public static class CellView
{
    /// <summary>What the engine takes for a screen of unknown width.</summary>
    private const int UsualWidth = 120;

    /// <summary>Narrower columns are left to the engine: hardly a word fits them.</summary>
    private const int LeastRoom = 10;

    /// <summary>The text with line breaks between its words, so that it fits the column that takes what the others leave.</summary>
    /// <param name="text">The text; line breaks in it stay.</param>
    /// <param name="host"><c>$Host</c>: the width of its screen.</param>
    /// <param name="taken">How many cells of a line the columns of fixed width and the blanks between all columns take.</param>
    /// <param name="sharedBy">How many columns share the rest.</param>
    /// <returns>The text. A word that is longer than the column is left whole, for the engine to break.</returns>
    public static string Of(string? text, PSHost? host, int taken, int sharedBy = 1)
    {
        // The engine leaves the last cell of a line free.
        int room = Math.Max(LeastRoom, (WidthOf(host) - 1 - taken) / sharedBy);
        StringBuilder lines = new();
        foreach (string line in (text ?? string.Empty).Split('\n'))
        {
            if (lines.Length > 0)
            {
                lines.Append('\n');
            }

            Append(lines, line, room);
        }

        return lines.ToString();
    }

    private static void Append(StringBuilder lines, string line, int room)
    {
        int used = 0;
        foreach (string word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (used == 0)
            {
                used = word.Length;
            }
            else if (used + 1 + word.Length <= room)
            {
                lines.Append(' ');
                used += 1 + word.Length;
            }
            else
            {
                lines.Append('\n');
                used = word.Length;
            }

            lines.Append(word);
        }
    }

    private static int WidthOf(PSHost? host)
    {
        try
        {
            return host?.UI?.RawUI?.BufferSize.Width is > 0 and int width ? width : UsualWidth;
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException or IOException or PlatformNotSupportedException)
        {
            // A host without a screen says so in one of these ways.
            return UsualWidth;
        }
    }
}
