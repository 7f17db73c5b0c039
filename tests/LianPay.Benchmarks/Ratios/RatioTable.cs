using System.Globalization;
using System.Text;

namespace LianPay.Benchmarks.Ratios;

/// <summary>The figures of a run, each against its reference, as a table in Markdown.</summary>
internal sealed class RatioTable
{
    private readonly List<RatioRow> _rows = [];

    /// <summary>True when no figure misses its target.</summary>
    internal bool MeetsTargets => _rows.TrueForAll(row => row.MeetsTarget);

    /// <summary>Adds a row.</summary>
    internal void Add(RatioRow row) => _rows.Add(row);

    /// <summary>The whole table.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.AppendLine("| what | measured | reference | measured | ratio | target | |");
        text.AppendLine("|---|---:|---|---:|---:|---:|---|");
        foreach (RatioRow row in _rows)
        {
            text.AppendLine(row.ToString());
        }

        return text.ToString();
    }
}

/// <summary>One comparison.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Figure">Its figure, with the unit.</param>
/// <param name="Reference">What it is held against.</param>
/// <param name="ReferenceFigure">The figure of that, from the same run.</param>
/// <param name="Ratio">The one over the other.</param>
/// <param name="Target">What the ratio is to be.</param>
internal sealed record RatioRow(string What, string Figure, string Reference, string ReferenceFigure, double Ratio, Target Target)
{
    internal bool MeetsTarget => Target.IsMet(Ratio);

    /// <summary>As a row of a table in Markdown.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {What} | {Figure} | {Reference} | {ReferenceFigure} | {Ratio:0.00} | {Target} | {(Target.IsNone ? "" : MeetsTarget ? "met" : "**missed**")} |");
}

/// <summary>What a ratio is to be: at least, or at most.</summary>
internal readonly record struct Target
{
    private readonly double? _least;
    private readonly double? _most;

    private Target(double? least, double? most) => (_least, _most) = (least, most);

    /// <summary>None: the figure is there to be seen.</summary>
    internal static Target None { get; }

    internal bool IsNone => _least is null && _most is null;

    internal static Target AtLeast(double ratio) => new(ratio, null);

    internal static Target AtMost(double ratio) => new(null, ratio);

    internal bool IsMet(double ratio) => (_least is null || ratio >= _least) && (_most is null || ratio <= _most);

    /// <summary>As ≥ or ≤ and the number.</summary>
    public override string ToString() =>
        _least is { } least ? string.Create(CultureInfo.InvariantCulture, $"≥ {least:0.##}")
        : _most is { } most ? string.Create(CultureInfo.InvariantCulture, $"≤ {most:0.##}")
        : "";
}
