using System.Globalization;

namespace LianPay.Core.Ledger;

/// <summary>The WHERE clause of a query, and its values.</summary>
internal static class QueryCondition
{
    internal static (string Sql, object?[] Values) Of(LedgerQuery query)
    {
        List<string> terms = [];
        List<object?> values = [];
        Add("gateway = ", query.Gateway);
        Add("partner_id = ", query.PartnerId);
        Add("order_number = ", query.OrderNumber);
        if (query.OrderNumberPrefix is { Length: > 0 } prefix)
        {
            // Not LIKE: an underscore, which order numbers have, would stand for any character.
            Add($"substr(order_number, 1, {prefix.Length.ToString(CultureInfo.InvariantCulture)}) = ", prefix);
        }

        Add("updated_at >= ", LedgerTime.Text(CeilingOf(query.Since)));
        Add("updated_at < ", LedgerTime.Text(CeilingOf(query.Until)));
        if (query.Statuses is { } statuses)
        {
            // An empty list asks for nothing: "IN ()" is not SQL everywhere.
            int first = values.Count;
            values.AddRange(statuses.Select(status => status.ToString()));
            terms.Add(statuses.Count == 0 ? "1 = 0" : $"status IN ({string.Join(", ", Enumerable.Range(first, statuses.Count).Select(LedgerTable.Parameter))})");
        }

        return (terms.Count == 0 ? "" : $" WHERE {string.Join(" AND ", terms)}", [.. values]);

        void Add(string term, string? value)
        {
            if (value is not null)
            {
                terms.Add(term + LedgerTable.Parameter(values.Count));
                values.Add(value);
            }
        }
    }

    /// <summary>The next whole millisecond: stored times are cut to one, and a bound that was cut as well would take in what lies before it.</summary>
    private static DateTimeOffset? CeilingOf(DateTimeOffset? time)
    {
        long rest = time is { } known ? known.UtcTicks % TimeSpan.TicksPerMillisecond : 0;
        return rest == 0 ? time : time!.Value.AddTicks(TimeSpan.TicksPerMillisecond - rest);
    }
}
