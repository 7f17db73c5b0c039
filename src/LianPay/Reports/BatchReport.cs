using System.Management.Automation;
using LianPay.Payments;

namespace LianPay.Reports;

/// <summary>Takes the objects of a batch one by one, and holds what the page says of them. Memory grows with the number of statuses, not of rows.</summary>
internal sealed class BatchReport : IDisposable
{
    /// <summary>Of gateways and of merchants: more of them in one batch are not listed.</summary>
    private const int MaxPlaces = 8;

    private readonly Func<RowSpool> _openSpool;
    private readonly Dictionary<PaymentStatus, ReportGroup> _groups = [];
    private readonly SortedSet<LianPayEnvironment> _environments = [];
    private readonly SortedSet<string> _gateways = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _merchants = new(StringComparer.Ordinal);
    private RowSpool? _errors;

    /// <summary>Creates a report without rows.</summary>
    /// <param name="openSpool">Opens a place for rows. Called once at once, so that what is wrong with the place is known before the first row.</param>
    internal BatchReport(Func<RowSpool> openSpool)
    {
        _openSpool = openSpool;
        Rows = openSpool();
    }

    internal BatchTally Tally { get; } = new();

    /// <summary>The tally of the errors alone.</summary>
    internal BatchTally ErrorTally { get; } = new();

    internal int ErrorCount { get; private set; }

    /// <summary>How many objects were neither payments nor errors.</summary>
    internal int LeftOut { get; private set; }

    /// <summary>Every payment, in the order in which they came.</summary>
    internal RowSpool Rows { get; }

    /// <summary>Every error, or null when there was none.</summary>
    internal RowSpool? Errors => _errors;

    internal IReadOnlyCollection<LianPayEnvironment> Environments => _environments;

    internal IReadOnlyCollection<string> Gateways => _gateways;

    internal IReadOnlyCollection<string> Merchants => _merchants;

    /// <summary>A group for each status that there is, in the order of <see cref="StatusGuide.All"/>.</summary>
    internal IEnumerable<ReportGroup> Groups => StatusGuide.All.Select(guide => _groups.GetValueOrDefault(guide.Status)).OfType<ReportGroup>();

    /// <summary>The groups that need a person, the gravest first.</summary>
    internal IEnumerable<ReportGroup> Attention => Groups.Where(group => !group.Guide.IsWell).OrderBy(group => group.Tally.Rank);

    /// <summary>Takes one object that <see cref="BatchItem"/> gave; null for one that cannot be counted.</summary>
    /// <exception cref="IOException">Its row cannot be kept.</exception>
    internal void Add(object? item)
    {
        if (item is null)
        {
            Tally.AddUncounted();
            LeftOut++;
            return;
        }

        Tally.Add(item);
        if (item is ErrorRecord error)
        {
            Add(error);
        }
        else if (ReportRow.Of(item) is { } row)
        {
            Add(item, row);
        }
    }

    public void Dispose()
    {
        Rows.Dispose();
        _errors?.Dispose();
        foreach (ReportGroup group in _groups.Values)
        {
            group.Dispose();
        }
    }

    private void Add(ErrorRecord error)
    {
        ErrorTally.Add(error);
        ErrorCount++;
        _errors ??= _openSpool();
        RowMarkup.Write(_errors.Html, ReportError.Of(error));
    }

    private void Add(object item, ReportRow row)
    {
        StatusGuide guide = StatusGuide.Of(row.Status);
        if (!_groups.TryGetValue(guide.Status, out ReportGroup? group))
        {
            group = new ReportGroup(guide) { Rows = guide.IsWell ? null : _openSpool() };
            _groups.Add(guide.Status, group);
        }

        group.Tally.Add(item);
        group.Amount.Add(row.Amount);
        RowMarkup.Write(Rows.Html, row);
        if (group.Rows is { } spool)
        {
            RowMarkup.Write(spool.Html, row);
        }

        _environments.Add(row.Environment);
        Note(_gateways, row.Gateway);
        Note(_merchants, row.PartnerId);
    }

    private static void Note(SortedSet<string> places, string? place)
    {
        if (place is not null && places.Count < MaxPlaces)
        {
            places.Add(place);
        }
    }
}
