using System.Management.Automation.Host;

namespace LianPay.ScriptHost;

/// <summary>
/// The screen as cells. The engine needs sizes and widths for its tables, with or without a terminal; what only a screen
/// can do is refused in words where there is none.
/// </summary>
internal sealed class ScriptHostRawUserInterface(Terminal terminal, TerminalInput input) : PSHostRawUserInterface
{
    public override ConsoleColor ForegroundColor
    {
        get => Known(Console.ForegroundColor, ConsoleColor.Gray);
        set => Console.ForegroundColor = value;
    }

    public override ConsoleColor BackgroundColor
    {
        get => Known(Console.BackgroundColor, ConsoleColor.Black);
        set => Console.BackgroundColor = value;
    }

    public override Size BufferSize
    {
        get => new(Terminal.Width, Terminal.Height);
        set => throw NotOffered("resizing the buffer");
    }

    public override Size WindowSize
    {
        get => BufferSize;
        set => throw NotOffered("resizing the window");
    }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override Coordinates WindowPosition
    {
        get => new(0, 0);
        set => throw NotOffered("moving the window");
    }

    public override Coordinates CursorPosition
    {
        get => HasScreen ? new(Console.CursorLeft, Console.CursorTop) : new(0, 0);
        set
        {
            if (HasScreen)
            {
                Console.SetCursorPosition(value.X, value.Y);
            }
        }
    }

    public override int CursorSize
    {
        // A terminal on Unix does not tell: 25 is the console's usual size in percent of a cell.
        get => 25;
        set => throw NotOffered("resizing the cursor");
    }

    public override string WindowTitle
    {
        // Only Windows can read its title back.
        get => OperatingSystem.IsWindows() && HasScreen ? Console.Title : string.Empty;
        set
        {
            if (!Console.IsOutputRedirected)
            {
                Console.Title = value;
            }
        }
    }

    public override bool KeyAvailable => HasScreen && Console.KeyAvailable;

    private static bool HasScreen => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        terminal.DemandPerson();
        ConsoleKeyInfo key = input.ReadKey(options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, ToControlKeys(key.Modifiers), keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
        {
            Console.ReadKey(intercept: true);
        }
    }

    public override int LengthInBufferCells(char source) => CellWidth.Of(source);

    public override int LengthInBufferCells(string source) => CellWidth.Of(source);

    public override int LengthInBufferCells(string source, int offset) => CellWidth.Of(source[offset..]);

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NotOffered("reading the screen");

    public override void ScrollBufferContents(
        Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NotOffered("scrolling");

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) =>
        throw NotOffered("writing cells of the screen");

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        // The one form that scripts use: Clear-Host fills everything.
        if (HasScreen)
        {
            Console.Clear();
        }
    }

    /// <summary>On Unix a terminal does not tell its colours: the value is then -1.</summary>
    private static ConsoleColor Known(ConsoleColor colour, ConsoleColor fallback) =>
        Enum.IsDefined(colour) ? colour : fallback;

    private static ControlKeyStates ToControlKeys(ConsoleModifiers modifiers)
    {
        ControlKeyStates states = 0;
        if (modifiers.HasFlag(ConsoleModifiers.Shift))
        {
            states |= ControlKeyStates.ShiftPressed;
        }

        if (modifiers.HasFlag(ConsoleModifiers.Control))
        {
            states |= ControlKeyStates.LeftCtrlPressed;
        }

        if (modifiers.HasFlag(ConsoleModifiers.Alt))
        {
            states |= ControlKeyStates.LeftAltPressed;
        }

        return states;
    }

    private static HostException NotOffered(string what) => new($"This host does not offer {what}.");
}
