using System.Globalization;

namespace LianPay.Reports;

/// <summary>The one sentence that a payment clerk reads first.</summary>
internal static class ReportHeadline
{
    internal static string Of(BatchReport report)
    {
        ReportGroup[] well = [.. report.Groups.Where(group => group.Guide.Status is PaymentStatus.Accepted or PaymentStatus.Paid)];
        int good = well.Sum(group => group.Tally.Total);
        int taken = report.Tally.Counts.GetValueOrDefault(PaymentStatus.Taken);
        int attention = report.Tally.Total - good - taken;
        List<string> parts = [];
        if (report.Tally.Total > 0)
        {
            parts.Add($"{(good == 0 ? "None" : Count(good))} of {Count(report.Tally.Total, "payment")} {(good > 1 ? "are" : "is")} {Words(well)}{Amount(well)}");
        }
        else
        {
            parts.Add("There was no payment");
        }

        if (taken > 0)
        {
            parts.Add($"{Count(taken)} {(taken == 1 ? "was" : "were")} taken care of before");
        }

        if (report.LeftOut > 0)
        {
            parts.Add($"{Count(report.LeftOut, "object")} could not be counted");
        }

        if (attention > 0 || (report.ErrorCount == 0 && report.LeftOut == 0))
        {
            parts.Add($"{(attention == 0 ? "none" : Count(attention))} {(attention > 1 ? "need" : "needs")} a person");
        }
        else if (report.ErrorCount > 0)
        {
            parts.Add($"{Count(report.ErrorCount, "error")} {(report.ErrorCount == 1 ? "needs" : "need")} a person");
        }

        return string.Join("; ", parts) + ".";
    }

    /// <summary>A number with its noun, in the plural where it is one.</summary>
    internal static string Count(int number, string noun) => $"{Count(number)} {noun}{(number == 1 ? "" : "s")}";

    internal static string Count(int number) => number.ToString("#,##0", CultureInfo.InvariantCulture);

    private static string Words(ReportGroup[] well) => well switch
    {
        [{ Guide.Status: PaymentStatus.Paid }] => "paid",
        [{ Guide.Status: PaymentStatus.Accepted }] => "accepted (not paid yet)",
        _ => "accepted or paid",
    };

    private static string Amount(ReportGroup[] well)
    {
        AmountSum sum = new();
        foreach (ReportGroup group in well)
        {
            sum.Add(group.Amount);
        }

        return sum.Text is { } text ? $", {text} yuan" : "";
    }
}
