using System.Management.Automation.Host;

namespace LianPay.Module.Tests;

/// <summary>The size of an <see cref="EngineHost"/>'s screen: the same on every machine, and another one only where a test wants it.</summary>
internal sealed class EngineHostScreen : PSHostRawUserInterface
{
    private static readonly Size Fixed = new(160, 1000);

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Size BufferSize { get; set; } = Fixed;

    public override Coordinates CursorPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override bool KeyAvailable => false;

    public override Size MaxPhysicalWindowSize => Fixed;

    public override Size MaxWindowSize => Fixed;

    public override Coordinates WindowPosition { get; set; }

    public override Size WindowSize { get; set; } = Fixed;

    public override string WindowTitle { get; set; } = "";

    // As a terminal does, near enough: what is Chinese takes two cells.
    public override int LengthInBufferCells(char source) => source >= '\u2e80' ? 2 : 1;

    public override int LengthInBufferCells(string source) => source.Sum(LengthInBufferCells);

    public override int LengthInBufferCells(string source, int offset) => LengthInBufferCells(source[offset..]);

    public override void FlushInputBuffer() => throw NoConsole();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NoConsole();

    public override KeyInfo ReadKey(ReadKeyOptions options) => throw NoConsole();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw NoConsole();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NoConsole();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NoConsole();

    private static NotSupportedException NoConsole() => new("There is no console behind this screen.");
}
