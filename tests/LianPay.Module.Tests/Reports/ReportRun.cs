using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LianPay.Core.Tests;

namespace LianPay.Module.Tests.Reports;

/// <summary>Writes reports in a folder of its own and reads them as a browser would, but strictly: a fault in the markup is an exception.</summary>
internal sealed class ReportRun : IDisposable
{
    private readonly TempDirectory _directory = new();

    internal Engine Engine { get; } = new();

    internal string Path => _directory.File("report.html");

    /// <summary>The script of one result, of the order A1 unless it names another.</summary>
    internal static string Result(string status, string more = "") =>
        $"([LianPay.ConfirmationResult]@{{ Environment = 'Production'; Status = '{status}'; {(more.Contains("OrderNumber", StringComparison.Ordinal) ? "" : "OrderNumber = 'A1'; ")}{more} }})";

    /// <summary>Writes a report of what a script writes, and returns its source.</summary>
    internal string Write(string items, string arguments = "")
    {
        EngineAssert.Clean(Engine.Try($"{items} | Export-LianPayReport -LiteralPath '{Path}' {arguments}"));
        return File.ReadAllText(Path);
    }

    /// <summary>Writes a report and parses it.</summary>
    internal IHtmlDocument Open(string items, string arguments = "") => Parse(Write(items, arguments));

    internal static IHtmlDocument Parse(string source) => new HtmlParser(new HtmlParserOptions { IsStrictMode = true }).ParseDocument(source);

    /// <summary>The texts of elements, with single blanks.</summary>
    internal static string[] Texts(IParentNode document, string selector) =>
        [.. document.QuerySelectorAll(selector).Select(element => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];

    /// <summary>The text of the only such element.</summary>
    internal static string Text(IParentNode document, string selector) => Assert.Single(Texts(document, selector));

    public void Dispose()
    {
        Engine.Dispose();
        _directory.Dispose();
    }
}
