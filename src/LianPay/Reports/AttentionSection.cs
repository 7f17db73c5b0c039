namespace LianPay.Reports;

/// <summary>What needs a person, the gravest first: why, what to do, and which payments.</summary>
internal static class AttentionSection
{
    internal static void Write(HtmlWriter html, BatchReport report, Action<RowSpool> copy)
    {
        html.Write($"<section aria-labelledby=\"attention\">\n<h2 id=\"attention\">Needs a person first</h2>\n");
        ReportGroup[] groups = [.. report.Attention];
        if (report.LeftOut > 0)
        {
            html.Write($"<p class=\"alert\">{ReportHeadline.Count(report.LeftOut, "object")} of the input could not be counted: {(report.LeftOut == 1 ? "it is" : "they are")} neither payment nor error. See Get-LianPayRecord for how the payments stand.</p>\n");
        }
        else if (groups.Length == 0 && report.Errors is null)
        {
            html.Write($"<p class=\"well\">Nothing. Nobody has to do anything now.</p>\n");
        }

        // An error that is graver than every payment, such as of the ledger, stands before them; else the payments tell more.
        bool errorsFirst = groups.Length == 0 || report.ErrorTally.Rank < groups[0].Tally.Rank;
        if (errorsFirst)
        {
            WriteErrors(html, report, copy);
        }

        foreach (ReportGroup group in groups)
        {
            Write(html, group, copy);
        }

        if (!errorsFirst)
        {
            WriteErrors(html, report, copy);
        }

        html.Write($"</section>\n");
    }

    private static void Write(HtmlWriter html, ReportGroup group, Action<RowSpool> copy)
    {
        string status = group.Guide.Status.ToString();
        html.Write($"<section class=\"group {group.Guide.Tone}\" aria-labelledby=\"{status}\">\n");
        html.Write($"<h3 id=\"{status}\"><b class=\"s {group.Guide.Tone}\">{status}</b> {ReportHeadline.Count(group.Tally.Total, "payment")}");
        if (group.Amount.Text is { } amount)
        {
            html.Write($", {amount} yuan");
        }

        html.Write($"</h3>\n<p>{group.Guide.Meaning}</p>\n<p class=\"do\"><strong>What to do:</strong> {group.Guide.Action}</p>\n");
        html.Write($"<div class=\"wide\" role=\"region\" aria-labelledby=\"{status}\" tabindex=\"0\">\n<table class=\"rows\">\n<caption class=\"unseen\">{status} payments</caption>\n");
        RowMarkup.WriteHeadings(html);
        html.Write($"<tbody>\n");
        copy(group.Rows!);
        html.Write($"</tbody>\n</table>\n</div>\n</section>\n");
    }

    private static void WriteErrors(HtmlWriter html, BatchReport report, Action<RowSpool> copy)
    {
        if (report.Errors is not { } errors)
        {
            return;
        }

        html.Write($"""
            <section class="group still" aria-labelledby="errors">
            <h3 id="errors"><b class="s still">Errors</b> {ReportHeadline.Count(report.ErrorCount, "error")}</h3>
            <p>What the cmdlets reported. An error about a payment stands beside that payment's own row.</p>
            <div class="wide" role="region" aria-labelledby="errors" tabindex="0">
            <table class="errors">
            <caption class="unseen">Errors</caption>
            <thead><tr><th scope="col">Error id</th><th scope="col">Message</th><th scope="col">What to do</th></tr></thead>
            <tbody>

            """);
        copy(errors);
        html.Write($"</tbody>\n</table>\n</div>\n</section>\n");
    }
}
