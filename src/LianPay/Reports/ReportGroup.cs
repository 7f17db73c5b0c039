using LianPay.Payments;

namespace LianPay.Reports;

/// <summary>The payments of one status.</summary>
internal sealed class ReportGroup(StatusGuide guide) : IDisposable
{
    internal StatusGuide Guide { get; } = guide;

    internal BatchTally Tally { get; } = new();

    internal AmountSum Amount { get; } = new();

    /// <summary>Their rows, or null when they need nobody and are shown among all rows alone.</summary>
    internal RowSpool? Rows { get; init; }

    public void Dispose() => Rows?.Dispose();
}
