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
        (int width, Func<string, int> cells) = ScreenOf(host);

        // The engine leaves the last cell of a line free.
        int room = Math.Max(LeastRoom, (width - 1 - taken) / sharedBy);
        StringBuilder lines = new();
        foreach (string line in (text ?? string.Empty).Split('\n'))
        {
            if (lines.Length > 0)
            {
                lines.Append('\n');
            }

            Append(lines, line, room, cells);
        }

        return lines.ToString();
    }

    private static void Append(StringBuilder lines, string line, int room, Func<string, int> cells)
    {
        int used = 0;
        foreach (string word in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            int length = cells(word);
            if (used == 0)
            {
                used = length;
            }
            else if (used + 1 + length <= room)
            {
                lines.Append(' ');
                used += 1 + length;
            }
            else
            {
                lines.Append('\n');
                used = length;
            }

            lines.Append(word);
        }
    }

    /// <summary>How wide the screen is, and how many cells a word takes on it: a Chinese character takes two.</summary>
    private static (int Width, Func<string, int> Cells) ScreenOf(PSHost? host)
    {
        try
        {
            return host?.UI?.RawUI is { BufferSize.Width: > 0 } screen ? (screen.BufferSize.Width, screen.LengthInBufferCells) : (UsualWidth, word => word.Length);
        }
        catch (Exception exception) when (exception is HostException or NotImplementedException or IOException or PlatformNotSupportedException)
        {
            // A host without a screen says so in one of these ways.
            return (UsualWidth, word => word.Length);
        }
    }
}
