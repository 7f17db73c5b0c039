namespace LianPay.Module.Tests.Packaging;

/// <summary>The tables of <c>docs/dependencies.md</c>.</summary>
internal static class DependencyList
{
    /// <summary>What is restored for what ships.</summary>
    internal static IReadOnlyList<Row> Shipping { get; } = Read("## What ships");

    /// <summary>What builds and tests it.</summary>
    internal static IReadOnlyList<Row> Building { get; } = Read("## What builds and tests it");

    private static Row[] Read(string heading) =>
    [
        .. from line in File.ReadLines(Path.Combine(Engine.CheckoutRoot, "docs", "dependencies.md"))
               .SkipWhile(line => line != heading).Skip(1)
               .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
           where line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| package |", StringComparison.Ordinal)
           let cells = line.Split('|', StringSplitOptions.TrimEntries)[1..^1]
           select new Row(cells[0], cells[1], cells[2], cells[3] == "yes", cells[^1]),
    ];

    /// <param name="Name">The package.</param>
    /// <param name="Version">Its version.</param>
    /// <param name="Licence">Its licence, by its SPDX name.</param>
    /// <param name="HasFiles">True when files of it lie in <c>bin/deps</c>.</param>
    /// <param name="Reason">Why it is there.</param>
    internal sealed record Row(string Name, string Version, string Licence, bool HasFiles, string Reason);
}
