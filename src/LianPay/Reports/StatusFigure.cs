namespace LianPay.Reports;

/// <summary>How many payments there are of each status, each with a bar.</summary>
internal static class StatusFigure
{
    /// <summary>The shortest bar, in per cent: one of a hundred thousand is still to be seen.</summary>
    private const double ShortestBar = 0.6;

    internal static void Write(HtmlWriter html, BatchReport report)
    {
        if (report.Tally.Total == 0)
        {
            return;
        }

        html.Write($"""
            <section aria-labelledby="statuses">
            <h2 id="statuses">By status</h2>
            <figure>
            <table class="bars">
            <caption>Payments by status, what needs a person first. Amounts are in yuan.</caption>
            <thead><tr><th scope="col">Status</th><th scope="col" class="n">Payments</th><th scope="col">Share</th><th scope="col" class="n">Amount</th><th scope="col">What it means</th></tr></thead>
            <tbody>

            """);
        foreach (ReportGroup group in report.Groups)
        {
            WriteBar(html, group, report.Tally.Total);
        }

        html.Write($"</tbody>\n</table>\n</figure>\n</section>\n");
    }

    private static void WriteBar(HtmlWriter html, ReportGroup group, int total)
    {
        int count = group.Tally.Total;
        double share = 100.0 * count / total;
        html.Write($"<tr><th scope=\"row\"><b class=\"s {group.Guide.Tone}\">");
        if (group.Guide.IsWell)
        {
            html.Write($"{group.Guide.Status.ToString()}");
        }
        else
        {
            html.Write($"<a href=\"#{group.Guide.Status.ToString()}\">{group.Guide.Status.ToString()}</a>");
        }

        html.Write($"</b></th><td class=\"n\">{count:#,##0}</td><td>");

        // Drawn, not coloured in: paper shows it whatever the settings for backgrounds, and it needs no style of its own.
        html.Write($"<svg class=\"{group.Guide.Tone}\" viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\"><rect class=\"track\" width=\"100\" height=\"1\"/><rect width=\"{Math.Max(share, ShortestBar):0.##}\" height=\"1\"/></svg>");
        html.Write($"<small>{Share(share)}</small></td><td class=\"n\">{group.Amount.Text}</td><td>{group.Guide.Meaning}</td></tr>\n");
    }

    private static string Share(double share) => share switch
    {
        < 0.1 => "under 0.1 %",
        > 99.9 and < 100 => "over 99.9 %",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{share:0.#} %"),
    };
}
