using System.Globalization;

namespace LianPay.Reports;

/// <summary>The markup of one row. A cell without a value is an empty element: on a phone it is not shown.</summary>
internal static class RowMarkup
{
    /// <summary>The headings of the columns of payments. On a phone the style sheet repeats them in each row, by the number of the column.</summary>
    internal static void WriteHeadings(HtmlWriter html) => html.Write($"""
        <thead><tr><th scope="col">Row</th><th scope="col">Order</th><th scope="col">Payee</th><th scope="col" class="n">Amount</th><th scope="col">Status</th><th scope="col">What it means</th><th scope="col">Reviewed by</th><th scope="col">Sent (UTC)</th></tr></thead>

        """);

    /// <summary>One payment.</summary>
    internal static void Write(HtmlWriter html, ReportRow row)
    {
        StatusGuide guide = StatusGuide.Of(row.Status);
        html.Write($"<tr><td>{(row.Number > 0 ? row.Number.ToString(CultureInfo.InvariantCulture) : null)}</td>");
        html.Write($"<th scope=\"row\">{row.OrderNumber ?? "(no order number)"}");
        WriteLine(html, "Paybill", row.PaybillId);
        html.Write($"</th><td>{row.Payee}</td><td class=\"n\">{(row.Amount is { } amount ? AmountSum.Format(amount) : null)}</td>");
        html.Write($"<td><b class=\"s {guide.Tone}\">{row.Status.ToString()}</b></td><td>");
        WriteMeaning(html, row, guide);
        html.Write($"</td><td>{row.ReviewedBy}</td><td>{row.SentAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}");
        if (row.Attempts > 1)
        {
            html.Write($"<small>{row.Attempts} tries</small>");
        }

        html.Write($"</td></tr>\n");
    }

    /// <summary>One error.</summary>
    internal static void Write(HtmlWriter html, ReportError error) =>
        html.Write($"<tr><th scope=\"row\">{error.Id}</th><td>{error.Message}</td><td>{error.Advice}</td></tr>\n");

    private static void WriteMeaning(HtmlWriter html, ReportRow row, StatusGuide guide)
    {
        // Of what is accepted or paid there is no more to say than its status does, which is explained once.
        if (!guide.IsWell || row.Status == PaymentStatus.Taken)
        {
            html.Write($"{row.Explanation ?? guide.Meaning}");
        }

        if (row.RetCode is not null || row.RetMessage is not null)
        {
            html.Write($"<small>Gateway: {row.RetCode} <span lang=\"zh\">{row.RetMessage}</span></small>");
        }
    }

    private static void WriteLine(HtmlWriter html, string label, string? value)
    {
        if (value is not null)
        {
            html.Write($"<small>{label} {value}</small>");
        }
    }
}
