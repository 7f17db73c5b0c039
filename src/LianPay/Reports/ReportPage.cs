using System.Globalization;
using System.Text;
using LianPay.Payments;

namespace LianPay.Reports;

/// <summary>The HTML page of a batch: one file that needs nothing else, runs nothing, and reads on a screen, a phone and paper.</summary>
/// <param name="title">What the page is called.</param>
/// <param name="madeAt">When it is made, with the offset of the machine.</param>
internal sealed class ReportPage(string title, DateTimeOffset madeAt)
{
    private static readonly string Version = typeof(ReportPage).Assembly.GetName().Version!.ToString(3);

    /// <summary>Writes the page, in UTF-8 without a byte order mark.</summary>
    internal void Write(BatchReport report, Stream target)
    {
        using StreamWriter text = new(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        HtmlWriter html = new(text);
        WriteHead(html, report);
        WriteHeader(html, report);
        html.Write($"<main>\n");
        WriteFacts(html, report);
        StatusFigure.Write(html, report);
        AttentionSection.Write(html, report, spool => Copy(spool, text));
        WriteRows(html, report, text);
        html.Write($"</main>\n<footer><p>LianPay {Version}. Made {Local(madeAt)}. This page holds no confirm code and no key; it names payees and amounts: mail it to people who may see them.</p></footer>\n</body>\n</html>\n");
    }

    private void WriteHead(HtmlWriter html, BatchReport report)
    {
        ReportPlace place = ReportPlace.Of(report);
        html.Write($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src {ReportStyle.Value.PolicySource}; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <meta name="robots" content="noindex, nofollow">
            <meta name="generator" content="LianPay {Version}">
            <title>{place.TitlePrefix}{title}</title>
            <style>
            """);
        html.Write(ReportStyle.Value);
        html.Write($"</style>\n</head>\n<body class=\"{place.Class}\">\n");
        html.Write($"<p class=\"place\"><strong>{place.Word}</strong> {place.Sentence}</p>\n");
    }

    private void WriteHeader(HtmlWriter html, BatchReport report)
    {
        html.Write($"<header>\n<h1>{title}</h1>\n<p class=\"headline\">{ReportHeadline.Of(report)}</p>\n");
        if (report.Tally.Counts.GetValueOrDefault(PaymentStatus.Unknown) is > 0 and int unknown)
        {
            html.Write($"<p class=\"alert\" role=\"note\"><strong>Do not pay again:</strong> {ReportHeadline.Count(unknown, "outcome")} {(unknown == 1 ? "is" : "are")} unknown and may have been confirmed.</p>\n");
        }

        if (report.Tally.StopReason is { } stop)
        {
            html.Write($"<p class=\"alert\" role=\"note\"><strong>The batch stopped ({stop}).</strong> {StopGuide.Of(stop)}</p>\n");
        }

        html.Write($"</header>\n");
    }

    private void WriteFacts(HtmlWriter html, BatchReport report)
    {
        BatchTally tally = report.Tally;
        html.Write($"<section aria-label=\"Facts\">\n<dl class=\"facts\">\n");
        WriteFact(html, "Exit code", $"{tally.ExitCode}: {ExitCode.Meaning(tally.ExitCode)}");
        WriteFact(html, "Made", $"{Local(madeAt)} ({Utc(madeAt)})");
        if (tally.First is { } first)
        {
            WriteFact(html, "First sent", Utc(first));
            WriteFact(html, "Duration", Words(tally.Duration));
        }

        WriteFact(html, "Gateway", string.Join(", ", report.Gateways));
        WriteFact(html, "Merchant", string.Join(", ", report.Merchants));
        WriteFact(html, "Left out", report.LeftOut == 0 ? null : $"{ReportHeadline.Count(report.LeftOut, "object")} of the input that {(report.LeftOut == 1 ? "is" : "are")} neither payment nor error");
        html.Write($"</dl>\n</section>\n");
    }

    private static void WriteFact(HtmlWriter html, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            html.Write($"<div><dt>{name}</dt><dd>{value}</dd></div>\n");
        }
    }

    private static void WriteRows(HtmlWriter html, BatchReport report, StreamWriter text)
    {
        if (report.Tally.Total == 0)
        {
            return;
        }

        html.Write($"<section aria-labelledby=\"all\">\n<h2 id=\"all\">Every payment</h2>\n<div class=\"wide\" role=\"region\" aria-labelledby=\"all\" tabindex=\"0\">\n<table class=\"rows\">\n<caption>{ReportHeadline.Count(report.Tally.Total, "payment")}, in the order of the batch. Amounts are in yuan.</caption>\n");
        RowMarkup.WriteHeadings(html);
        html.Write($"<tbody>\n");
        Copy(report.Rows, text);
        html.Write($"</tbody>\n</table>\n</div>\n</section>\n");
    }

    private static void Copy(RowSpool spool, StreamWriter text)
    {
        text.Flush();
        spool.CopyTo(text.BaseStream);
    }

    private static string Local(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Words(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds:00} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalHours):0} h {time.Minutes:00} min {time.Seconds:00} s"),
    };
}
